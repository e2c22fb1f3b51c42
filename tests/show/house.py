"""What the house must show: from a bare machine to a Code of Practice published, logged and printed."""

from tests.show.proof import Claim, Command

CLAIMS = (
    Claim(
        1,
        "In a bare Debian 12 and a bare clone bin/run serves and bin/test passes.",
        (Command(("tests/show/bare_debian.sh",)),),
    ),
    Claim(2, "The seven public lists and a real text go from import to a published Code of Practice."),
    Claim(3, "Walk 1 in the browser, by keyboard alone and without JavaScript; axe finds nothing."),
    Claim(4, "What must not be is refused with a clear sentence, and nothing is lost."),
    Claim(5, "verify_audit finds every change; the triggers refuse and are there after every migration."),
    Claim(6, "Writers do not wait for each other; no half publication, whatever is killed."),
    Claim(7, "Lists take the same queries with 1 and 3 rows, no page over 12; PDF cost."),
    Claim(8, "The table of rights: total = run = as expected; canaries out of place: 0."),
)
