"""Who shares what with whom: what the map and its table show. The same for everyone, signed in or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import IntegerField, Q, Subquery

from organisations.models import OrganisationKind
from organisations.paging import keyset_page
from protocols.forms.sharing import UNLISTED
from protocols.models import EntryArrow, RegisterEntry
from protocols.models.arrow import EntryArrowQuerySet

ORDER = ("giver_sort", "taker_sort", "place")
READ = 2000  # ways that are read for a picture or a matrix; where there are more, kinds are counted
COUNTED = 250  # agreements between two kinds; beyond it is “more than”
AT_A_TIME = 500  # rows in memory while a whole list is written out
KINDS = (*OrganisationKind.values, "")


def arrows(wanted: Mapping[str, Any], on: date) -> EntryArrowQuerySet:
    """Ways under agreements in force on a day, by the cleaned data of a MapFilter."""
    found = EntryArrow.objects.in_force(AnonymousUser(), on)
    if bodies := wanted.get("organisation"):
        is_among = wanted.get("among") == "them" and len(bodies) > 1
        found = found.between(bodies.found) if is_among else found.touching(bodies.found)
    if wanted.get("purpose"):
        found = found.for_purpose(wanted["purpose"])
    if wanted.get("item"):
        found = found.carrying(wanted["item"])
    if wanted.get("kind"):
        found = found.with_kind(_stored(wanted["kind"]))
    if wanted.get("giver"):
        found = found.from_body(wanted["giver"])
    if wanted.get("taker"):
        found = found.to_body(wanted["taker"])
    for name in ("giver_kind", "taker_kind"):
        if wanted.get(name):
            found = found.filter(**{name: _stored(wanted[name])})
    return found


def has_suspended(on: date) -> bool:
    """Whether the register shows an agreement that is on no map because it is suspended. One query, by an index."""
    shown = RegisterEntry.objects.visible_to(AnonymousUser()).shown(on)
    return shown.suspended(on).order_by().exists()


def _stored(kind: str) -> str:
    return "" if kind == UNLISTED else kind


@dataclass(frozen=True)
class Body:
    """One end of ways: `key` tells it from all others; `code` is empty for a body that no list has."""

    key: str
    name: str
    code: str
    kind: str

    @property
    def sort_key(self) -> tuple[int, str]:
        return (KINDS.index(self.kind) if self.kind in KINDS else len(KINDS), self.key)


@dataclass(frozen=True)
class Seen:
    """One way under one agreement, and which items go it, as far as that is told."""

    giver: Body
    taker: Body
    reference: str
    title: str
    items: frozenset[str]


def ways(found: EntryArrowQuerySet) -> Sequence[Seen] | None:
    """All of them; None where there are more than READ. One query."""
    columns = (
        "giver__code", "giver__name", "giver_name", "giver_sort", "giver_kind",
        "taker__code", "taker__name", "taker_name", "taker_sort", "taker_kind",
        "entry__reference", "entry__title", "items", "entry__content__items",
    )  # fmt: skip
    rows = list(found.order_by(*ORDER).values_list(*columns)[: READ + 1])
    if len(rows) > READ:
        return None
    return [
        Seen(_body(*row[:5]), _body(*row[5:10]), row[10], row[11], frozenset(row[12] or row[13]))
        for row in rows
    ]


def _body(code: str | None, name: str | None, called: str, sort: str, kind: str) -> Body:
    """By its name of today; a body that no list has by what its agreement calls it."""
    return Body(code or f"“{sort}", name or called, code or "", kind)


class CountedRows(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def kinds(found: EntryArrowQuerySet) -> Mapping[tuple[str, str], int]:
    """How many agreements go from one kind of organisation to another, each counted to COUNTED + 1. One query,
    whose cost is bounded by that."""
    cells = list(product(KINDS, KINDS))
    counts = {
        f"cell_{number}": CountedRows(
            found.filter(Q(giver_kind=giver, taker_kind=taker))
            .order_by()
            .values("entry_id")
            .distinct()[: COUNTED + 1]
        )
        for number, (giver, taker) in enumerate(cells)
    }
    row = EntryArrow.objects.order_by().annotate(**counts).values_list(*counts)[:1]
    return dict(zip(cells, next(iter(row), [0] * len(cells)), strict=True))


def every(found: EntryArrowQuerySet) -> Iterator[EntryArrow]:
    """All rows in order, a few hundred at a time."""
    page = keyset_page(found.for_list(), ORDER, size=AT_A_TIME)
    yield from page.rows
    while page.later is not None:
        page = keyset_page(found.for_list(), ORDER, size=AT_A_TIME, after=page.later)
        yield from page.rows
