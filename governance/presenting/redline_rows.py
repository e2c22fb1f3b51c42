"""Rows of two versions compared field by field, in the words of the page: what came, went, moved, reads otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from governance.kinds import VersionText
from governance.redline import Op, Piece, word_pieces
from governance.rows import FieldChange, FrozenRow, RowSet, row_changes


@dataclass(frozen=True)
class ChangedField:
    """Word by word for the page, whole for print. `formatting_only` is what the blocks of a section have, too."""

    label: str
    pieces: tuple[Piece, ...]
    before: str
    after: str
    formatting_only: bool = False


@dataclass(frozen=True)
class ChangedRow:
    """One row that differs; `name` is empty in a set that has one row at most. `op`: it came, it went, it differs."""

    name: str
    op: Op
    fields: tuple[ChangedField, ...]
    anchor: str

    @property
    def is_added(self) -> bool:
        return self.op is Op.ADDED

    @property
    def is_removed(self) -> bool:
        return self.op is Op.REMOVED


@dataclass(frozen=True)
class ChangedRows:
    """One set of rows and those of it that differ."""

    key: str
    heading: str
    rows: tuple[ChangedRow, ...]

    @property
    def anchor(self) -> str:
        return f"rows-{self.key}"


def changed_rows(row_sets: Sequence[RowSet], old: VersionText, new: VersionText) -> tuple[ChangedRows, ...]:
    """The sets in which something differs."""
    found = []
    for rows in row_sets:
        changes = row_changes([rows], old.rows, new.rows)
        if changes:
            found.append(ChangedRows(rows.key, str(rows.heading), tuple(_rows(rows, changes))))
    return tuple(found)


def changed_row(rows: RowSet, was: FrozenRow | None, now: FrozenRow | None) -> Iterator[ChangedRow]:
    """One row by itself, wherever it stands; nothing where it says the same."""
    before, after = ({rows.key: [row]} if row else {} for row in (was, now))
    yield from _rows(rows, row_changes([rows], before, after))


def changed_fields(key: str, heading: str, changes: Sequence[FieldChange]) -> ChangedRows:
    """Fields that belong to no row, such as those of a cover."""
    row = ChangedRow("", Op.CHANGED, tuple(map(_field, changes)), f"{key}-change-1")
    return ChangedRows(key, heading, (row,))


def _rows(rows: RowSet, changes: Sequence[FieldChange]) -> Iterator[ChangedRow]:
    groups = groupby(changes, key=lambda change: change.row)
    for number, (name, group) in enumerate(groups, start=1):
        fields = list(group)
        called = next((each for each in fields if each.label == str(rows.columns[0].label)), None)
        op = Op.CHANGED
        if called is not None and name and not (called.before and called.after):
            op = Op.REMOVED if called.before else Op.ADDED
        yield ChangedRow(name, op, tuple(map(_field, fields)), f"{rows.key}-change-{number}")


def _field(change: FieldChange) -> ChangedField:
    before, after = change.before, change.after
    if before and after:
        return ChangedField(change.label, _pieces(before, after), before, after)
    op, text = (Op.ADDED, after) if after else (Op.REMOVED, before)
    return ChangedField(change.label, (Piece(op, text),), before, after)


def _pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Word by word where most words stayed; else the whole of both, which reads better."""
    pieces = tuple(word_pieces(before, after))
    stayed = sum(len(piece.text) for piece in pieces if piece.op is Op.SAME)
    if stayed * 2 < max(len(before), len(after)):
        return Piece(Op.REMOVED, before), Piece(Op.SAME, " "), Piece(Op.ADDED, after)
    return pieces


def row_entries(found: Sequence[ChangedRows]) -> Iterator[tuple[str, str]]:
    """For the list of changes: a sentence for each row that differs, and its anchor."""
    for rows in found:
        for row in rows.rows:
            named = {"heading": rows.heading, "name": row.name}
            if row.is_added:
                yield _("%(heading)s: “%(name)s” is new") % named, row.anchor
            elif row.is_removed:
                yield _("%(heading)s: “%(name)s” is removed") % named, row.anchor
            else:
                what = {**named, "fields": ", ".join(field.label for field in row.fields)}
                sentence = (
                    _("%(heading)s: “%(name)s”, %(fields)s") if row.name else _("%(heading)s: %(fields)s")
                )
                yield sentence % what, row.anchor
