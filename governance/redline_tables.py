"""Changed rows as tables again: which rows belong to one table, which columns came and went, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from governance.blocks import Block
from governance.redline import BlockChange, Op, Piece, word_pieces

Column = tuple[int | None, int | None]  # its place in the older and in the newer table


@dataclass(frozen=True)
class RowChange:
    """One row of both tables; `cells` has as many entries for every row of a table."""

    op: Op
    is_head: bool
    cells: tuple[tuple[Piece, ...], ...]


def tables(rows: Sequence[BlockChange]) -> Iterator[list[RowChange]]:
    """Rows that follow each other, of one table or of several."""
    newer = {row.was.table: row.now.table for row in rows if row.was and row.now}
    for _key, group in groupby(rows, key=lambda row: _table(row, newer)):
        found = list(group)
        columns = list(_columns(found))
        yield [RowChange(row.op, _is_head(row), tuple(_cells(row, columns))) for row in found]


def _table(row: BlockChange, newer: dict[int, int]) -> tuple[bool, int]:
    """The newer table that a row belongs to, or the older one where nothing of that stayed."""
    if row.now:
        return True, row.now.table
    was = row.was.table if row.was else 0
    return (True, newer[was]) if was in newer else (False, was)


def _is_head(row: BlockChange) -> bool:
    return any(block.is_head for block in (row.was, row.now) if block)


def _columns(rows: Sequence[BlockChange]) -> Iterable[Column]:
    """The columns of both tables side by side. One that was renamed stays one column."""
    width_was = max((len(row.was.cells) for row in rows if row.was), default=0)
    width_now = max((len(row.now.cells) for row in rows if row.now), default=0)
    pair = next(((row.was, row.now) for row in rows if row.was and row.now), None)
    if pair is None or width_was == width_now:  # the first row that both have: the head, as a rule
        return [
            (n if n < width_was else None, n if n < width_now else None)
            for n in range(max(width_was, width_now))
        ]
    return _aligned(*pair)


def _aligned(was: Block, now: Block) -> Iterator[Column]:
    for _tag, i1, i2, j1, j2 in SequenceMatcher(None, was.cells, now.cells, autojunk=False).get_opcodes():
        for step in range(max(i2 - i1, j2 - j1)):
            yield (
                i1 + step if i1 + step < i2 else None,
                j1 + step if j1 + step < j2 else None,
            )


def _cells(row: BlockChange, columns: Iterable[Column]) -> Iterator[tuple[Piece, ...]]:
    for was, now in columns:
        old, new = _cell(row.was, was), _cell(row.now, now)
        if row.op is Op.SAME or old == new:
            yield _whole(Op.SAME, new)
        elif old and new:
            yield tuple(word_pieces(old, new))
        else:
            yield _whole(Op.REMOVED, old) or _whole(Op.ADDED, new)


def _cell(block: Block | None, place: int | None) -> str:
    if block is None or place is None or place >= len(block.cells):
        return ""
    return block.cells[place]


def _whole(op: Op, text: str) -> tuple[Piece, ...]:
    return (Piece(op, text),) if text else ()
