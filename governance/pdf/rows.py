"""Rows that stand among the sections, written as Markdown for the one renderer: steps as a numbered list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from governance.rows import Layout

if TYPE_CHECKING:
    from governance.rows import FrozenRow, Rows, RowSet

_SIGN = re.compile(r"([!-/:-@\[-`{-~])")
_INDENT = 5  # of what belongs to an item of the list; wide enough for the numbers of 999 steps


def as_markdown(rows: RowSet, found: Rows) -> str:
    if rows.layout is Layout.STEPS:
        return "\n\n".join(_step(rows, row, number) for number, row in enumerate(rows.of(found), start=1))
    return "\n\n".join("\n\n".join(_fields(rows, row)) for row in rows.of(found))


def _step(rows: RowSet, row: FrozenRow, number: int) -> str:
    first, *others = rows.columns
    name = f"**{_plain(first.show(row.get(first.key)))}**"
    prose = [column.show(row.get(column.key)) for column in others if column.is_prose]
    text = "\n\n".join([name, *filter(None, prose), *_facts(rows, row)])
    lines = [f"{' ' * _INDENT}{line}" if line.strip() else "" for line in text.split("\n")]
    return f"{number}.".ljust(_INDENT) + "\n".join(lines).lstrip()


def _facts(rows: RowSet, row: FrozenRow) -> Iterator[str]:
    """One paragraph, a line for each field."""
    lines = list(_lines(rows, row, skip=rows.columns[0].key))
    if lines:
        yield "\\\n".join(lines)


def _fields(rows: RowSet, row: FrozenRow) -> Iterator[str]:
    yield from _lines(rows, row)


def _lines(rows: RowSet, row: FrozenRow, skip: str = "") -> Iterator[str]:
    for column in rows.columns:
        words = column.show(row.get(column.key))
        if words and not column.is_prose and column.key != skip:
            yield f"{_plain(str(column.label))}: {_plain(words)}"


def _plain(text: str) -> str:
    """Words that Markdown leaves as they are, on one line."""
    return _SIGN.sub(r"\\\1", " ".join(text.split()))
