"""Blocks that stand elsewhere in the newer text: found among those that went and came, and said to have moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from governance.blocks import Block
from governance.redline import BlockChange, Op, Piece, Place, SectionChange, word_pieces

WORDS = 5  # a shorter block says too little to be known again
ALIKE = 85  # from this likeness (0 to 100) on, a block that came is one that went
MANY_PAIRS = 5000  # beyond so many, only blocks that are the same word for word are found again


@dataclass(frozen=True)
class _End:
    """A block that went or came: which section of the comparison, which block of that, and what it says."""

    section: int
    block: int
    what: Block


def with_moves(changes: Sequence[SectionChange]) -> list[SectionChange]:
    """The same changes; a block that went from one place and came in another is MOVED there."""
    gone, come = list(_ends(changes, Op.REMOVED)), list(_ends(changes, Op.ADDED))
    found = {(end.section, end.block): change for end, change in _moves(changes, gone, come)}
    if not found:
        return list(changes)
    return [
        replace(section, blocks=tuple(found.get((i, j), block) for j, block in enumerate(section.blocks)))
        for i, section in enumerate(changes)
    ]


def _ends(changes: Sequence[SectionChange], op: Op) -> Iterator[_End]:
    """Rows are left out: a table shows them as they stand."""
    for i, section in enumerate(changes):
        for j, block in enumerate(section.blocks):
            what = block.now if op is Op.ADDED else block.was
            if block.op is op and what and what.shape != "row" and len(what.text.split()) >= WORDS:
                yield _End(i, j, what)


def _moves(
    changes: Sequence[SectionChange], gone: list[_End], come: list[_End]
) -> Iterator[tuple[_End, BlockChange]]:
    for old, new in _pairs(gone, come):
        was, now = _place(changes, old), _place(changes, new)
        yield old, replace(BlockChange.whole(Op.REMOVED, old.what), other=now)
        pieces = tuple(word_pieces(old.what.text, new.what.text)) or (Piece(Op.SAME, new.what.text),)
        yield new, BlockChange(Op.MOVED, new.what.shape, pieces, old.what, new.what, was)


def _pairs(gone: list[_End], come: list[_End]) -> Iterator[tuple[_End, _End]]:
    """The same words first, then those that are most alike."""
    by_text: dict[str, list[_End]] = {}
    for old in gone:
        by_text.setdefault(old.what.text, []).append(old)
    left: list[_End] = []
    for new in come:
        same = by_text.get(new.what.text)
        if same:
            old = same.pop(0)
            gone.remove(old)
            yield old, new
        else:
            left.append(new)
    if len(gone) * len(left) > MANY_PAIRS:
        return
    for new in left:
        marks = [fuzz.ratio(old.what.text, new.what.text, score_cutoff=ALIKE) for old in gone]
        best = max(marks, default=0)
        if best:
            yield gone.pop(marks.index(best)), new


def _place(changes: Sequence[SectionChange], end: _End) -> Place:
    section = changes[end.section]
    number = section.new_number or section.old_number or 0
    return Place(section.key, number, end.block + 1)
