"""What WeasyPrint leaves undone in a tagged PDF. Imported by the child process alone.

It writes no scope on header cells; it tags running headers, footers and page numbers as content that hangs
nowhere in the tree; it tags a table of contents as paragraphs; it does not say which lists are numbered; it
describes a link by its address. All of that is mended here, and identifiers are made a function of the
content.
"""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Pdf,
    String,
)

from governance.pdf.words import Reader, elements, kids, role

EMPTY = {"Span", "NonStruct", "Div"}  # of no use when nothing is in them; an empty cell keeps its place


def mend(raw: bytes, *, links: dict[str, str]) -> bytes:
    """The finished PDF. `links` gives the description of a link by its target (an address or an anchor)."""
    with Pdf.open(BytesIO(raw)) as pdf:
        root = pdf.Root.StructTreeRoot
        _set_artifacts_apart(pdf, root)
        _drop_doubled_links(pdf, root)
        _drop_empty(root)
        _print_contents_as_such(pdf, root)
        _scope_headers(root)
        _number_lists(pdf, root)
        _describe_links(pdf, links)
        numbers = root.ParentTree.Nums
        root.ParentTreeNextKey = 1 + max(int(numbers[i]) for i in range(0, len(numbers), 2))
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _drop_doubled_links(pdf: Pdf, root: Object) -> None:
    """A bold word in a link gets a link of its own from WeasyPrint; the one around it is enough."""
    doubled = set()
    for element in elements(root):
        if role(element) == "Link":
            continue
        kept = []
        for kid in kids(element):
            if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
                doubled.add(kid.Obj.objgen)
                _forget_parent(root, int(kid.Obj.StructParent))
            else:
                kept.append(kid)
        if len(kept) < len(kids(element)):
            element.K = Array(kept)
    for page in pdf.pages:
        if "/Annots" in page:
            page.Annots = Array([note for note in page.Annots if note.objgen not in doubled])


def _forget_parent(root: Object, key: int) -> None:
    numbers = root.ParentTree.Nums
    root.ParentTree.Nums = Array(
        [numbers[i + step] for i in range(0, len(numbers), 2) if int(numbers[i]) != key for step in (0, 1)]
    )


def _drop_empty(element: Object) -> bool:
    """Takes elements without content out of the tree. Returns whether this one may go itself."""
    kept = [
        kid for kid in kids(element) if not (isinstance(kid, Dictionary) and "/S" in kid and _drop_empty(kid))
    ]
    if len(kept) < len(kids(element)):
        element.K = Array(kept)
    return not kept and role(element) in EMPTY


def _print_contents_as_such(pdf: Pdf, root: Object) -> None:
    """The template prints the table of contents as the only `article`, one paragraph with one link for each
    entry.
    """
    for element in elements(root):
        if role(element) != "Art":
            continue
        element.S = Name.TOC
        for entry in kids(element):
            if isinstance(entry, Dictionary) and role(entry) == "P":
                entry.S = Name.TOCI
                reference = pdf.make_indirect(
                    Dictionary(
                        Type=Name.StructElem, S=Name.Reference, P=entry, Pg=entry.Pg, K=Array(kids(entry))
                    )
                )
                for kid in kids(reference):
                    if isinstance(kid, Dictionary):
                        kid.P = reference
                entry.K = Array([reference])


def _scope_headers(root: Object) -> None:
    """Header cells of the head, or of a row of header cells alone, head columns; others head their row."""
    for row in elements(root):
        if role(row) != "TR":
            continue
        cells = [kid for kid in kids(row) if isinstance(kid, Dictionary)]
        heads_columns = role(row.P) == "THead" or all(role(cell) == "TH" for cell in cells)
        for cell in cells:
            attributes = cell.get("/A", Dictionary(O=Name.Table))
            attributes.O = Name.Table  # WeasyPrint writes a string
            if "/Headers" in attributes:
                del attributes["/Headers"]  # scope says it; an identifier would need an index of identifiers
            if "/ID" in cell:
                del cell["/ID"]
            if role(cell) == "TH":
                attributes.Scope = Name.Column if heads_columns else Name.Row
            cell.A = attributes


def _number_lists(pdf: Pdf, root: Object) -> None:
    """Says of each list whether it is numbered, by the label of its first item."""
    lists = [element for element in elements(root) if role(element) == "L"]
    if not lists:
        return
    reader = Reader(pdf)
    for element in lists:
        labels = [label for item in kids(element) for label in _labels(item)]
        numbered = bool(labels) and reader.text(labels[0])[:1].isdigit()
        element.A = Dictionary(O=Name.List, ListNumbering=Name.Decimal if numbered else Name.Disc)


def _labels(item: Object | int) -> list[Object]:
    if not isinstance(item, Dictionary) or role(item) != "LI":
        return []
    return [kid for kid in kids(item) if isinstance(kid, Dictionary) and role(kid) == "Lbl"]


def _set_artifacts_apart(pdf: Pdf, root: Object) -> None:
    """Marked content that no element of the tree holds is running matter: it becomes an artifact."""
    held = _held_content(root)
    numbers = root.ParentTree.Nums
    lists = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    for page in pdf.pages:
        parents = int(page.StructParents)
        of_page = held.get(parents, set())
        page.Contents = pdf.make_stream(_with_artifacts(page, of_page, float(page.MediaBox[3])))
        mapped = lists[parents]
        for mcid in range(len(mapped)):
            if mcid not in of_page:
                mapped[mcid] = None


def _held_content(root: Object) -> dict[int, set[int]]:
    """The numbers of marked content that the tree holds, by page."""
    held: dict[int, set[int]] = {}
    for element in elements(root):
        found = {int(kid) for kid in kids(element) if not isinstance(kid, (Dictionary, Array))}
        if found:
            held.setdefault(int(element.Pg.StructParents), set()).update(found)
    return held


def _with_artifacts(page: pikepdf.Page, held: set[int], height: float) -> bytes:
    """The page's content, with every marked content outside `held` marked as an artifact of pagination."""
    instructions: list[ContentStreamInstruction | ContentStreamInlineImage] = []
    running: int | None = None  # where the artifact began whose place on the page is not known yet
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == "BDC":
            properties = instruction.operands[1]
            if "/MCID" in properties and int(properties.MCID) not in held:
                running = len(instructions)
                instruction = _begin_artifact(Dictionary(Type=Name.Pagination))
        elif operator == "Tm" and running is not None:
            # WeasyPrint measures from the top in CSS pixels, at 0.75 points each
            at_top = float(instruction.operands[5]) * 0.75 < height / 2
            subtype = Name.Header if at_top else Name.Footer
            instructions[running] = _begin_artifact(Dictionary(Type=Name.Pagination, Subtype=subtype))
            running = None
        instructions.append(instruction)
    return pikepdf.unparse_content_stream(instructions)


def _begin_artifact(properties: Dictionary) -> ContentStreamInstruction:
    return ContentStreamInstruction([Name.Artifact, properties], pikepdf.Operator("BDC"))


def _describe_links(pdf: Pdf, links: dict[str, str]) -> None:
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            if note.get("/Subtype") == Name.Link:
                target = str(note.A.URI) if "/A" in note else str(note.get("/Dest", ""))
                note.Contents = String(links.get(target, target))
