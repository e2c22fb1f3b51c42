"""Reads the words of a tagged PDF where its structure tree says that they are.

Imports nothing but pikepdf.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

ONE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
RANGE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)


@dataclass
class Marked:
    """One stretch of marked content of a page.

    `mcid` is None for an artifact; `kind` is its subtype, such as Header.
    """

    mcid: int | None
    kind: str
    words: str


@dataclass
class PageWords:
    """What a page says: marked stretches in the order of painting, and words that are marked in no way."""

    marked: list[Marked] = field(default_factory=list)
    loose: str = ""

    def by_mcid(self) -> dict[int, str]:
        return {stretch.mcid: stretch.words for stretch in self.marked if stretch.mcid is not None}


def kids(element: Object) -> list[Object | int]:
    """The children of a structure element, in reading order."""
    found = element.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def elements(element: Object) -> Iterator[Object]:
    """All structure elements below one, itself included, in reading order."""
    stack: list[Object | int] = [element]
    while stack:
        here = stack.pop()
        if isinstance(here, Dictionary) and here.get("/Type") != Name.OBJR:
            if "/S" in here:
                yield here
            stack.extend(reversed(kids(here)))


def role(element: Object) -> str:
    """Such as “H2”; empty for what is no structure element."""
    return str(element.get("/S", ""))[1:]


class Reader:
    """Decodes the text of a document's pages; keeps the tables of its fonts."""

    def __init__(self, pdf: Pdf) -> None:
        self._tables: dict[tuple[int, int], dict[int, str]] = {}
        self.pages = [self.read(page, pikepdf.parse_content_stream(page)) for page in pdf.pages]
        self._words = {
            int(page.StructParents): read.by_mcid() for page, read in zip(pdf.pages, self.pages, strict=True)
        }

    def read(self, page: pikepdf.Page, instructions: pikepdf.ContentStreamInstructions) -> PageWords:
        """The words of a page, from its parsed content."""
        found, open_marks, table = PageWords(), list[Marked](), dict[int, str]()
        for instruction in instructions:
            operator = str(instruction.operator)
            operands = instruction.operands
            if operator in ("BDC", "BMC"):
                open_marks.append(_mark(operands))
                found.marked.append(open_marks[-1])
            elif operator == "EMC" and open_marks:
                open_marks.pop()
            elif operator == "Tf":
                table = self._table(page.Resources.Font[str(operands[0])])
            elif operator in ("Tj", "TJ"):
                words = "".join(_decoded(piece, table) for piece in _pieces(operands[0]))
                if open_marks:
                    open_marks[-1].words += words
                else:
                    found.loose += words
        return found

    def text(self, element: Object) -> str:
        """The words of a structure element and all below it, in reading order."""
        return "".join(self._texts(element, None)).strip()

    def _texts(self, element: Object, page: Object | None) -> Iterator[str]:
        page = element.get("/Pg", page)
        for kid in kids(element):
            if isinstance(kid, Dictionary):
                if kid.get("/Type") != Name.OBJR:
                    yield from self._texts(kid, page)
            elif page is not None:
                yield self._words.get(int(page.StructParents), {}).get(int(kid), "")

    def _table(self, font: Object) -> dict[int, str]:
        if font.objgen not in self._tables:
            self._tables[font.objgen] = _table(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}
        return self._tables[font.objgen]


def _mark(operands: Object) -> Marked:
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, Dictionary):
        if "/MCID" in properties:
            return Marked(int(properties.MCID), "", "")
        return Marked(None, str(properties.get("/Subtype", "/"))[1:], "")
    return Marked(None, "", "")


def _pieces(shown: Object) -> Iterator[bytes]:
    for piece in shown if isinstance(shown, Array) else [shown]:
        if isinstance(piece, pikepdf.String):
            yield bytes(piece)


def _decoded(piece: bytes, table: dict[int, str]) -> str:
    codes = (int.from_bytes(piece[i : i + 2], "big") for i in range(0, len(piece), 2))
    return "".join(table.get(code, "\ufffd") for code in codes)


def _table(cmap: bytes) -> dict[int, str]:
    table: dict[int, str] = {}
    for kind, block in BLOCK.findall(cmap):
        if kind == b"bfchar":
            for code, value in ONE.findall(block):
                table[int(code, 16)] = _utf16(value)
        else:
            for first, last, value in RANGE.findall(block):
                for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                    table[code] = chr(ord(_utf16(value)) + step)
    return table


def _utf16(value: bytes) -> str:
    return bytes.fromhex(value.decode()).decode("utf-16-be", errors="replace")
