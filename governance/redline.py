"""What changed between two texts: sections first, then blocks, then words inside the changed blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from governance.kinds import SectionText, VersionText
from governance.markdown import parse

ALIKE = 50  # from this likeness (0 to 100) on, two blocks count as one that was changed
_WORD = re.compile(r"\S+\s*")


class Op(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item or table row, as one line of Markdown.

    A row has its cells, too, and the number of its table in the text."""

    shape: str
    text: str
    cells: tuple[str, ...] = ()
    is_head: bool = False
    table: int = field(default=0, compare=False)  # a table that moved on is the same


@dataclass(frozen=True)
class Piece:
    op: Op
    text: str


@dataclass(frozen=True)
class BlockChange:
    """`was` and `now` are the block in the older and the newer text, where it stands in them."""

    op: Op
    shape: str
    pieces: tuple[Piece, ...]
    was: Block | None = None
    now: Block | None = None

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
    def is_changed(self) -> bool:
        return self.op is not Op.SAME or self.moved

    @property
    def changes(self) -> list[BlockChange]:
        return [block for block in self.blocks if block.op is not Op.SAME]


def blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, in order."""
    found: list[Block] = []
    lists: list[str] = []
    quoted = 0
    heading = ""
    row: list[str] | None = None
    table, is_head = 0, False
    for token in parse(text):
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                lists.append("bullet" if token.type.startswith("bullet") else "number")
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "blockquote_open":
                quoted += 1
            case "blockquote_close":
                quoted -= 1
            case "heading_open":
                heading = "heading"
            case "heading_close":
                heading = ""
            case "table_open":
                table += 1
            case "thead_open" | "thead_close":
                is_head = token.type == "thead_open"
            case "tr_open":
                row = []
            case "tr_close":
                cells = tuple(row or ())
                found.append(Block("row", " | ".join(cells), cells, is_head, table))
                row = None
            case "inline" if row is not None:
                row.append(token.content)
            case "inline":
                shape = heading or (lists[-1] if lists else "") or ("quote" if quoted else "paragraph")
                found.append(Block(shape, " ".join(token.content.split())))
    return found


def compare(old: VersionText, new: VersionText) -> list[SectionChange]:
    """Sections in the order of the newer text; those that it lost stand where they were."""
    before = {section.key: (number, section) for number, section in enumerate(old.sections, start=1)}
    after = {section.key for section in new.sections}
    stayed_old = [section.key for section in old.sections if section.key in after]
    stayed_new = [section.key for section in new.sections if section.key in before]
    unmoved = set(_longest_common(stayed_old, stayed_new))
    changes: list[SectionChange] = []
    for number, section in enumerate(new.sections, start=1):
        if section.key in before:
            old_number, was = before[section.key]
            changes.append(_changed_section(was, section, old_number, number, section.key not in unmoved))
        else:
            changes.append(_whole_section(section, Op.ADDED, None, number))
    for number, section in enumerate(old.sections, start=1):
        if section.key not in after:
            place = min(number - 1, len(changes))
            changes.insert(place, _whole_section(section, Op.REMOVED, number, None))
    return changes


def _longest_common(one: Sequence[str], two: Sequence[str]) -> list[str]:
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return [key for block in matcher.get_matching_blocks() for key in one[block.a : block.a + block.size]]


def _changed_section(
    was: SectionText, now: SectionText, old_number: int, new_number: int, moved: bool
) -> SectionChange:
    heading = tuple(word_pieces(was.heading, now.heading))
    changes = tuple(compare_text(was.body, now.body))
    same = was.heading == now.heading and all(change.op is Op.SAME for change in changes)
    op = Op.SAME if same else Op.CHANGED
    return SectionChange(now.key, heading, op, moved, old_number, new_number, changes)


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
    """Pairs each new block with the first remaining old one that is alike; order is kept on both sides."""
    rest = list(was)
    for block in now:
        mate = next((n for n, old in enumerate(rest) if _are_alike(old, block)), None)
        if mate is None:
            yield BlockChange.whole(Op.ADDED, block)
            continue
        yield from (BlockChange.whole(Op.REMOVED, old) for old in rest[:mate])
        old = rest[mate]
        yield BlockChange(Op.CHANGED, block.shape, tuple(word_pieces(old.text, block.text)), old, block)
        rest = rest[mate + 1 :]
    yield from (BlockChange.whole(Op.REMOVED, old) for old in rest)


def _are_alike(old: Block, new: Block) -> bool:
    """Whether one was made of the other. A row stays a row, and a head a head: the words go into their cells."""
    same_place = (old.shape == "row", old.is_head) == (new.shape == "row", new.is_head)
    return same_place and fuzz.ratio(old.text, new.text) >= ALIKE


def word_pieces(old: str, new: str) -> Iterator[Piece]:
    """Between words that stayed, what went stands before what came."""
    was, now = _WORD.findall(old), _WORD.findall(new)
    here = there = 0
    for step in Indel.opcodes([word.rstrip() for word in was], [word.rstrip() for word in now]):
        if step.tag == "equal":
            yield from _gone_and_come(was[here : step.src_start], now[there : step.dest_start])
            stayed = zip(
                was[step.src_start : step.src_end], now[step.dest_start : step.dest_end], strict=True
            )
            yield Piece(Op.SAME, "".join(max(pair, key=len) for pair in stayed))  # the last word has no space
            here, there = step.src_end, step.dest_end
    yield from _gone_and_come(was[here:], now[there:])


def _gone_and_come(gone: list[str], come: list[str]) -> Iterator[Piece]:
    if gone:
        yield Piece(Op.REMOVED, "".join(gone))
    if come:
        yield Piece(Op.ADDED, "".join(come))
