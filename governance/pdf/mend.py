"""What WeasyPrint leaves undone in a tagged PDF. Imported by the child process alone.

It writes no scope on header cells; it tags running headers, footers and page numbers as content that hangs nowhere in
the tree; it tags a table of contents as paragraphs; it describes a link by its address. All of that is mended here, and
identifiers are made a function of the content.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

Place = tuple[int, int]  # page (its StructParents number) and marked content on it


def mend(raw: bytes, *, links: dict[str, str]) -> bytes:
    """The finished PDF. `links` gives the description of a link by its target (an address or an anchor)."""
    with Pdf.open(BytesIO(raw)) as pdf:
        root = pdf.Root.StructTreeRoot
        _print_contents_as_such(pdf, root)
        _scope_headers(root)
        _set_artifacts_apart(pdf, root)
        _describe_links(pdf, links)
        root.ParentTreeNextKey = len(root.ParentTree.Nums) // 2
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def kids(element: Dictionary) -> list[pikepdf.Object | int]:
    """The children of a structure element, in reading order."""
    found = element.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def elements(element: Dictionary) -> Iterator[Dictionary]:
    """All structure elements below one, itself included, in reading order."""
    stack: list[pikepdf.Object | int] = [element]
    while stack:
        here = stack.pop()
        if isinstance(here, Dictionary) and here.get("/Type") != Name.OBJR:
            if "/S" in here:
                yield here
            stack.extend(reversed(kids(here)))


def _print_contents_as_such(pdf: Pdf, root: Dictionary) -> None:
    """The template prints the table of contents as the only `article`, one paragraph with one link for each entry."""
    for element in elements(root):
        if element.get("/S") != Name.Art:
            continue
        element.S = Name.TOC
        for entry in kids(element):
            if isinstance(entry, Dictionary) and entry.get("/S") == Name.P:
                entry.S = Name.TOCI
                reference = pdf.make_indirect(
                    Dictionary(Type=Name.StructElem, S=Name.Reference, P=entry, Pg=entry.Pg, K=Array(kids(entry)))
                )
                for kid in kids(reference):
                    if isinstance(kid, Dictionary):
                        kid.P = reference
                entry.K = Array([reference])


def _scope_headers(root: Dictionary) -> None:
    """Header cells of the head, or of a row of header cells alone, head a column; the others head their row."""
    for table in elements(root):
        if table.get("/S") != Name.Table:
            continue
        for row in elements(table):
            if row.get("/S") != Name.TR:
                continue
            cells = [kid for kid in kids(row) if isinstance(kid, Dictionary)]
            in_head = row.P.get("/S") == Name.THead or all(cell.get("/S") == Name.TH for cell in cells)
            for cell in cells:
                attributes = cell.get("/A", Dictionary(O=Name.Table))
                attributes.O = Name.Table
                for superfluous in ("/Headers", "/ID"):
                    if superfluous in attributes:
                        del attributes[superfluous]
                if "/ID" in cell:
                    del cell["/ID"]
                if cell.get("/S") == Name.TH:
                    attributes.Scope = Name.Column if in_head else Name.Row
                cell.A = attributes


def _set_artifacts_apart(pdf: Pdf, root: Dictionary) -> None:
    """Marked content that no element of the tree holds is running matter: it becomes an artifact."""
    held = _held_content(root)
    numbers = root.ParentTree.Nums
    lists = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    for page in pdf.pages:
        parents = int(page.StructParents)
        height = float(page.MediaBox[3])
        page.Contents = pdf.make_stream(_with_artifacts(page, held.get(parents, set()), height))
        mapped = lists[parents]
        for mcid in range(len(mapped)):
            if mcid not in held.get(parents, set()):
                mapped[mcid] = None


def _held_content(root: Dictionary) -> dict[int, set[int]]:
    """The numbers of marked content that the tree holds, by page."""
    held: dict[int, set[int]] = {}
    for element in elements(root):
        if "/Pg" not in element:
            continue
        found = [int(kid) for kid in kids(element) if not isinstance(kid, (Dictionary, Array))]
        if found:
            held.setdefault(int(element.Pg.StructParents), set()).update(found)
    return held


def _with_artifacts(page: pikepdf.Page, held: set[int], height: float) -> bytes:
    """The page's content, with every marked content outside `held` marked as an artifact of pagination."""
    instructions = []
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


def _begin_artifact(properties: Dictionary) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction([Name.Artifact, properties], pikepdf.Operator("BDC"))


def _describe_links(pdf: Pdf, links: dict[str, str]) -> None:
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            if note.get("/Subtype") == Name.Link:
                target = str(note.A.URI) if "/A" in note else str(note.get("/Dest", ""))
                note.Contents = String(links.get(target, target))
