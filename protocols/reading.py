"""What the lists of the register show. Each function is one query, run when it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser

from governance.search.lists import documents_matching
from organisations.models import Organisation
from organisations.paging import keyset_page
from organisations.permissions import Person
from protocols.forms.register import OTHER_LETTER
from protocols.models import RegisterEntry
from protocols.models.entry import RegisterEntryQuerySet

ORDERS = {
    "title": ("sort_title", "reference"),
    "start": ("-sort_start", "-reference"),
    "review": ("sort_review", "reference"),
    "reference": ("reference",),
}
AT_A_TIME = 500  # rows in memory while a whole list is written out


def register(person: Person, wanted: Mapping[str, Any], on: date) -> RegisterEntryQuerySet:
    """The agreements that stand in the register on a day, by the cleaned data of a RegisterFilter."""
    found = RegisterEntry.objects.visible_to(person).shown(on).for_list()
    if wanted.get("q"):  # what everybody may read, whoever asks
        found = found.filter(document__in=documents_matching(AnonymousUser(), wanted["q"], on))
    if wanted.get("party"):
        party = wanted["party"]
        is_listed = isinstance(party, Organisation)
        found = found.with_party(party) if is_listed else found.with_party_named(party)
    if wanted.get("kind"):
        found = found.with_kind_of_party(wanted["kind"])
    if wanted.get("power"):
        found = found.with_power(wanted["power"])
    if wanted.get("accord"):
        found = found.under_accord(wanted["accord"])
    if wanted.get("status"):
        found = found.standing(wanted["status"], on)
    if wanted.get("review"):
        found = found.review_overdue(on)
    if wanted.get("letter"):
        found = found.beginning_with("#" if wanted["letter"] == OTHER_LETTER else wanted["letter"])
    return found


def order(wanted: Mapping[str, Any]) -> tuple[str, ...]:
    return ORDERS[wanted.get("sort") or "title"]


def agreements_of(organisation: Organisation, person: Person, on: date) -> RegisterEntryQuerySet:
    """Agreements of the register that name the organisation, from A to Z."""
    return register(person, {"party": organisation}, on).order_by(*ORDERS["title"])


def every(found: RegisterEntryQuerySet, fields: tuple[str, ...]) -> Iterator[RegisterEntry]:
    """All rows in order, a few hundred at a time."""
    page = keyset_page(found, fields, size=AT_A_TIME)
    yield from page.rows
    while page.later is not None:
        page = keyset_page(found, fields, size=AT_A_TIME, after=page.later)
        yield from page.rows
