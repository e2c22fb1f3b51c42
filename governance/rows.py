"""Rows that a version holds beside its text, such as the parties of a protocol.

The app that owns them says how they are frozen, copied into the next draft, shown and told apart. Everything else,
such as the page, the PDF and the comparison, works on what was frozen.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from governance.models import DocumentVersion

FrozenRow: TypeAlias = Mapping[str, Any]  # texts, whole numbers, lists and objects of such: canonical JSON
Rows: TypeAlias = Mapping[str, Sequence[FrozenRow]]  # by the key of their set


def as_text(value: object) -> str:
    return "" if value is None else str(value)


class Layout(StrEnum):
    """How rows are laid out for a reader."""

    TABLE = "table"
    TERMS = "terms"  # one row, its fields as a list of terms
    STEPS = "steps"  # in order, numbered; the first column is what each is called by


@dataclass(frozen=True)
class Column:
    """One field of a row: `show` gives its frozen value in words, empty for none. `is_prose`: it is Markdown."""

    key: str
    label: str | _StrPromise
    show: Callable[[Any], str] = as_text
    is_prose: bool = False


@dataclass(frozen=True)
class Token:
    """How texts of a version name one of its rows, as {step:verify}; `words` gives what is read, by its number."""

    name: str
    words: Callable[[int], str]
    gone: Callable[[], str]


@dataclass(frozen=True)
class Drawing:
    """Rows at a glance, for paper: an SVG, in words what it shows, and before it how it is read."""

    svg: str
    says: str
    note: str = ""


@dataclass(frozen=True)
class RowSet:
    """One kind of rows. `read` gives what a version holds of them, and of the sets that share it.

    `identity` names the columns by which a row is found again in another version. Without them there is one row at
    most, and its fields are shown as a list of terms. `is_numbered`: the order means something, so that a row that
    moved is a change. `stands_after`: the rows stand in the text itself, behind the first of these sections that it
    has, else in front of them all; without it they are a schedule at the end. `starting` gives the rows that the
    template of a kind comes with, and `write` gives such rows to a version without any. `page` is the address at which
    a draft's rows are changed, taking reference, number and `page_args`; `page_words` lead there. `always_shown`:
    columns that are told even where the rows are withheld from the public. `tells`: sets that these rows speak of, so
    that they are withheld where those are. `is_left_out_empty`: the set came when versions without it were frozen
    already, and these must stay the same. `is_wide`: a schedule of them lies on its side on paper; `drawn` gives what
    is drawn above it.
    """

    key: str
    heading: str | _StrPromise
    kinds: frozenset[str]
    columns: tuple[Column, ...]
    read: Callable[[DocumentVersion], Rows]
    copy: Callable[[DocumentVersion, DocumentVersion], None]
    identity: tuple[str, ...] = ()
    is_numbered: bool = False
    stands_after: tuple[str, ...] = ()
    token: Token | None = None
    starting: Callable[[], Sequence[FrozenRow]] | None = None
    write: Callable[[DocumentVersion, Sequence[FrozenRow]], None] | None = None
    page: str = ""
    page_args: tuple[str, ...] = ()
    page_words: str | _StrPromise = ""
    always_shown: tuple[str, ...] = ()
    is_left_out_empty: bool = False
    tells: tuple[str, ...] = ()
    is_wide: bool = False
    drawn: Callable[[Rows], Drawing | None] | None = None

    @property
    def is_single(self) -> bool:
        return not self.identity

    @property
    def layout(self) -> Layout:
        if self.is_single:
            return Layout.TERMS
        return Layout.STEPS if self.is_numbered else Layout.TABLE

    def of(self, rows: Rows) -> Sequence[FrozenRow]:
        return rows.get(self.key, ())

    def place(self, keys: Sequence[str]) -> int:
        """How many of the sections with these keys stand before the rows, where they stand in the text."""
        return next((keys.index(key) + 1 for key in self.stands_after if key in keys), 0)

    def token_of(self, row: FrozenRow) -> str:
        """What texts write to name a row, such as {step:verify}; empty where they cannot."""
        return f"{{{self.token.name}:{self.name_of(row)[0]}}}" if self.token else ""

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
    moved = _moved(list(then), list(now)) if rows.is_numbered else set()
    called = {**_called(rows, then), **_called(rows, now)}
    for name in dict.fromkeys([*now, *then]):
        if name in moved:
            places = [_place(rows, found, name) for found in (then, now)]
            if places[0] != places[1]:  # else it moved along with the one before it
                yield FieldChange(str(rows.heading), called[name], _("Place"), *places)
        yield from _fields(rows, called[name], then.get(name), now.get(name))


def _called(rows: RowSet, found: Mapping[tuple[str, ...], FrozenRow]) -> Mapping[tuple[str, ...], str]:
    """What each row is called: by its first column, and by the second too where another one shares the first."""
    if rows.is_single:
        return dict.fromkeys(found, "")
    first = {name: _first_words(rows, row) for name, row in found.items()}
    shared = Counter(first.values())
    second = rows.columns[1] if len(rows.columns) > 1 else rows.columns[0]
    return {
        name: f"{words} ({second.show(found[name].get(second.key))})" if shared[words] > 1 else words
        for name, words in first.items()
    }


def _fields(rows: RowSet, label: str, then: FrozenRow | None, now: FrozenRow | None) -> Iterator[FieldChange]:
    for column in rows.columns:
        old = column.show(then.get(column.key)) if then else ""
        new = column.show(now.get(column.key)) if now else ""
        if old != new:
            yield FieldChange(str(rows.heading), label, str(column.label), old, new)


def _moved(then: Sequence[tuple[str, ...]], now: Sequence[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Rows that changed places: the fewest that explain the new order."""
    was = {name: number for number, name in enumerate(then, start=1)}
    both = [name for name in now if name in was]
    stayed = _longest_rising([was[name] for name in both])
    return {name for name in both if was[name] not in stayed}


def _place(rows: RowSet, found: Mapping[tuple[str, ...], FrozenRow], name: tuple[str, ...]) -> str:
    """Where a row stands, by the one before it: numbers say little where others came or went."""
    names = list(found)
    here = names.index(name)
    if here == 0:
        return _("at the start")
    return _("after “%(what)s”") % {"what": _first_words(rows, found[names[here - 1]])}


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The numbers of a longest rising subsequence, all of them being different."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(ends, number)
        before[number] = ends[place - 1] if place else None
        ends[place : place + 1] = [number]
    found: set[int] = set()
    step = ends[-1] if ends else None
    while step is not None:
        found.add(step)
        step = before[step]
    return found


def _first_words(rows: RowSet, row: FrozenRow) -> str:
    first = rows.columns[0]
    return first.show(row.get(first.key))
