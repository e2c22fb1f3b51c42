"""A section's web HTML made ready for paper: numbers and anchors on headings, addresses of links once, limits
kept.

The HTML comes from `governance.markdown.render`, which is the only renderer; it is well formed and holds few
tags.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import count

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from governance import markdown, signs
from governance.kinds import SectionText
from governance.pdf.errors import PdfRefused
from governance.pdf.widths import shares, width

CHARACTER_LIMIT = 1_000_000  # in all sections; some 350 pages
COLUMN_LIMIT = 20
CELL_LIMIT = 20_000  # in all tables of a document
MANY_COLUMNS = 6  # from here on cells are set smaller
TO_FILL_IN = re.compile(r"[.…_ ]{3,}")  # a cell that somebody writes into, on paper
NUMBERED = re.compile(r"\s*\d+(\.\d+)*[.):]?\s")


@dataclass(frozen=True)
class Entry:
    """A line of the contents. `level` is 1 for a section, 2 for a heading directly below it."""

    level: int
    number: str
    text: str
    anchor: str


@dataclass(frozen=True)
class Unnumbered:
    """What stands among the sections without a number of its own, such as rows."""

    key: str
    heading: str
    body: str


@dataclass(frozen=True)
class PrintedSection:
    """A section with its number (empty where the headings bring their own), anchor and HTML."""

    number: str
    heading: str
    anchor: str
    html: SafeString


@dataclass(frozen=True)
class Grid:
    """What holds between any two: what stands where a row and a column meet. `columns`: numbers or short names."""

    corner: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class Schedule:
    """A table behind the text: `columns` heads its rows, or, without it, each row is a label and a value.

    `picture`: the SHA-256 of a picture that is printed above it, and `picture_says` what it shows; `grid`: what holds
    between any two; `note`: how to read them. `is_wide`: its pages lie on their side.
    `is_whole`: it stands on one page, set closely.
    """

    number: str
    heading: str
    anchor: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    picture: str = ""
    picture_says: str = ""
    is_wide: bool = False
    is_whole: bool = False
    note: str = ""
    grid: Grid | None = None

    @property
    def heads(self) -> Sequence[tuple[str, SafeString]]:
        """Each column with the width of its head."""
        if not self.columns:
            return ()
        widths = shares([self.columns, *self.rows])
        return list(zip(self.columns, map(width, widths), strict=True))

    @property
    def cells(self) -> int:
        in_grid = sum(1 + len(cells) for _name, cells in self.grid.rows) if self.grid else 0
        return in_grid + sum(map(len, self.rows))


@dataclass
class PrintedBody:
    """Sections, schedules, the contents, descriptions of links by target, and the signs that no face has. `pictures`:
    those of the schedules, by their SHA-256."""

    sections: list[PrintedSection] = field(default_factory=list)
    schedules: list[Schedule] = field(default_factory=list)
    contents: list[Entry] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    pictures: dict[str, bytes] = field(default_factory=dict)
    cells: int = 0  # of the tables in the sections

    def printable(self, text: str) -> str:
        """The text in composed form, without invisible signs; a square for each sign that no face has."""
        shown, unknown = signs.printable(text)
        self.unknown |= unknown
        return shown


def printed(sections: Sequence[SectionText]) -> PrintedBody:
    """Raises PdfRefused, with a sentence that names the section, for a text beyond the limits."""
    if sum(len(section.body) for section in sections) > CHARACTER_LIMIT:
        raise PdfRefused(
            _("This document has more than %(limit)s characters, so it is not printed. Split it.")
            % {"limit": f"{CHARACTER_LIMIT:,}"}
        )
    body = PrintedBody()
    numbered = [section for section in sections if not isinstance(section, Unnumbered)]
    own_numbers = sum(bool(NUMBERED.match(section.heading)) for section in numbered) * 2 > len(numbered)
    numbers = count(1)
    for section in sections:
        if isinstance(section, Unnumbered):
            add(body, section.heading, section.body, mark=section.key)
        else:
            position = str(next(numbers))
            add(body, section.heading, section.body, mark=position, number="" if own_numbers else position)
    return body


def add(body: PrintedBody, heading: str, text: str, *, mark: str, number: str = "") -> None:
    """One more section at the end. `mark` tells its anchors from those of others. Raises PdfRefused, as above."""
    heading = body.printable(heading)
    anchor = f"section-{mark}"
    body.contents.append(Entry(1, number, heading, anchor))
    body.links[anchor] = " ".join(word for word in (number, heading) if word)
    printer = _Printer(body, mark, number, heading, CELL_LIMIT - body.cells)
    printer.feed(markdown.render(text, heading_level=3))
    printer.close()
    body.cells += printer.cells
    html = mark_safe("".join(printer.out))  # noqa: S308 - made of escaped text and the tags of the one renderer
    body.sections.append(PrintedSection(number, heading, anchor, html))


class _Printer(HTMLParser):
    """Writes the tags out again with what paper needs.

    A div of the web (the scroller of a table) is left out.
    """

    def __init__(self, body: PrintedBody, mark: str, number: str, heading: str, cells_left: int) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.cells = 0
        self._body, self._mark, self._number, self._heading = body, mark, number, heading
        self._cells_left = cells_left
        self._headings = 0
        self._level = 2  # of the heading before, so that none is skipped on the way down
        self._levels: list[int] = []
        self._started: int | None = None  # where the text of a heading begins in `out`
        self._href = ""
        self._link_text: list[str] = []
        self._table_start = self._cell_start = 0
        self._table: list[list[str]] = []  # what its cells say
        self._heads: list[int] = []  # where the cells of its head begin in `out`

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "div":
            return
        if re.fullmatch("h[3-6]", tag):
            self._start_heading(int(tag[1]))
        elif tag == "a":
            self._href, self._link_text = given.get("href", ""), []
            self.out.append(f'<a href="{escape(self._href)}">')
        elif tag == "ol" and given.get("start", "").isdecimal():
            self.out.append(f'<ol start="{given["start"]}">')
        elif tag == "table":
            self._table_start, self._table, self._heads = len(self.out), [], []
            self.out.append("<table>")
        elif tag in ("td", "th"):
            self._count_cell()
            self._cell_start = len(self.out)
            if tag == "th":
                self._heads.append(self._cell_start)
            self.out.append(f"<{tag}>")
        else:
            if tag == "tr":
                self._table.append([])
            self.out.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("div", "br"):
            return
        if re.fullmatch("h[3-6]", tag):
            self._end_heading()
            return
        if tag == "table":
            self._end_table()
        if tag == "td" and TO_FILL_IN.fullmatch("".join(self.out[self._cell_start + 1 :])):
            self.out[self._cell_start] = '<td class="fill">'
        self.out.append(f"</{tag}>")
        if tag == "a":
            self._print_address()

    def handle_data(self, data: str) -> None:
        text = self._body.printable(data)
        self._link_text.append(text)
        if self._table and self._table[-1]:
            self._table[-1][-1] += text
        self.out.append(escape(text))

    def _start_heading(self, wanted: int) -> None:
        level = min(wanted, self._level + 1)
        self._level = level
        self._levels.append(level)
        if level == 3:
            self._headings += 1
            anchor = f"section-{self._mark}-{self._headings}"
            number = f"{self._number}.{self._headings}" if self._number else ""
            label = f'<span class="number">{number}</span> ' if number else ""
            self.out.append(f'<h3 id="{anchor}">{label}')
            self._body.contents.append(Entry(2, number, "", anchor))
        else:
            self.out.append(f"<h{level}>")
        self._started = len(self.out)

    def _end_heading(self) -> None:
        level = self._levels.pop()
        pieces = self.out[self._started :]
        if level == 3:
            entry = self._body.contents.pop()
            text = _text_of(pieces)
            self._body.contents.append(Entry(2, entry.number, text, entry.anchor))
            self._body.links[entry.anchor] = " ".join(word for word in (entry.number, text) if word)
        self.out.append(f"</h{level}>")
        self._started = None

    def _print_address(self) -> None:
        """The address after the link's text, the first time that it is used, unless the text says it."""
        text = "".join(self._link_text).strip()
        address = re.sub(r"\A(mailto|tel):", "", self._href)
        first = self._href not in self._body.links
        self._body.links.setdefault(self._href, text or address)
        if (
            first
            and self._started is None
            and text.rstrip("/") not in (address.rstrip("/"), self._href.rstrip("/"))
        ):
            self.out.append(f' <span class="address">({escape(self._body.printable(address))})</span>')

    def _end_table(self) -> None:
        if max(map(len, self._table)) >= MANY_COLUMNS:
            self.out[self._table_start] = '<table class="many">'
        widths = shares(self._table)  # a row can be longer than the head
        for start, share in zip(self._heads, widths, strict=False):
            self.out[start] = f'<th scope="col"{width(share)}>'
        self._table = []

    def _count_cell(self) -> None:
        self.cells += 1
        row = self._table[-1]
        row.append("")
        if len(row) > COLUMN_LIMIT:
            raise PdfRefused(
                _(
                    "A table in the section “%(heading)s” has more than %(limit)d columns, "
                    "so this document is not printed."
                )
                % {"heading": self._heading, "limit": COLUMN_LIMIT}
            )
        if self.cells > self._cells_left:
            raise PdfRefused(
                _(
                    "The tables up to the section “%(heading)s” have more than %(limit)s cells, "
                    "so this document is not printed."
                )
                % {"heading": self._heading, "limit": f"{CELL_LIMIT:,}"}
            )


def _text_of(pieces: list[str]) -> str:
    """The words of a heading that was written out, without its tags."""
    reader = _Words()
    reader.feed("".join(pieces))
    reader.close()
    return "".join(reader.words)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)
