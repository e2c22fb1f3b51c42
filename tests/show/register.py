"""What the first real register must show: bodies and agreements from public lists, open to all, and one search."""

from tests.show.proof import Claim, Command, Tests

ENGINES = ("sqlite", "postgres")

CLAIMS = (
    Claim(
        1,
        "38 real agreements, every field compared, each as a page and a sound PDF; what is broken writes nothing.",
        (
            Tests(("tests/real/test_agreements.py",)),
            Tests(("tests/real/test_agreements.py",), engine="postgres"),
            Tests(("tests/real/test_agreements_shown.py",)),
            Tests(("tests/protocols/services", "tests/protocols/test_powers.py", "tests/protocols/demo")),
            Tests(("tests/real/test_lists_on_screen.py",)),
        ),
    ),
    Claim(
        2,
        "Register and search cost little more than their floor, and hardly more at 100,000 agreements than at 1,000.",
        (
            Command(("tests/show/register_at_scale.sh",)),
            Tests(("tests/lists/test_query_counts.py",)),
        ),
    ),
    Claim(
        3,
        "60 searches in our own words, a third misspelt: the page meant is among the first three.",
        tuple(Tests(("tests/real/test_searches.py",), engine=engine) for engine in ENGINES),
    ),
    Claim(
        4,
        "Worlds that differ only in what a person may not see give the same bytes: search, register, feed, CSV.",
        tuple(Tests(("tests/worlds",), engine=engine) for engine in ENGINES),
    ),
    Claim(
        5,
        "Every new page by axe at both widths; the table of rights has every new address.",
        (
            Tests(("tests/browser/test_every_page.py", "tests/browser/test_other_views.py")),
            Tests(("tests/rights", "tests/canary")),
        ),
    ),
)
