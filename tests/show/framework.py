"""What the framework whole must show: every kind of document, written well, reviewed on time, read by its people."""

from tests.show.proof import Claim, Tests

ENGINES = ("sqlite", "postgres")

CLAIMS = (
    Claim(
        1,
        "Each kind from its template to a published PDF, in a browser; each PDF sound by pdfua.",
        (Tests(("tests/browser/test_every_kind.py",)), Tests(("tests/walks/test_service_users.py",))),
    ),
    Claim(
        2,
        "50 pages and 100 versions: at most 12 queries a page, flat in the versions; a page that compares: 100 ms CPU.",
        (Tests(("tests/benchmarks/test_documents.py",)),),
    ),
    Claim(
        3,
        "Two people in the same section, in any order of what they do: nothing typed is lost.",
        tuple(
            Tests(("tests/governance/views/test_nothing_typed_is_lost.py",), engine=engine)
            for engine in ENGINES
        ),
    ),
    Claim(
        4,
        "365 days of reminders: each person gets each notice once, none after its cause is gone.",
        tuple(
            Tests(
                (
                    "tests/governance/services/test_year_of_reminders.py",
                    "tests/governance/services/test_delivery.py",
                ),
                engine=engine,
            )
            for engine in ENGINES
        ),
    ),
    Claim(
        5,
        "Attachments and Word files that are hostile are refused with a sentence, memory bounded.",
        (
            Tests(
                (
                    "tests/governance/files",
                    "tests/governance/services/test_word_imports.py",
                    "tests/governance/services/test_attachments.py",
                )
            ),
        ),
    ),
    Claim(
        6,
        "Templates and help texts: short sentences, abbreviations explained, nothing out of date.",
        (
            Tests(("tests/architecture/test_plain_words.py", "tests/governance/content")),
            Tests(("tests/config/help",)),
        ),
    ),
    Claim(
        7,
        "The table of rights, canaries, axe and query counts have every new page.",
        (
            Tests(("tests/rights", "tests/canary", "tests/lists/test_query_counts.py")),
            Tests(("tests/browser/test_every_page.py", "tests/browser/test_other_views.py")),
        ),
    ),
)
