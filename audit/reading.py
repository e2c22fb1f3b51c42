"""What the pages of the log show: filtered entries, a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from audit import naming
from audit.actors import ActorKind
from audit.models import Event
from audit.models.event import EventQuerySet

PAGE = 25
COUNTED = 1000  # beyond this many, the page says "more than"


@dataclass(frozen=True)
class Page:
    """Entries, newest first; `newer` and `older` are the keys that the neighbouring pages start from."""

    entries: list[Event]
    newer: UUID | None
    older: UUID | None


def filtered(organisations: Collection[UUID], wanted: Mapping[str, Any]) -> EventQuerySet:
    """Entries that the auditors of these organisations may see, by the cleaned data of a LogFilter."""
    if wanted.get("organisation"):
        organisations = {UUID(wanted["organisation"])} & set(organisations)
    found = Event.objects.seen_by(organisations)
    if wanted.get("who"):
        found = found.filter(by_whom(wanted["who"]))
    if wanted.get("thing"):
        found = found.filter(target_label__icontains=wanted["thing"])
    if wanted.get("verb"):
        found = found.filter(verb=wanted["verb"])
    if wanted.get("actor"):
        found = found.by_actor(*wanted["actor"])
    if wanted.get("target"):
        kind, key = wanted["target"]
        found = found.filter(target_type=kind, target_id=key)
    return found.filter(on_days(wanted.get("since"), wanted.get("until")))


def by_whom(text: str) -> Q:
    """By the name at the time of the act; a job also by the words that the pages have for it."""
    return Q(actor_label__icontains=text) | Q(
        actor_kind=ActorKind.JOB.value, actor_id__in=naming.jobs_called(text)
    )


def on_days(since: date | None, until: date | None) -> Q:
    """Both days included, in the time zone of the people who read."""
    found = Q()
    if since:
        found &= Q(at__gte=_midnight(since))
    if until:
        found &= Q(at__lt=_midnight(until + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def page(entries: EventQuerySet, *, before: UUID | None = None, after: UUID | None = None) -> Page:
    """One page of entries older than a key, or just newer than one. One query."""
    if after is not None:
        found = list(entries.filter(pk__gt=after).in_order()[: PAGE + 1])
        more, found = len(found) > PAGE, found[:PAGE][::-1]
        return Page(found, found[0].pk if more else None, found[-1].pk if found else None)
    rows = entries.filter(pk__lt=before) if before is not None else entries
    found = list(rows.newest_first()[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    return Page(found, found[0].pk if before and found else None, found[-1].pk if more else None)


def count(entries: EventQuerySet) -> int:
    """How many there are, counting no further than COUNTED + 1."""
    return entries.order_by()[: COUNTED + 1].count()
