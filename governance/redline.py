"""What changed between two texts: sections first, then blocks, then words inside the changed blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from governance.blocks import Block, blocks
from governance.kinds import SectionText, VersionText

ALIKE = 50  # from this likeness (0 to 100) on, two blocks count as one that was changed
MANY_PAIRS = 2500  # beyond so many, blocks are paired one after the other and not by the best fit of all
_WORD = re.compile(r"\S+\s*")


class Op(StrEnum):
    """MOVED is a block where it stands now; where it stood it is REMOVED and says where it went."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class Piece:
    op: Op
    text: str


@dataclass(frozen=True)
class Place:
    """A block in a comparison: the key and the printed number of its section, and its place there from 1."""

    key: str
    number: int
    block: int


@dataclass(frozen=True)
class BlockChange:
    """`was` and `now` are the block in the older and the newer text, where it stands in them.

    `other` is the other end of a move: where a block that is gone stands now, or where a moved one stood."""

    op: Op
    shape: str
    pieces: tuple[Piece, ...]
    was: Block | None = None
    now: Block | None = None
    other: Place | None = None

    @property
    def has_gone_elsewhere(self) -> bool:
        return self.op is Op.REMOVED and self.other is not None

    @classmethod
    def whole(cls, op: Op, block: Block) -> BlockChange:
        """A block that came or went."""
        was, now = (None, block) if op is Op.ADDED else (block, None)
        return cls(op, block.shape, (Piece(op, block.text),), was, now)


@dataclass(frozen=True)
class SectionChange:
    """One section of the newer text, or one that it lost. Numbers are positions from 1; None where it is not."""

    key: str
    heading: tuple[Piece, ...]
    op: Op
    moved: bool
    old_number: int | None
    new_number: int | None
    blocks: tuple[BlockChange, ...]

    @property
    def title(self) -> str:
        kept = [piece.text for piece in self.heading if piece.op is not Op.REMOVED]
        return "".join(kept or [piece.text for piece in self.heading])

    @property
    def has_same_heading(self) -> bool:
        return all(piece.op is Op.SAME for piece in self.heading)

    @property
    def is_changed(self) -> bool:
        return self.op is not Op.SAME or self.moved

    @property
    def changes(self) -> list[BlockChange]:
        """A move counts once, where the block stands now."""
        return [block for block in self.blocks if block.op is not Op.SAME and not block.has_gone_elsewhere]


def compare(old: VersionText, new: VersionText, *, unchanged: bool = True) -> list[SectionChange]:
    """Sections in the order of the newer text; those that it lost stand where they were.

    Without `unchanged` the sections whose text is the same come without their blocks."""
    before = {section.key: (number, section) for number, section in enumerate(old.sections, start=1)}
    after = {section.key for section in new.sections}
    stayed_old = [section.key for section in old.sections if section.key in after]
    stayed_new = [section.key for section in new.sections if section.key in before]
    unmoved = set(_longest_common(stayed_old, stayed_new))
    changes: list[SectionChange] = []
    for number, section in enumerate(new.sections, start=1):
        if section.key in before:
            old_number, was = before[section.key]
            change = _changed_section(was, section, old_number, number, unchanged)
            changes.append(replace(change, moved=section.key not in unmoved))
        else:
            changes.append(_whole_section(section, Op.ADDED, None, number))
    for number, section in enumerate(old.sections, start=1):
        if section.key not in after:
            place = min(number - 1, len(changes))
            changes.insert(place, _whole_section(section, Op.REMOVED, number, None))
    return changes


def _longest_common(one: Sequence[str], two: Sequence[str]) -> Iterator[str]:
    for step in Indel.opcodes(one, two):
        if step.tag == "equal":
            yield from one[step.src_start : step.src_end]


def _changed_section(
    was: SectionText, now: SectionText, old_number: int, new_number: int, unchanged: bool
) -> SectionChange:
    heading = tuple(word_pieces(was.heading, now.heading))
    if was.body == now.body:
        found = blocks(now.body) if unchanged else []
        changes = tuple(BlockChange(Op.SAME, b.shape, (Piece(Op.SAME, b.text),), b, b) for b in found)
    else:
        changes = tuple(compare_text(was.body, now.body))
    same = was.heading == now.heading and all(change.op is Op.SAME for change in changes)
    op = Op.SAME if same else Op.CHANGED
    return SectionChange(now.key, heading, op, False, old_number, new_number, changes)


def _whole_section(section: SectionText, op: Op, old: int | None, new: int | None) -> SectionChange:
    changes = tuple(BlockChange.whole(op, block) for block in blocks(section.body))
    return SectionChange(section.key, (Piece(op, section.heading),), op, False, old, new, changes)


def compare_text(old: str, new: str) -> Iterator[BlockChange]:
    """Block by block; a block that was rewritten in part shows its words."""
    was, now = blocks(old), blocks(new)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal":
            for before, after in zip(was[i1:i2], now[j1:j2], strict=True):
                yield BlockChange(Op.SAME, after.shape, (Piece(Op.SAME, after.text),), before, after)
        else:
            yield from _replaced(was[i1:i2], now[j1:j2])


def _replaced(was: list[Block], now: list[Block]) -> Iterator[BlockChange]:
    """Blocks that are alike are one that was changed; order is kept on both sides. What went stands first."""
    here = there = 0
    for old, new in [*_pairs(was, now), (len(was), len(now))]:
        yield from (BlockChange.whole(Op.REMOVED, block) for block in was[here:old])
        yield from (BlockChange.whole(Op.ADDED, block) for block in now[there:new])
        if old < len(was):
            pieces = tuple(word_pieces(was[old].text, now[new].text))
            yield BlockChange(Op.CHANGED, now[new].shape, pieces, was[old], now[new])
        here, there = old + 1, new + 1


def _pairs(was: list[Block], now: list[Block]) -> list[tuple[int, int]]:
    """Which old block became which new one, in order: the pairing that is most alike in all."""
    if len(was) * len(now) > MANY_PAIRS:
        return list(_pairs_in_turn(was, now))
    likeness = [[_likeness(old, new) for new in now] for old in was]
    best = [[0.0] * (len(now) + 1) for _ in range(len(was) + 1)]  # best[i][j]: of what begins at i and j
    for i in reversed(range(len(was))):
        for j in reversed(range(len(now))):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    found, i, j = [], 0, 0
    while i < len(was) and j < len(now):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _pairs_in_turn(was: list[Block], now: list[Block]) -> Iterator[tuple[int, int]]:
    """Each new block with the first remaining old one that is alike."""
    first = 0
    for place, block in enumerate(now):
        mate = next((n for n in range(first, len(was)) if _likeness(was[n], block)), None)
        if mate is not None:
            yield mate, place
            first = mate + 1


def _likeness(old: Block, new: Block) -> float:
    """From ALIKE to 100 where one may be made of the other, else 0.

    A row stays a row, and a head a head: the words go into their cells."""
    same_place = (old.shape == "row", old.is_head) == (new.shape == "row", new.is_head)
    return fuzz.ratio(old.text, new.text, score_cutoff=ALIKE) if same_place else 0.0


def word_pieces(old: str, new: str) -> Iterator[Piece]:
    """Between words that stayed, what went stands before what came."""
    if old == new:
        yield from [Piece(Op.SAME, new)] if new else []
        return
    was, now = _WORD.findall(old), _WORD.findall(new)
    here = there = 0
    for step in Indel.opcodes(old.split(), new.split()):
        if step.tag == "equal":
            yield from _gone_and_come(was[here : step.src_start], now[there : step.dest_start])
            stood, stands = was[step.src_start : step.src_end], now[step.dest_start : step.dest_end]
            longer = stands if stood == stands else map(_longer, stood, stands)
            yield Piece(Op.SAME, "".join(longer))
            here, there = step.src_end, step.dest_end
    yield from _gone_and_come(was[here:], now[there:])


def _longer(one: str, other: str) -> str:
    """Of the same word twice: at the end of a text it has no space."""
    return max(one, other, key=len)


def _gone_and_come(gone: list[str], come: list[str]) -> Iterator[Piece]:
    if gone:
        yield Piece(Op.REMOVED, "".join(gone))
    if come:
        yield Piece(Op.ADDED, "".join(come))
