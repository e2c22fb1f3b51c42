"""Our own structural checks of a finished PDF.

They are no validation of conformance, and nothing may claim so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from governance.pdf.words import Reader, elements, kids, role

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
Check = Callable[[Pdf, Reader], Iterator[str]]


def faults(content: bytes, *, headings: Sequence[tuple[int, str]] | None = None) -> list[str]:
    """What is wrong with the file, one sentence each, for operators. `headings` (level and text): those the
    document must have, in that order, cover first.
    """
    with Pdf.open(BytesIO(content)) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return ["There is no tag tree."]
        reader = Reader(pdf)
        found = [fault for check in CHECKS for fault in check(pdf, reader)]
        read = headings_of(pdf, reader)
        if headings is not None and _packed(read) != _packed(headings):
            found.append(f"The headings read {read}, the document has {list(headings)}.")
    return found


def _packed(headings: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Without spaces: a line's last one is not painted."""
    return [(level, "".join(text.split())) for level, text in headings]


def headings_of(pdf: Pdf, reader: Reader) -> list[tuple[int, str]]:
    """Level and text of each heading, in reading order."""
    found = [element for element in elements(pdf.Root.StructTreeRoot) if role(element) in HEADINGS]
    return [(int(role(element)[1]), spaced(reader.text(element))) for element in found]


def spaced(text: str) -> str:
    return " ".join(text.split())


def says_what_it_is(pdf: Pdf, reader: Reader) -> Iterator[str]:
    if not str(pdf.docinfo.get("/Title", "")).strip():
        yield "There is no title."
    elif str(pdf.docinfo["/Title"]).encode() not in _plain_xml(pdf):
        yield "The title is not in the metadata."
    if not str(pdf.Root.get("/Lang", "")):
        yield "There is no language."
    if not bool(pdf.Root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle")):
        yield "The title is not shown by the viewer."
    if not bool(pdf.Root.get("/MarkInfo", Dictionary()).get("/Marked")):
        yield "The file does not say that it is tagged."
    if "/ID" not in pdf.trailer:
        yield "There is no identifier."


def _plain_xml(pdf: Pdf) -> bytes:
    packet = pdf.Root.Metadata.read_bytes() if "/Metadata" in pdf.Root else b""
    return packet.replace(b"&lt;", b"<").replace(b"&gt;", b">").replace(b"&amp;", b"&")


def holds_all_content(pdf: Pdf, reader: Reader) -> Iterator[str]:
    """Each stretch of content is in the tree exactly once, and its page knows by whom, or an artifact."""
    root = pdf.Root.StructTreeRoot
    held: dict[int, list[int]] = {}
    for element in elements(root):
        numbers = [int(kid) for kid in kids(element) if not isinstance(kid, (Dictionary, Array))]
        if numbers:
            held.setdefault(int(element.Pg.StructParents), []).extend(numbers)
    nums = root.ParentTree.Nums
    parents = {int(nums[i]): nums[i + 1] for i in range(0, len(nums), 2)}
    for number, (page, read) in enumerate(zip(pdf.pages, reader.pages, strict=True), start=1):
        painted = sorted(read.by_mcid())
        key = int(page.StructParents)
        if painted != sorted(held.get(key, [])):
            yield f"Page {number}: what is painted and what the tree holds differ."
        if any(mcid >= len(parents[key]) or parents[key][mcid] is None for mcid in painted):
            yield f"Page {number}: content does not know its element."
        if read.loose.strip():
            yield f"Page {number}: {read.loose!r} is neither content nor artifact."
        if page.get("/Tabs") != Name.S:
            yield f"Page {number}: the keyboard does not follow the structure."


def keeps_running_matter_out(pdf: Pdf, reader: Reader) -> Iterator[str]:
    """No header, footer or page number is read out; and there is some on each page."""
    texts = {spaced(reader.text(element)) for element in elements(pdf.Root.StructTreeRoot)}
    for number, read in enumerate(reader.pages, start=1):
        running = [
            spaced(mark.words)
            for mark in read.marked
            if mark.kind in ("Header", "Footer") and mark.words.strip()
        ]
        if number > 1 and not running:
            yield f"Page {number}: no running header or footer."
        yield from (
            f"Page {number}: {text!r} is also in the tree."
            for text in running
            if _is_footer(text) and text in texts
        )


def _is_footer(text: str) -> bool:
    return len(text.split()) > 3  # a marking of up to three words may well stand in the control block, too


def heads_tables(pdf: Pdf, reader: Reader) -> Iterator[str]:
    for table in elements(pdf.Root.StructTreeRoot):
        if role(table) != "Table":
            continue
        rows = [row for row in elements(table) if role(row) == "TR"]
        cells = [[kid for kid in kids(row) if isinstance(kid, Dictionary)] for row in rows]
        heads = [cell for row in cells for cell in row if role(cell) == "TH"]
        if not heads:
            yield f"A table has no header cell: {spaced(reader.text(table))[:60]!r}."
        for cell in heads:
            if cell.get("/A", Dictionary()).get("/Scope") not in (Name.Column, Name.Row):
                yield f"A header cell has no scope: {reader.text(cell)!r}."
        if (
            len({sum(int(cell.get("/A", Dictionary()).get("/ColSpan", 1)) for cell in row) for row in cells})
            > 1
        ):
            yield f"The rows of a table differ in width: {spaced(reader.text(table))[:60]!r}."


def has_bookmarks(pdf: Pdf, reader: Reader) -> Iterator[str]:
    """The bookmarks are the headings, in their order and depth."""
    with pdf.open_outline() as outline:
        bookmarks = list(_flat(outline.root, 1))
    headings = headings_of(pdf, reader)
    if _packed(bookmarks) != _packed(headings):
        yield f"The bookmarks {bookmarks} are not the headings {headings}."


def _flat(items: Sequence[pikepdf.OutlineItem], level: int) -> Iterator[tuple[int, str]]:
    for item in items:
        yield level, spaced(str(item.title))
        yield from _flat(item.children, level + 1)


def steps_headings(pdf: Pdf, reader: Reader) -> Iterator[str]:
    before = 0
    for level, text in headings_of(pdf, reader):
        if level > before + 1:
            yield f"The heading {text!r} skips a level: {level} after {before}."
        if not text:
            yield "A heading is empty."
        before = level


def describes_figures_and_links(pdf: Pdf, reader: Reader) -> Iterator[str]:
    linked = set()
    for element in elements(pdf.Root.StructTreeRoot):
        if role(element) == "Figure" and not str(element.get("/Alt", "")).strip():
            yield "A figure has no description."
        for kid in kids(element):
            if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
                linked.add(kid.Obj.objgen)
                if role(element) != "Link":
                    yield f"A link hangs on {role(element)}."
    for number, page in enumerate(pdf.pages, start=1):
        for note in page.get("/Annots", []):
            if not str(note.get("/Contents", "")).strip():
                yield f"Page {number}: a link has no description."
            if note.objgen not in linked:
                yield f"Page {number}: a link is not in the tree."


def numbers_lists(pdf: Pdf, reader: Reader) -> Iterator[str]:
    for element in elements(pdf.Root.StructTreeRoot):
        if role(element) == "L" and "/ListNumbering" not in element.get("/A", Dictionary()):
            yield "A list does not say whether it is numbered."


def carries_nothing_else(pdf: Pdf, reader: Reader) -> Iterator[str]:
    """All fonts are inside; no script, no attached file, no action but a link to an address."""
    for font in {
        font.objgen: font for page in pdf.pages for font in page.Resources.get("/Font", {}).values()
    }.values():
        within = font.DescendantFonts[0].FontDescriptor if "/DescendantFonts" in font else Dictionary()
        if not {"/FontFile2", "/FontFile3"} & set(within.keys()):
            yield f"The font {font.get('/BaseFont')} is not embedded."
    names = pdf.Root.get("/Names", Dictionary())
    if {"/JavaScript", "/EmbeddedFiles"} & set(names.keys()) or {"/OpenAction", "/AA", "/AcroForm"} & set(
        pdf.Root.keys()
    ):
        yield "The file carries a script, a form or another file."
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            if note.get("/A", Dictionary(S=Name.URI)).get("/S") != Name.URI:
                yield f"A link does something else: {note.A.S}."


CHECKS: tuple[Check, ...] = (
    says_what_it_is,
    holds_all_content,
    keeps_running_matter_out,
    heads_tables,
    has_bookmarks,
    steps_headings,
    describes_figures_and_links,
    numbers_lists,
    carries_nothing_else,
)
