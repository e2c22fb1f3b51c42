"""The PDF of an agreement: what is shared on pages that lie on their side, with the picture of the flows above."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from governance.lifecycle import State
from governance.pdf.html import printable
from governance.pdf.render import WALL_SECONDS_FOR_A_JOB, to_pdf
from governance.pdf.words import elements, role
from governance.services import rendition
from protocols.agreement import FlowLine, PartyLine
from protocols.models.party import Direction
from protocols.pdf import signed_copy
from protocols.services import certificates
from protocols.services.recording import record_existing
from tests.factories.protocols import ITEMS, make_detailed
from tests.governance.pdf.helpers import assert_sound, headings_in, laid_out, words_of
from tests.protocols.signing.world import make_open, make_world, sign

pytestmark = pytest.mark.django_db
UPRIGHT, LYING = (794, 1123), (1123, 794)
LONG = "The Combined Authority for the Boroughs, Districts and Parishes of the Northern Shires, number"


def make_between(people, count, **fields):
    """The version of an agreement in which each of so many parties gives to the next two."""
    parties = [PartyLine(f"{LONG} {number}", Direction.BOTH, None) for number in range(1, count - 1)]
    parties += [PartyLine(body.name, Direction.BOTH, body) for body in (people.organisation, people.other)]
    names = [party.name for party in parties]
    flows = tuple(
        FlowLine(name, names[(at + step) % count], (ITEMS[0].what,), "Portal", "Monthly", "CSV", "None.")
        for at, name in enumerate(names)
        for step in (1, 2)
        if (at + step) % count != at
    )
    agreement = make_detailed(
        people.organisation, people.other, parties=tuple(parties), flows=flows, reference="DEA-0001", **fields
    )
    return record_existing(people.organisation, agreement=agreement, by=people.officer)


def figures(content):
    """What stands for each picture."""
    with pikepdf.Pdf.open(BytesIO(content)) as pdf:
        return [str(each.Alt) for each in elements(pdf.Root.StructTreeRoot) if role(each) == "Figure"]


@pytest.mark.parametrize("count", [2, 12])
def test_flows_of_few_parties_are_drawn_on_a_page_that_lies_on_its_side(people, count, tmp_path):
    what = printable(make_between(people, count))

    sizes, outside = laid_out(what)
    content = to_pdf(what, wall_seconds=WALL_SECONDS_FOR_A_JOB).content

    assert_sound(content, tmp_path, what.html)
    assert outside == []
    assert sizes[:3] == [UPRIGHT] * 3
    assert sizes.index(LYING) > 2
    assert UPRIGHT not in sizes[sizes.index(LYING) :]  # one stretch of pages
    (said,) = figures(content)
    assert said.startswith(
        f"Which way information flows between {count} parties. {LONG if count > 2 else ''}"
    )
    assert f"Northshire County Council to Northport Trust: {ITEMS[0].what}." in said


def test_flows_of_many_parties_are_a_matrix_of_numbers(people, tmp_path):
    what = printable(make_between(people, 44))

    sizes, outside = laid_out(what)
    content = to_pdf(what, wall_seconds=WALL_SECONDS_FOR_A_JOB).content

    assert_sound(content, tmp_path, what.html)
    assert outside == []
    assert LYING in sizes
    (told,) = figures(content)
    assert f"Northshire County Council to Northport Trust: {ITEMS[0].what}." in told
    said = words_of(content)
    assert "Whichwayinformationflowsbetween44parties.Readacross" in said


def test_all_that_is_shared_and_why_lies_on_its_side_and_parties_do_not(people):
    html = printable(make_between(people, 3)).html

    wide = [part.partition("</h2>")[0] for part in html.split('<section class="wide">')[1:]]
    headings = [heading for _level, heading in headings_in(f"{'</h2>'.join(wide)}</h2>")]
    assert [heading.split(" ", 2)[2] for heading in headings] == [
        "Data items",
        "Flows",
        "Legal powers",
        "Lawful bases and conditions",
        "Dates and conditions",
        "Safeguards and ending",
    ]


def test_a_version_that_is_open_for_signature_is_no_draft():
    w = make_world()
    version = make_open(w)
    opened = printable(version).html

    assert version.state == State.FOR_SIGNATURE
    assert "DRAFT" not in opened
    assert "For signature: the text is frozen" in opened
    sign(w, version, "NCC")
    signed = signed_copy(version, certificates.stated(version)).html
    assert "DRAFT" not in signed
    assert "For signature: the text is frozen" in signed
    for code in ("NPT", "POL"):
        sign(w, version, code)
    version.refresh_from_db()
    completed = signed_copy(version, certificates.stated(version)).html
    assert "DRAFT" not in completed
    assert "Published on" in completed
    assert "For signature" not in completed


def test_the_signed_copy_says_between_whom_it_holds(tmp_path):
    w = make_world()
    version = make_open(w)
    for code in ("NCC", "POL"):
        sign(w, version, code)
    version.refresh_from_db()

    what = signed_copy(version, certificates.stated(version))
    rows = what.html.partition('<table class="grid">')[2].partition("</table>")[0]
    cells = [row.split("<td>")[1:] for row in rows.split("<tr>")[2:]]
    short = [
        ["–" if "–" in cell else "x" if cell.startswith("<") else "day" for cell in row] for row in cells
    ]

    assert short == [["x", "–", "day"], ["–", "x", "–"], ["day", "–", "x"]]
    assert laid_out(what)[1] == []
    assert_sound(to_pdf(what, wall_seconds=WALL_SECONDS_FOR_A_JOB).content, tmp_path, what.html)


def test_a_pdf_that_is_made_while_one_waits_says_so_too():
    w = make_world()
    version = make_open(w)

    assert "Forsignature:thetextisfrozen" in words_of(rendition.draft_pdf(version))
