"""What the first real register must show: bodies and agreements of public lists, open to all, and one search."""

from tests.show.proof import Claim, Command, Tests

ENGINES = ("sqlite", "postgres")

CLAIMS = (
    Claim(
        1,
        "38 real agreements, every field compared, each as a page and a sound PDF; what is broken writes nothing.",
        (
            *(
                Tests(
                    ("tests/real/test_agreements.py", "tests/real/test_agreements_refused.py"), engine=engine
                )
                for engine in ENGINES
            ),
            Tests(("tests/real/test_agreements_shown.py",)),
            Tests(("tests/protocols/services", "tests/protocols/test_powers.py", "tests/protocols/demo")),
        ),
    ),
    Claim(
        2,
        "What register and search cost beside their floors, at 1,000 and 100,000 agreements, for three people.",
        (
            Command(("tests/show/register_at_scale.sh",)),
            Tests(("tests/benchmarks/test_search.py",), engine="postgres"),
            Tests(("tests/lists/test_query_counts.py", "tests/protocols/commands", "tests/protocols/load")),
        ),
    ),
    Claim(
        3,
        "60 searches in our own words, a third misspelt: the page meant is among the first three.",
        tuple(
            Tests(("tests/real/test_searches.py", "tests/governance/search"), engine=engine)
            for engine in ENGINES
        ),
    ),
    Claim(
        4,
        "Worlds that differ only in what a person may not see give the same bytes: search, register, feed, CSV.",
        tuple(
            Tests(
                ("tests/protocols/test_many_worlds.py", "tests/governance/search/test_worlds.py"),
                engine=engine,
            )
            for engine in ENGINES
        ),
    ),
    Claim(
        5,
        "Every page by axe at both widths; the table of rights has every address.",
        (
            Tests(("tests/browser/test_every_page.py", "tests/browser/test_other_views.py")),
            Tests(("tests/rights", "tests/canary")),
        ),
    ),
)
