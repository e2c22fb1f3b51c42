"""Real Word files, made part by part, so that a test can put into them what it wants."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = {
    "Title": "Title",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Heading3": "heading 3",
    "TOC1": "toc 1",
    "ListParagraph": "List Paragraph",
}


def paragraph(text, style="", *, marks="", numbering=None):
    """One paragraph; `numbering` is (number of a list, level); `marks` are properties of its run, such as <w:b/>."""
    style_xml = f'<w:pStyle w:val="{style}"/>' if style else ""
    number, level = numbering or (None, None)
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if numbering else ""
    run = f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{style_xml}{listed}</w:pPr>{run}</w:p>"


def heading(text, level=1):
    return paragraph(text, f"Heading{level}")


def table(rows):
    cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def relations(rows):
    """Rows of (type, target, mode): the mode is External or empty."""
    made = [
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"' if mode else "")
        + "/>"
        for n, (kind, target, mode) in enumerate(rows, start=1)
    ]
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{"".join(made)}</Relationships>'


def document_xml(body):
    return (
        f'{HEAD}<w:document xmlns:w="{WORD}" xmlns:r="{RELATIONS}"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f"<w:body>{body}<w:sectPr/></w:body></w:document>"
    )


def content_types(main=MAIN, more=""):
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{more}</Types>'
    )


def parts_of(body, **types):
    """The parts of a small whole document, by name, for a test to add to."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in STYLES.items()
    )
    levels = {
        kind: "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/></w:lvl>' for n in range(3)
        )
        for kind in ("decimal", "bullet")
    }
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{levels[kind]}</w:abstractNum>'
        for n, kind in enumerate(("decimal", "bullet"), start=1)
    ) + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    return {
        "[Content_Types].xml": content_types(**types),
        "_rels/.rels": relations([("officeDocument", "word/document.xml", "")]),
        "word/document.xml": document_xml(body),
        "word/styles.xml": f'{HEAD}<w:styles xmlns:w="{WORD}">{styles}</w:styles>',
        "word/numbering.xml": f'{HEAD}<w:numbering xmlns:w="{WORD}">{numbering}</w:numbering>',
        "word/_rels/document.xml.rels": relations([("styles", "styles.xml", ""), ("numbering", "numbering.xml", "")]),
    }  # fmt: skip


def packed(parts):
    """The parts as one file: always the same bytes, whatever the time."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def make_docx(*blocks, **types):
    return packed(parts_of("".join(blocks), **types))


def policy_docx():
    """A policy as people write it: a title, contents, headings, lists, a table, and what has no place in a draft."""
    inserted = '<w:p><w:r><w:t>We share </w:t></w:r><w:ins w:id="1"><w:r><w:t>promptly</w:t></w:r></w:ins>'
    deleted = '<w:del w:id="2"><w:r><w:delText>never</w:delText></w:r></w:del></w:p>'
    picture = '<w:p><w:r><w:drawing><a:blip r:embed="rId9"/></w:drawing></w:r></w:p>'
    return make_docx(
        paragraph("Sharing Policy", "Title"),
        paragraph("1 Our commitment\t2", "TOC1"),
        heading("1. Our commitment"),
        paragraph("Good sharing protects people."),
        inserted + deleted,
        picture,
        heading("2. Who gives advice"),
        paragraph("Ask the officer", marks="<w:b/>"),
        paragraph("Say what you need", numbering=(1, 0)),
        paragraph("Say why", numbering=(1, 0)),
        paragraph("a name", numbering=(2, 0)),
        heading("Where it applies", 2),
        table([["Team", "Phone"], ["Housing", "01 | 02"]]),
        heading("Local arrangements"),
        paragraph("Only here."),
    )
