"""What the house must show: from a bare machine to a Code of Practice published, logged and printed."""

from tests.show.proof import Claim, Command, Tests

RENDERER = "tests/governance/pdf/test_render.py"

CLAIMS = (
    Claim(
        1,
        "In a bare Debian 12 and a bare clone bin/run serves and bin/test passes.",
        (Command(("tests/show/bare_debian.sh",)),),
    ),
    Claim(
        2,
        "The seven public lists and a real text go from import to a published Code of Practice.",
        (
            Tests(("tests/real/test_first_register.py",)),
            Tests(
                (
                    "tests/organisations/services/test_lists.py",
                    "tests/organisations/services/test_reading.py",
                    "tests/organisations/services/test_imports.py",
                    "tests/governance/services/test_imports.py",
                    "tests/governance/commands/test_import_document.py",
                )
            ),
        ),
    ),
    Claim(
        3,
        "Walk 1 in the browser, by keyboard alone and without JavaScript; axe finds nothing.",
        (
            Tests(
                (
                    "tests/browser/test_walk.py",
                    "tests/browser/test_every_page.py",
                    "tests/browser/test_other_views.py",
                    "tests/browser/test_keyboard.py",
                    "tests/browser/test_editor.py",
                    "tests/browser/test_errors.py",
                    "tests/browser/test_fallback.py",
                )
            ),
            Tests(("tests/walks/test_code_of_practice.py",)),
        ),
    ),
    Claim(
        4,
        "What must not be is refused with a clear sentence, and nothing is lost.",
        (
            Tests(("tests/refusals",)),
            Tests(("tests/refusals",), engine="postgres"),
            Tests(
                (
                    f"{RENDERER}::test_renderer_fetches_nothing",
                    f"{RENDERER}::test_text_cannot_ask_for_anything",
                    "tests/governance/services/test_publication.py",
                )
            ),
        ),
    ),
    Claim(
        5,
        "verify_audit finds every change; the triggers refuse and are there after every migration.",
        tuple(
            Tests(("tests/audit/proofs", "tests/audit/models", "tests/audit/commands"), engine=engine)
            for engine in ("sqlite", "postgres")
        ),
    ),
    Claim(
        6,
        "Writers do not wait for each other; no half publication, whatever is killed.",
        (
            Tests(("tests/faults/test_writers.py", "tests/faults/test_workers.py"), engine="postgres"),
            Tests(("tests/faults/test_publishing.py",), engine="postgres"),
            Tests(("tests/faults/test_publishing.py", "tests/faults/test_workers.py")),
            Tests(("tests/faults/test_failing_events.py",)),
            Tests(("tests/faults/test_failing_events.py",), engine="postgres"),
        ),
    ),
    Claim(
        7,
        "Lists take the same queries with 1 and 3 rows, no page over 12; PDF cost.",
        (
            Tests(("tests/lists/test_query_counts.py",)),
            Tests(("tests/benchmarks/test_pdf.py",)),
            Tests(("tests/governance/pdf", "tests/governance/commands/test_export_pdf.py")),
        ),
    ),
    Claim(
        8,
        "The table of rights: total = run = as expected; canaries out of place: 0.",
        (Tests(("tests/rights", "tests/canary")),),
    ),
)
