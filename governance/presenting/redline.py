"""A comparison of two texts in the words of its page: changes as links, unchanged sections folded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.kinds import VersionText
from governance.presenting.redline_rows import ChangedRows, changed_rows, row_entries
from governance.redline import BlockChange, Op, Piece, SectionChange, compare
from governance.redline_tables import RowChange, tables
from governance.rows import RowSet

LISTED = 12  # changes that are listed one by one
SHORT = 60  # characters of a text that stands in the list of changes
_LINK = re.compile(r"\[([^\]\[]+)\]\(([^()\s]+)\)")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|\\(?=[^\w\s])")


@dataclass(frozen=True)
class ShownBlock:
    """One paragraph, list item or row; `anchor` where the list of changes leads to it.

    A row has cells; `table` tells neighbouring tables apart."""

    shape: str
    op: Op
    pieces: tuple[Piece, ...]
    anchor: str = ""
    formatting_only: bool = False
    cells: tuple[ShownBlock, ...] = ()
    is_head: bool = False
    table: int = 0


@dataclass(frozen=True)
class Run:
    """Blocks that stand in one list or table, or one block that stands alone."""

    shape: str
    blocks: tuple[ShownBlock, ...]

    @property
    def head(self) -> list[ShownBlock]:
        return [block for block in self.blocks if block.is_head]

    @property
    def body(self) -> list[ShownBlock]:
        return [block for block in self.blocks if not block.is_head]


@dataclass(frozen=True)
class ShownSection:
    change: SectionChange
    runs: tuple[Run, ...]

    @property
    def number(self) -> int:
        return self.change.new_number or self.change.old_number or 0

    @property
    def anchor(self) -> str:
        return f"section-{self.change.key}"

    @property
    def is_added(self) -> bool:
        return self.change.op is Op.ADDED

    @property
    def is_removed(self) -> bool:
        return self.change.op is Op.REMOVED


@dataclass(frozen=True)
class Part:
    """A changed section, or neighbouring sections that did not change and are folded."""

    section: ShownSection | None
    folded: tuple[ShownSection, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One line of the list of changes."""

    text: str
    anchor: str


@dataclass(frozen=True)
class Redline:
    """What `templates/components/redline.html` shows."""

    entries: tuple[Entry, ...]
    parts: tuple[Part, ...]
    changed_sections: int
    rows: tuple[ChangedRows, ...] = ()

    @property
    def listed_rows(self) -> list[Entry]:
        """The rows that differ, one by one."""
        return [Entry(*entry) for entry in row_entries(self.rows)]

    @property
    def listed(self) -> list[Entry]:
        """The changes one by one, or, where they are many, by section."""
        if len(self.entries) <= LISTED:
            return list(self.entries)
        return [_of_section(part.section) for part in self.parts if part.section is not None]

    @property
    def is_same(self) -> bool:
        return not self.entries and not self.rows


def redline(old: VersionText, new: VersionText, row_sets: Sequence[RowSet] = ()) -> Redline:
    """The older text against the newer one, and of these sets of rows what differs."""
    return replace(present(compare(old, new)), rows=changed_rows(row_sets, old, new))


def present(changes: Iterable[SectionChange]) -> Redline:
    """A comparison ready to be shown."""
    entries: list[Entry] = []
    sections = [_section(change, entries) for change in changes]
    parts: list[Part] = []
    for changed, group in groupby(sections, key=lambda section: section.change.is_changed):
        if changed:
            parts += [Part(section) for section in group]
        else:
            parts.append(Part(None, tuple(group)))
    changed_sections = sum(section.change.is_changed for section in sections)
    return Redline(tuple(entries), tuple(parts), changed_sections)


def _section(change: SectionChange, entries: list[Entry]) -> ShownSection:
    shown = ShownSection(change, ())
    whole = change.op in (Op.ADDED, Op.REMOVED)
    entries += [Entry(text, shown.anchor) for text in _of_the_whole(shown)]
    shown_blocks = []
    for number, found in enumerate(_blocks(change.blocks), start=1):
        if found.op is not Op.SAME and not whole:
            found = replace(found, anchor=f"change-{change.key}-{number}")
            text = _("Section %(number)s: %(what)s") % {"number": shown.number, "what": _what(found)}
            entries.append(Entry(text, found.anchor))
        shown_blocks.append(found)
    return replace(shown, runs=tuple(_runs(shown_blocks)))


def _of_the_whole(section: ShownSection) -> Iterator[str]:
    change = section.change
    named = {"number": section.number, "title": change.title, "old": change.old_number}
    if change.op is Op.ADDED:
        yield _("Section %(number)s is new: %(title)s") % named
    elif change.op is Op.REMOVED:
        yield _("Section %(number)s of the older text is removed: %(title)s") % named
    else:
        if change.moved:
            yield _("Section %(number)s moved; it was section %(old)s: %(title)s") % named
        if any(piece.op is not Op.SAME for piece in change.heading):
            yield _("Section %(number)s has a new heading: %(title)s") % named


def _of_section(section: ShownSection) -> Entry:
    title = {"number": section.number, "title": section.change.title}
    if section.is_added:
        return Entry(_("%(number)d. %(title)s: new") % title, section.anchor)
    if section.is_removed:
        return Entry(_("%(number)d. %(title)s: removed") % title, section.anchor)
    changes = len(section.change.changes)
    words = ngettext(
        "%(number)d. %(title)s: %(changes)d change", "%(number)d. %(title)s: %(changes)d changes", changes
    )
    return Entry(words % {**title, "changes": changes}, section.anchor)


def _blocks(blocks: Iterable[BlockChange]) -> Iterator[ShownBlock]:
    numbers = count(1)
    for is_row, group in groupby(blocks, key=lambda block: block.shape == "row"):
        if not is_row:
            yield from map(_block, group)
            continue
        for rows in tables(list(group)):
            table = next(numbers)
            yield from (_row(row, table) for row in rows)


def _row(row: RowChange, table: int) -> ShownBlock:
    """Its pieces are those of its cells, for the list of changes."""
    cells = tuple(_cell(cell) for cell in row.cells)
    filled = [cell.pieces for cell in cells if cell.pieces]
    if row.op in (Op.ADDED, Op.REMOVED):
        pieces = [Piece(row.op, ", ".join(_joined(cell, Op.SAME) for cell in filled))]
    else:
        pieces = [piece for cell in filled for piece in (*cell, Piece(Op.SAME, ", "))][:-1]
    changed = [cell for cell in cells if cell.op is not Op.SAME]
    formatting_only = row.op is Op.CHANGED and all(cell.formatting_only for cell in changed)
    return ShownBlock("row", row.op, tuple(pieces), "", formatting_only, cells, row.is_head, table)


def _cell(pieces: tuple[Piece, ...]) -> ShownBlock:
    ops = {piece.op for piece in pieces} or {Op.SAME}
    return _block(BlockChange(ops.pop() if len(ops) == 1 else Op.CHANGED, "cell", pieces))


def _block(block: BlockChange) -> ShownBlock:
    """Without the marks of formatting, unless only these changed."""
    bare = tuple(Piece(piece.op, _bare(piece.text)) for piece in block.pieces)
    if block.op is not Op.CHANGED:
        return ShownBlock(block.shape, block.op, bare)
    was, now = (_joined(bare, without) for without in (Op.ADDED, Op.REMOVED))
    if was.split() == now.split():
        return ShownBlock(block.shape, block.op, block.pieces, formatting_only=True)
    return ShownBlock(block.shape, block.op, tuple(piece for piece in bare if piece.text))


def _bare(text: str) -> str:
    return _EMPHASIS.sub("", _LINK.sub(r"\1 (\2)", text))


def _joined(pieces: Sequence[Piece], without: Op) -> str:
    return "".join(piece.text for piece in pieces if piece.op is not without)


def _what(block: ShownBlock) -> str:
    """The change in a few words."""
    if block.formatting_only:
        return _("formatting changed")
    if block.op is Op.ADDED and block.shape == "row":
        return _("new row “%(text)s”") % {"text": _short(block.pieces[0].text)}
    if block.op is Op.REMOVED and block.shape == "row":
        return _("row removed “%(text)s”") % {"text": _short(block.pieces[0].text)}
    if block.op is Op.ADDED:
        return _("new text “%(text)s”") % {"text": _short(block.pieces[0].text)}
    if block.op is Op.REMOVED:
        return _("text removed “%(text)s”") % {"text": _short(block.pieces[0].text)}
    removed = [piece.text for piece in block.pieces if piece.op is Op.REMOVED]
    added = [piece.text for piece in block.pieces if piece.op is Op.ADDED]
    if len(removed) == len(added) == 1:
        return _("“%(new)s” replaces “%(old)s”") % {"new": _short(added[0]), "old": _short(removed[0])}
    if added and not removed:
        return _("adds “%(text)s”") % {"text": _short(added[0])}
    if removed and not added:
        return _("removes “%(text)s”") % {"text": _short(removed[0])}
    return _("reworded “%(text)s”") % {"text": _short(_joined(block.pieces, Op.REMOVED))}


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(SHORT)


def _runs(blocks: Iterable[ShownBlock]) -> Iterator[Run]:
    """List items and table rows that follow each other belong together."""
    for (shape, _table), group in groupby(blocks, key=lambda block: (block.shape, block.table)):
        if shape in ("bullet", "number", "row"):
            yield Run(shape, tuple(group))
        else:
            yield from (Run(shape, (block,)) for block in group)
