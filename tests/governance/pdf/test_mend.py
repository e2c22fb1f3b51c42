from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from governance.pdf.render import to_pdf
from governance.pdf.words import Reader, elements, kids, role
from tests.governance.pdf.helpers import MARKDOWN, make_printable


@pytest.fixture(scope="module")
def content():
    return to_pdf(make_printable(MARKDOWN, MARKDOWN)).content


@pytest.fixture
def pdf(content):
    with pikepdf.Pdf.open(BytesIO(content)) as opened:
        yield opened


def found(pdf, wanted):
    return [element for element in elements(pdf.Root.StructTreeRoot) if role(element) == wanted]


def test_header_cells_have_scope_by_position(pdf):
    reader = Reader(pdf)

    scopes = {reader.text(cell): str(cell.A.Scope) for cell in found(pdf, "TH")}

    assert scopes == {
        "Version": "/Column",  # of the version history, read after the row of that name on the cover
        "In force from": "/Row",
        "Reference": "/Row",
        "Protective marking": "/Row",
        "From": "/Column",
        "What changed": "/Column",
        "Authorised by": "/Column",
        "Item": "/Column",
        "Why it is needed": "/Column",
    }


def test_cells_name_no_identifiers_that_nothing_lists(pdf):
    for cell in found(pdf, "TH") + found(pdf, "TD"):
        assert "/ID" not in cell
        assert "/Headers" not in cell.A
        assert Name.Table == cell.A.O


def test_running_matter_is_an_artifact_of_pagination(pdf):
    pages = Reader(pdf).pages

    running = [[(mark.kind, mark.words) for mark in page.marked if mark.kind] for page in pages]

    foot = "NCC-COP-0001 · Uncontrolled when printed. Check register.example/documents/NCC-COP-0001/"
    assert running[0] == [("Header", "OFFICIAL"), ("Footer", "OFFICIAL")]
    for number, page in enumerate(running[1:], start=2):
        assert page == [
            ("Header", "Sharing to protect · version 2.1"),
            ("Header", "OFFICIAL"),
            ("Footer", foot),
            ("Footer", f"Page {number} of {len(pages)}"),
        ]


def test_tree_says_nothing_of_running_matter(pdf):
    words = Reader(pdf).text(pdf.Root.StructTreeRoot)

    assert "Uncontrolled" not in words
    assert "Page 2" not in words


def test_contents_are_a_table_of_contents(pdf):
    reader = Reader(pdf)
    [contents] = found(pdf, "TOC")

    entries = [" ".join(reader.text(entry).split()) for entry in kids(contents)]

    assert {role(entry) for entry in kids(contents)} == {"TOCI"}
    assert [role(kid) for entry in kids(contents) for kid in kids(entry)] == ["Reference"] * 6
    assert entries == [
        "1 Heading 1 4", "1.1 Steps 4", "1.2 What the notice holds 4",
        "2 Heading 2 4", "2.1 Steps 4", "2.2 What the notice holds 4",
    ]  # fmt: skip


def test_lists_say_whether_they_are_numbered(pdf):
    assert [str(element.A.ListNumbering) for element in found(pdf, "L")] == ["/Decimal", "/Disc"] * 2


def test_links_are_described_and_hang_on_one_element_each(pdf):
    notes = {note.objgen: str(note.Contents) for page in pdf.pages for note in page.get("/Annots", [])}
    hung = [
        (role(element), kid.Obj.objgen)
        for element in elements(pdf.Root.StructTreeRoot)
        for kid in kids(element)
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR
    ]

    assert {role for role, _key in hung} == {"Link"}
    assert sorted(key for _role, key in hung) == sorted(notes)
    assert "the long guidance" in notes.values()
    assert "1.1 Steps" in notes.values()


def test_dates_and_identifier_follow_from_the_content(pdf, content):
    assert str(pdf.docinfo["/CreationDate"]) == str(pdf.docinfo["/ModDate"]) == "D:20261124090000Z"
    assert pdf.trailer.ID[0] == pdf.trailer.ID[1]
    assert pikepdf.Pdf.open(BytesIO(content)).trailer.ID == pdf.trailer.ID


def test_file_says_title_and_language(pdf):
    assert str(pdf.docinfo["/Title"]) == "Sharing to protect, NCC-COP-0001, version 2.1"
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True


def test_elements_without_content_are_gone(pdf):
    assert [role(e) for e in elements(pdf.Root.StructTreeRoot) if not kids(e)] == []
