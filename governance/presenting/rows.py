"""The rows of a version among its sections, ready to be read: where they stand, and what each says in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """A set of rows where it is read; it has no number among the sections. `labels`: of its columns, by their keys."""

    key: str
    heading: str
    layout: Layout
    rows: tuple[ShownRow, ...]
    labels: Mapping[str, str]
    number: str = ""
    withheld: str = ""  # why the public does not read them

    @property
    def anchor(self) -> str:
        return f"rows-{self.key}"

    @property
    def columns(self) -> list[str]:
        """The keys of the columns of a table: the first, which names each row, and those that say something."""
        first, *others = self.labels
        filled = {field.key for row in self.rows for field in row.fields}
        return [first, *(key for key in others if key in filled)]

    @property
    def heads(self) -> list[str]:
        return [self.labels[key] for key in self.columns]

    @property
    def lines(self) -> list[tuple[str, list[str]]]:
        """Of each row its name, and what stands in the other columns of the table."""
        _first, *others = self.columns
        said = [(row.name, {field.key: field.words for field in row.fields}) for row in self.rows]
        return [(name, [words.get(key, "") for key in others]) for name, words in said]


Part = NumberedSection | ShownRows


def parts(text: VersionText, kind: Kind) -> list[Part]:
    """The sections, and the sets of rows that stand among them, in the order in which they are read."""
    found: list[Part] = list(numbered(text))
    for rows in registry.row_sets(kind.key):
        if rows.stands_after and rows.of(text.rows):
            found.insert(rows.place([part.key for part in found]), _of_text(rows, text))
    return found


def parts_and_schedules(text: VersionText, kind: Kind) -> list[Part]:
    """The same, and behind them the other sets of rows that say something: all that a reader has of a version."""
    behind = [rows for rows in registry.row_sets(kind.key) if not rows.stands_after]
    shown = [_of_text(rows, text) for rows in behind]
    return [*parts(text, kind), *(each for each in shown if any(row.name or row.fields for row in each.rows))]


def _of_text(rows: RowSet, text: VersionText) -> ShownRows:
    withheld = text.withheld.get(part_of_rows(rows.key), "")
    return replace(shown_rows(rows, rows.of(text.rows)), withheld=withheld)


def shown_rows(rows: RowSet, found: Sequence[FrozenRow]) -> ShownRows:
    shown = tuple(_row(rows, row, number) for number, row in enumerate(found, start=1))
    labels = {column.key: str(column.label) for column in rows.columns}
    return ShownRows(rows.key, str(rows.heading), rows.layout, shown, labels)


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
