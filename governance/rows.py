"""Rows that a version holds beside its text, such as the parties of a protocol.

The app that owns them says how they are frozen, copied into the next draft, shown and told apart. Everything else,
such as the page, the PDF and the comparison, works on what was frozen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.translation import gettext as _
from rapidfuzz.distance import Indel

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from governance.models import DocumentVersion

FrozenRow: TypeAlias = Mapping[str, Any]  # texts, whole numbers, lists and objects of such: canonical JSON
Rows: TypeAlias = Mapping[str, Sequence[FrozenRow]]  # by the key of their set


def as_text(value: object) -> str:
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Column:
    """One field of a row: `show` gives its frozen value in words, empty for none."""

    key: str
    label: str | _StrPromise
    show: Callable[[Any], str] = as_text


@dataclass(frozen=True)
class RowSet:
    """One kind of rows. `identity` names the columns by which a row is found again in another version.

    Without them there is one row at most, and its fields are shown as a list of terms.
    """

    key: str
    heading: str | _StrPromise
    kinds: frozenset[str]
    columns: tuple[Column, ...]
    freeze: Callable[[DocumentVersion], list[dict[str, Any]]]
    copy: Callable[[DocumentVersion, DocumentVersion], None]
    identity: tuple[str, ...] = ()

    @property
    def is_single(self) -> bool:
        return not self.identity

    def of(self, rows: Rows) -> Sequence[FrozenRow]:
        return rows.get(self.key, ())

    def name_of(self, row: FrozenRow) -> tuple[str, ...]:
        return tuple(as_text(row.get(key)) for key in self.identity)


@dataclass(frozen=True)
class FieldChange:
    """One field that differs between two versions; `before` or `after` is empty where there was nothing.

    `row` says which row of a set with several, in words.
    """

    heading: str
    row: str
    label: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """The change in one sentence, for a feed."""
        what = f"{self.row}: {self.label}" if self.row else self.label
        if self.before and self.after:
            return _("%(what)s changed from “%(before)s” to “%(after)s”.") % {
                "what": what,
                "before": self.before,
                "after": self.after,
            }
        if self.after:
            return _("%(what)s added: “%(after)s”.") % {"what": what, "after": self.after}
        return _("%(what)s taken away: “%(before)s”.") % {"what": what, "before": self.before}


@dataclass(frozen=True)
class RowDifference:
    """One row that differs: `op` is added, removed, changed or moved. `label` says which row of a set with several."""

    key: str
    heading: str
    label: str
    op: str
    fields: tuple[FieldChange, ...]


def row_differences(row_sets: Sequence[RowSet], before: Rows, after: Rows) -> list[RowDifference]:
    """What differs between the rows of two versions, row by row. One that stayed as it was may have moved."""
    return [found for rows in row_sets for found in _differences(rows, rows.of(before), rows.of(after))]


def _differences(
    rows: RowSet, before: Sequence[FrozenRow], after: Sequence[FrozenRow]
) -> Iterator[RowDifference]:
    then = {rows.name_of(row): row for row in before}
    now = {rows.name_of(row): row for row in after}
    unmoved = _unmoved([name for name in then if name in now], [name for name in now if name in then])
    for name in dict.fromkeys([*now, *then]):
        row = now.get(name) or then[name]
        fields = tuple(_fields(rows, then.get(name), now.get(name)))
        op = (
            "added"
            if name not in then
            else "removed"
            if name not in now
            else "changed"
            if fields
            else "moved"
        )
        if fields or name not in unmoved:
            label = "" if rows.is_single else _first_words(rows, row)
            yield RowDifference(rows.key, str(rows.heading), label, op, fields)


def _unmoved(then: Sequence[tuple[str, ...]], now: Sequence[tuple[str, ...]]) -> set[tuple[str, ...]]:
    steps = (step for step in Indel.opcodes(then, now) if step.tag == "equal")
    return {name for step in steps for name in then[step.src_start : step.src_end]}


def row_changes(row_sets: Sequence[RowSet], before: Rows, after: Rows) -> list[FieldChange]:
    """What differs between the rows of two versions, field by field, in the order of the newer one."""
    return [change for rows in row_sets for change in _changes(rows, rows.of(before), rows.of(after))]


def _changes(rows: RowSet, before: Sequence[FrozenRow], after: Sequence[FrozenRow]) -> Iterator[FieldChange]:
    then = {rows.name_of(row): row for row in before}
    now = {rows.name_of(row): row for row in after}
    for name in dict.fromkeys([*now, *then]):
        yield from _fields(rows, then.get(name), now.get(name))


def _fields(rows: RowSet, then: FrozenRow | None, now: FrozenRow | None) -> Iterator[FieldChange]:
    label = "" if rows.is_single else _first_words(rows, now or then or {})
    for column in rows.columns:
        old = column.show(then.get(column.key)) if then else ""
        new = column.show(now.get(column.key)) if now else ""
        if old != new:
            yield FieldChange(str(rows.heading), label, str(column.label), old, new)


def _first_words(rows: RowSet, row: FrozenRow) -> str:
    first = rows.columns[0]
    return first.show(row.get(first.key))
