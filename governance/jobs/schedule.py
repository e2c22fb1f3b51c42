"""Work that comes round by itself. Each turn is one job, under the key of its name and due moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from audit.actors import job as job_actor
from governance.jobs.queue import enqueue
from governance.models import Job

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Periodic:
    """`due` gives the last moment at or before another at which the work was due; `needed` whether there is any."""

    name: str
    task: str
    label: str | _StrPromise
    due: Callable[[datetime], datetime]
    needed: Callable[[], bool]


_declared: dict[str, Periodic] = {}


def declare(
    name: str,
    task: str,
    label: str | _StrPromise,
    due: Callable[[datetime], datetime],
    needed: Callable[[], bool] = lambda: True,
) -> Periodic:
    """Raises ValueError for a name that is declared already."""
    if name in _declared:
        raise ValueError(f"the periodic work {name!r} is declared already")
    _declared[name] = Periodic(name, task, label, due, needed)
    return _declared[name]


def declared() -> tuple[Periodic, ...]:
    return tuple(_declared.values())


def daily(at: time) -> Callable[[datetime], datetime]:
    """Every day at a time of the clock on the wall."""

    def due(now: datetime) -> datetime:
        local = timezone.localtime(now)
        today = timezone.make_aware(datetime.combine(local.date(), at))
        if today <= now:
            return today
        return timezone.make_aware(datetime.combine(local.date() - timedelta(days=1), at))

    return due


def every(span: timedelta) -> Callable[[datetime], datetime]:
    """At whole multiples of a span since 1970, UTC."""
    seconds = int(span.total_seconds())

    def due(now: datetime) -> datetime:
        return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=UTC)

    return due


def enqueue_due(now: datetime | None = None) -> list[Job]:
    """Queues what is due and not queued yet. Turns missed while nothing ran are made up once, not each.

    Returns the jobs that are new. Safe to call at the same time from several workers.
    """
    now = now or timezone.now()
    turns = {f"{work.name}@{work.due(now).astimezone(UTC).isoformat()}": work for work in declared()}
    known = set(Job.objects.filter(key__in=turns).values_list("key", flat=True))
    return [
        enqueue(work.task, key=key, by=job_actor("schedule"), label=str(work.label))
        for key, work in turns.items()
        if key not in known and work.needed()
    ]
