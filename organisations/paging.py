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
    """One page of rows ordered by fields that together are unique (ascending; "user__name" may cross relations).

    At most one of `after` and `before` may be given. One query."""
    backwards = before is not None
    start = before or after
    if start is not None:
        rows = rows.filter(_beyond(start, order, "lt" if backwards else "gt"))
    found = list(rows.order_by(*(f"-{field}" if backwards else field for field in order))[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
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


def _beyond(start: models.Model, order: Sequence[str], operator: str) -> Q:
    """Rows whose fields, compared in order, lie after (gt) or before (lt) those of a row."""
    beyond, same = Q(), Q()
    for field in order:
        value = _value(start, field)
        beyond |= same & Q(**{f"{field}__{operator}": value})
        same &= Q(**{field: value})
    return beyond


def _value(row: models.Model, field: str) -> object:
    value: object = row
    for name in field.split("__"):
        value = getattr(value, name)
    return value
