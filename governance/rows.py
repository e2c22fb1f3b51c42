"""Rows that a version holds beside its text, such as the parties of a protocol.

The app that owns them says how they are frozen, copied into the next draft, shown and told apart. Everything else,
such as the page, the PDF and the comparison, works on what was frozen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.translation import gettext as _

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


def row_changes(row_sets: Sequence[RowSet], before: Rows, after: Rows) -> list[FieldChange]:
    """What differs between the rows of two versions, field by field, in the order of the newer one."""
    return [change for rows in row_sets for change in _changes(rows, rows.of(before), rows.of(after))]


def _changes(rows: RowSet, before: Sequence[FrozenRow], after: Sequence[FrozenRow]) -> Iterator[FieldChange]:
    then = {rows.name_of(row): row for row in before}
    now = {rows.name_of(row): row for row in after}
    for name in dict.fromkeys([*now, *then]):
        label = "" if rows.is_single else _first_words(rows, now.get(name) or then[name])
        for column in rows.columns:
            old = column.show(then[name].get(column.key)) if name in then else ""
            new = column.show(now[name].get(column.key)) if name in now else ""
            if old != new:
                yield FieldChange(str(rows.heading), label, str(column.label), old, new)


def _first_words(rows: RowSet, row: FrozenRow) -> str:
    first = rows.columns[0]
    return first.show(row.get(first.key))
