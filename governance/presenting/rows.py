"""The rows of a version among its sections, ready to be read: where they stand, and what each says in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from governance import registry
from governance.kinds import Kind, VersionText
from governance.presenting.text import NumberedSection, numbered
from governance.references import anchor_of
from governance.rows import Column, FrozenRow, Layout, RowSet
from governance.withheld import part_of_rows


@dataclass(frozen=True)
class ShownField:
    """A field that says something; `is_prose`: its words are Markdown."""

    key: str
    label: str
    words: str
    is_prose: bool


@dataclass(frozen=True)
class ShownRow:
    """One row: what it is called by, and its other fields."""

    number: int
    anchor: str
    name: str
    fields: tuple[ShownField, ...]

    @property
    def facts(self) -> list[ShownField]:
        return [field for field in self.fields if not field.is_prose]

    @property
    def prose(self) -> list[ShownField]:
        return [field for field in self.fields if field.is_prose]


@dataclass(frozen=True)
class ShownRows:
    """A set of rows where it stands in the text; it has no number among the sections."""

    key: str
    heading: str
    layout: Layout
    rows: tuple[ShownRow, ...]
    number: str = ""
    withheld: str = ""  # why the public does not read them

    @property
    def anchor(self) -> str:
        return f"rows-{self.key}"


Part = NumberedSection | ShownRows


def parts(text: VersionText, kind: Kind) -> list[Part]:
    """The sections, and the sets of rows that stand among them, in the order in which they are read."""
    found: list[Part] = list(numbered(text))
    for rows in registry.row_sets(kind.key):
        if rows.stands_after and rows.of(text.rows):
            found.insert(rows.place([part.key for part in found]), _of_text(rows, text))
    return found


def _of_text(rows: RowSet, text: VersionText) -> ShownRows:
    withheld = text.withheld.get(part_of_rows(rows.key), "")
    return replace(shown_rows(rows, rows.of(text.rows)), withheld=withheld)


def shown_rows(rows: RowSet, found: Sequence[FrozenRow]) -> ShownRows:
    shown = tuple(_row(rows, row, number) for number, row in enumerate(found, start=1))
    return ShownRows(rows.key, str(rows.heading), rows.layout, shown)


def _row(rows: RowSet, row: FrozenRow, number: int) -> ShownRow:
    name, others = ("", rows.columns) if rows.is_single else (_words(rows.columns[0], row), rows.columns[1:])
    fields = tuple(
        ShownField(column.key, str(column.label), words, column.is_prose)
        for column in others
        if (words := _words(column, row))
    )
    return ShownRow(number, anchor_of(rows, row), name, fields)


def _words(column: Column, row: FrozenRow) -> str:
    return column.show(row.get(column.key))
