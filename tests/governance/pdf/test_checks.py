"""Each check finds what it is there for: a sound file is spoilt in one way at a time."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from governance.pdf.checks import faults
from governance.pdf.render import to_pdf
from governance.pdf.words import elements, kids, role
from tests.governance.pdf.helpers import MARKDOWN, headings_in, make_printable


@pytest.fixture(scope="module")
def what():
    return make_printable(MARKDOWN, MARKDOWN)


@pytest.fixture(scope="module")
def content(what):
    return to_pdf(what).content


def first(pdf, wanted):
    return next(element for element in elements(pdf.Root.StructTreeRoot) if role(element) == wanted)


def without_scope(pdf):
    del first(pdf, "TH").A.Scope


def without_title(pdf):
    del pdf.docinfo["/Title"]


def without_language(pdf):
    del pdf.Root.Lang


def without_display_of_title(pdf):
    del pdf.Root.ViewerPreferences


def without_tags(pdf):
    del pdf.Root.StructTreeRoot


def without_bookmarks(pdf):
    del pdf.Root.Outlines


def without_link_description(pdf):
    note = next(note for page in pdf.pages for note in page.get("/Annots", []))
    del note.Contents


def with_figure_without_words(pdf):
    first(pdf, "P").S = Name.Figure


def with_skipped_level(pdf):
    first(pdf, "H3").S = Name.H4


def with_page_number_in_the_tree(pdf):
    page = pdf.pages[1]
    stream = page.Contents.read_bytes()
    at = stream.rindex(b"/Artifact")
    end = stream.index(b"BDC", at)
    page.Contents = pdf.make_stream(stream[:at] + b"/Span <</MCID 900>> " + stream[end:])
    owner = first(pdf, "P")
    owner.K = Array(
        [
            *kids(owner),
            pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Span, P=owner, Pg=page.obj, K=900)),
        ]
    )


def with_untagged_words(pdf):
    page = pdf.pages[1]
    page.Contents = pdf.make_stream(
        page.Contents.read_bytes().replace(b"BDC", b"BDC EMC", 1).replace(b"EMC", b"", 0)
    )


def with_script(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="x")


def with_list_of_unknown_kind(pdf):
    del first(pdf, "L").A


def with_sections_swapped(pdf):
    document = first(pdf, "Document")
    document.K = Array(list(reversed(kids(document))))


SPOILT = {
    without_scope: "A header cell has no scope",
    without_title: "There is no title",
    without_language: "There is no language",
    without_display_of_title: "The title is not shown",
    without_tags: "There is no tag tree",
    without_bookmarks: "The bookmarks",
    without_link_description: "a link has no description",
    with_figure_without_words: "A figure has no description",
    with_skipped_level: "skips a level",
    with_page_number_in_the_tree: "content does not know its element",
    with_untagged_words: "is neither content nor artifact",
    with_script: "carries a script",
    with_list_of_unknown_kind: "whether it is numbered",
    with_sections_swapped: "The headings read",
}


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_fault_is_found(spoil, content, what):
    with Pdf.open(BytesIO(content)) as pdf:
        spoil(pdf)
        out = BytesIO()
        pdf.save(out)

    found = faults(out.getvalue(), headings=headings_in(what.html))

    assert [fault for fault in found if SPOILT[spoil] in fault], found


def test_sound_file_has_no_fault(content, what):
    assert faults(content, headings=headings_in(what.html)) == []


def test_raw_output_of_the_renderer_has_faults(what, monkeypatch):
    """The reason for mending: if this ever passes untouched, `mend` has less to do."""
    from governance.pdf import render

    plain = render._START.replace(
        "sys.exit", "from governance.pdf import mend; mend.mend = lambda raw, links: raw; sys.exit"
    )
    monkeypatch.setattr(render, "_START", plain)

    found = faults(to_pdf(what).content)

    assert any("has no scope" in fault for fault in found)
    assert any("what is painted and what the tree holds differ" in fault for fault in found)
    assert any("whether it is numbered" in fault for fault in found)


def test_checks_read_files_of_others():
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        out = BytesIO()
        pdf.save(out)

    assert faults(out.getvalue()) == ["There is no tag tree."]
