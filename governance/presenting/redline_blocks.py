"""Changed blocks as a page shows them: without marks of formatting, in runs of lists and tables, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby

from governance.redline import BlockChange, Op, Piece, Place
from governance.redline_tables import RowChange, tables

_LINK = re.compile(r"\[([^\]\[]+)\]\(([^()\s]+)\)")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|\\(?=[^\w\s])")
_MARK = re.compile(r"[*_\[\\]")
IN_RUNS = ("bullet", "number", "row")
GAP = "gap"


@dataclass(frozen=True)
class ShownBlock:
    """One paragraph, list item or row; `anchor` where the list of changes leads to it.

    A row has cells; `table` tells neighbouring tables apart. `other` is the other end of a move."""

    shape: str
    op: Op
    pieces: tuple[Piece, ...]
    anchor: str = ""
    formatting_only: bool = False
    cells: tuple[ShownBlock, ...] = ()
    is_head: bool = False
    table: int = 0
    other: Place | None = None

    @property
    def is_changed(self) -> bool:
        return self.op is not Op.SAME

    @property
    def has_gone_elsewhere(self) -> bool:
        return self.op is Op.REMOVED and self.other is not None

    @property
    def has_moved(self) -> bool:
        return self.op is Op.MOVED

    @property
    def other_anchor(self) -> str:
        return anchor(self.other.key, self.other.block) if self.other else ""

    @property
    def older(self) -> ShownBlock | None:
        """What the older text has of it, or None."""
        return None if self.op in (Op.ADDED, Op.MOVED) else self._side(Op.ADDED)

    @property
    def newer(self) -> ShownBlock | None:
        return None if self.op is Op.REMOVED else self._side(Op.REMOVED)

    def _side(self, without: Op) -> ShownBlock:
        """The list of changes leads to a row where it stands now, and to any other block through both sides."""
        if not self.is_changed:
            return self
        cells = tuple(cell._side(without) for cell in self.cells)
        pieces = tuple(piece for piece in self.pieces if piece.op is not without)
        stands = self.shape == "row" and (without is Op.REMOVED or self.op is Op.REMOVED)
        kept = self.anchor if stands else ""
        return replace(self, pieces=pieces, cells=cells, anchor=kept, formatting_only=False)


@dataclass(frozen=True)
class Run:
    """Blocks that stand in one list or table, one block that stands alone, or a gap where some were left out."""

    shape: str
    blocks: tuple[ShownBlock, ...]
    left_out: int = 0

    @property
    def head(self) -> list[ShownBlock]:
        return [block for block in self.blocks if block.is_head]

    @property
    def body(self) -> list[ShownBlock]:
        return [block for block in self.blocks if not block.is_head]

    @property
    def is_table(self) -> bool:
        return self.shape == "row"

    @property
    def older(self) -> Run:
        return replace(self, blocks=tuple(filter(None, (block.older for block in self.blocks))))

    @property
    def newer(self) -> Run:
        return replace(self, blocks=tuple(filter(None, (block.newer for block in self.blocks))))


def anchor(key: str, number: int) -> str:
    """Of a block that changed: its section, and its place in that from 1."""
    return f"change-{key}-{number}"


def runs(key: str, changes: Sequence[BlockChange], *, everything: bool) -> list[Run]:
    """The blocks of a section. Without `everything` what is neither changed nor next to a change is left out."""
    numbered = list(enumerate(changes, start=1))
    groups = [list(group) for _shape, group in groupby(numbered, key=_run_of)]
    changed = [any(change.op is not Op.SAME for _number, change in group) for group in groups]
    kept = [everything or any(changed[max(n - 1, 0) : n + 2]) for n in range(len(groups))]
    found: list[Run] = []
    for is_kept, pairs in groupby(zip(kept, groups, strict=True), key=lambda pair: pair[0]):
        if is_kept:
            shown = [block for _kept, group in pairs for block in _anchored(key, group)]
            found += _runs(shown)
        else:
            found.append(Run(GAP, (), sum(len(group) for _kept, group in pairs)))
    return found


def _run_of(numbered: tuple[int, BlockChange]) -> tuple[str, int]:
    number, change = numbered
    return (change.shape, 0) if change.shape in IN_RUNS else (change.shape, number)


def _anchored(key: str, group: Sequence[tuple[int, BlockChange]]) -> Iterator[ShownBlock]:
    for (number, _change), found in zip(group, _blocks([change for _n, change in group]), strict=True):
        yield replace(found, anchor=anchor(key, number)) if found.is_changed else found


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
        pieces = [Piece(row.op, ", ".join(joined(cell, Op.SAME) for cell in filled))]
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
    bare = tuple(map(_bare, block.pieces))
    if block.op is not Op.CHANGED:
        return ShownBlock(block.shape, block.op, bare, other=block.other)
    was, now = (joined(bare, without) for without in (Op.ADDED, Op.REMOVED))
    if was.split() == now.split():
        return ShownBlock(block.shape, block.op, block.pieces, formatting_only=True)
    return ShownBlock(block.shape, block.op, tuple(piece for piece in bare if piece.text))


def _bare(piece: Piece) -> Piece:
    if not _MARK.search(piece.text):
        return piece
    return Piece(piece.op, _EMPHASIS.sub("", _LINK.sub(r"\1 (\2)", piece.text)))


def joined(pieces: Sequence[Piece], without: Op) -> str:
    """The words of one side."""
    return "".join(piece.text for piece in pieces if piece.op is not without)


def _runs(blocks: Iterable[ShownBlock]) -> Iterator[Run]:
    """List items and table rows that follow each other belong together."""
    for (shape, _table), group in groupby(blocks, key=lambda block: (block.shape, block.table)):
        if shape in IN_RUNS:
            yield Run(shape, tuple(group))
        else:
            yield from (Run(shape, (block,)) for block in group)
