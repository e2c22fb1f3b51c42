"""The blocks of a Markdown text: what a comparison lays side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from governance.markdown import parse_blocks

_BLANK = re.compile(r"\n(?:[ \t]*\n)+(?=[^ \t\n])")  # blank lines before a line that nothing can be open for
_PARAGRAPH = re.compile(r"[A-Za-z][^|\n]*(?:\n[A-Za-z][^|\n]*)*")  # no line of it can begin anything else
_ROW = re.compile(r"\|[^\n\\]*\|")  # with a mark at both ends, and none that is escaped
_RULE = re.compile(r"\|(?: *:?-+:? *\|)+")
KEPT, LONGEST = 2048, 10_000  # parts of texts whose blocks are remembered; characters of one


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item or table row, as one line of Markdown.

    A row has its cells, too, and the number of its table in the text."""

    shape: str
    text: str
    cells: tuple[str, ...] = ()
    is_head: bool = False
    table: int = field(default=0, compare=False)  # a table that moved on is the same


def blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, in order.

    Part by part, so that what two versions share is looked at once: a line that is not indented, after a blank one,
    goes on with nothing that stands before it."""
    found: list[Block] = []
    tables = 0
    for part in _BLANK.split(text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")):
        known = remembered(part) if len(part) <= LONGEST else _blocks_of(part)
        found += (
            replace(block, table=block.table + tables) if block.table and tables else block for block in known
        )
        tables += max((block.table for block in known), default=0)
    return found


def _blocks_of(part: str) -> tuple[Block, ...]:
    if _PARAGRAPH.fullmatch(part):
        return (Block("paragraph", " ".join(part.split())),)
    return tuple(_plain_table(part.rstrip("\n").split("\n")) or _parsed(part))


def _plain_table(lines: list[str]) -> list[Block]:
    """The rows of a table in which each has as many cells as the head, as nearly all have; else none."""
    if len(lines) < 2 or not _RULE.fullmatch(lines[1]) or not all(map(_ROW.fullmatch, lines)):
        return []
    width = lines[1].count("|")
    if any(line.count("|") != width for line in lines):
        return []
    rows = [tuple(cell.strip() for cell in line[1:-1].split("|")) for line in (lines[0], *lines[2:])]
    return [Block("row", " | ".join(cells), cells, number == 0, 1) for number, cells in enumerate(rows)]


remembered = lru_cache(maxsize=KEPT)(_blocks_of)


def _parsed(text: str) -> Iterator[Block]:
    lists: list[str] = []
    quoted = 0
    heading = ""
    row: list[str] | None = None
    table, is_head = 0, False
    for token in parse_blocks(text):
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
                yield Block("row", " | ".join(cells), cells, is_head, table)
                row = None
            case "inline" if row is not None:
                row.append(token.content)
            case "inline":
                shape = heading or (lists[-1] if lists else "") or ("quote" if quoted else "paragraph")
                yield Block(shape, " ".join(token.content.split()))
