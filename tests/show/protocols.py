"""What protocols must show: built together, signed by every organisation, in force between those who signed."""

from tests.show.proof import Claim, Tests

ENGINES = ("sqlite", "postgres")

CLAIMS = (
    Claim(
        1,
        "Two organisations agree a protocol in a browser: by keyboard, without JavaScript, at 375 px, by axe.",
        (Tests(("tests/browser/test_walk_two.py",)),),
    ),
    Claim(
        2,
        "44 parties and 44 signatures, 20 by invitation: matrix, certificate and map, on screen and on paper.",
        (Tests(("tests/protocols/test_forty_four_parties.py", "tests/browser/test_forty_four_parties.py")),),
    ),
    Claim(
        3,
        "50 equal requests sign once; nobody signs what was not shown; killed at ten points, nothing half done.",
        tuple(
            Tests(
                ("tests/faults/test_signing.py", "tests/protocols/signing/test_interleavings.py"),
                engine=engine,
            )
            for engine in ENGINES
        ),
    ),
    Claim(
        4,
        "The whole life of a protocol against a small pure model; 40 questions about who may rely on it.",
        (
            *(Tests(("tests/protocols/test_life_of_a_protocol.py",), engine=engine) for engine in ENGINES),
            Tests(("tests/protocols/test_holding.py",)),
        ),
    ),
    Claim(
        5,
        "What must not be signed or opened is refused with a clear sentence, and nothing is lost.",
        (
            Tests(
                (
                    "tests/protocols/signing/test_refused.py",
                    "tests/protocols/signing/test_refused_pages.py",
                    "tests/protocols/invitations",
                )
            ),
        ),
    ),
    Claim(
        6,
        "The table of rights, canaries (tokens too), axe and query counts have every new page.",
        (
            Tests(("tests/rights", "tests/canary", "tests/lists/test_query_counts.py")),
            Tests(("tests/browser/test_every_page.py", "tests/browser/test_other_views.py")),
        ),
    ),
)
