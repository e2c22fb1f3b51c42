"""Keyset paging: a page begins after a row, so that page 1,000 costs what page 1 does, and nothing is counted whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import models
from django.db.models import Q

Row = TypeVar("Row", bound=models.Model)

COUNTED = 1000  # beyond this many, a list says "more than"


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list in order; `earlier` and `later` are the rows that the neighbouring pages start from."""

    rows: list[Row]
    earlier: Row | None
    later: Row | None


def keyset_page(
    rows: models.QuerySet[Row],
    order: Sequence[str],
    *,
    size: int,
    after: Row | None = None,
    before: Row | None = None,
) -> Page[Row]:
    """One page of rows ordered by fields that together are unique; none of them may be null.

    As in `order_by`: "-starts_on" is descending, "user__name" crosses relations. At most one of `after` and `before`
    may be given. One query."""
    keys = [Key.read(field) for field in order]
    if before is not None:
        keys = [key.turned() for key in keys]
    start = before or after
    if start is not None:
        rows = rows.filter(_beyond(start, keys))
    found = list(rows.order_by(*map(str, keys))[: size + 1])
    more, found = len(found) > size, found[:size]
    if before is not None:
        found.reverse()
        return Page(found, found[0] if more and found else None, found[-1] if found else None)
    return Page(
        found,
        found[0] if start and found else None,
        found[-1] if more and found else None,
    )


def count_to_limit(rows: models.QuerySet[Row]) -> int:
    """How many rows there are, counting no further than COUNTED + 1."""
    return rows.order_by()[: COUNTED + 1].count()


@dataclass(frozen=True)
class Key:
    """One field of an order, and whether its largest values come first."""

    field: str
    descends: bool

    @classmethod
    def read(cls, text: str) -> Key:
        return cls(text.removeprefix("-"), text.startswith("-"))

    def __str__(self) -> str:
        return f"-{self.field}" if self.descends else self.field

    def turned(self) -> Key:
        return Key(self.field, not self.descends)

    @property
    def onwards(self) -> str:
        return "lt" if self.descends else "gt"


def _beyond(start: models.Model, keys: Sequence[Key]) -> Q:
    """Rows that come after a row in the order of the keys.

    The first condition follows from the others; without it an engine reads an index from its beginning."""
    beyond, same = Q(), Q()
    for key in keys:
        value = _value(start, key.field)
        beyond |= same & Q(**{f"{key.field}__{key.onwards}": value})
        same &= Q(**{key.field: value})
    first = keys[0]
    return Q(**{f"{first.field}__{first.onwards}e": _value(start, first.field)}) & beyond


def _value(row: models.Model, field: str) -> object:
    value: object = row
    for name in field.split("__"):
        value = getattr(value, name)
    return value
