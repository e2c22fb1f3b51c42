"""Loads it all, part by part and batch by batch, so that memory stays flat."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.db import connection, transaction

from audit.models import Event
from protocols.load import bodies, further, people, policies, recording
from protocols.load.numbers import Numbers
from protocols.load.world import World

AT_ONCE = 500


@dataclass(frozen=True)
class Part:
    """One part of a load, when it is done. `rows` with histories, events and what the register shows."""

    name: str
    count: int
    rows: int
    seconds: float


def load(numbers: Numbers) -> Iterator[Part]:
    """Each batch is one transaction: a load that is stopped leaves whole batches, and is not gone on with."""
    world = World(numbers)
    yield _part(world, "organisations", numbers.organisations, _written(world, bodies.found))
    yield _part(world, "users", numbers.users, _written(world, people.enter))
    yield _part(world, "documents", numbers.documents, partial(policies.enter, world))
    yield _part(world, "agreements", numbers.agreements, partial(recording.enter, world))
    world.write_counters()
    drafts = further.sections(world) if numbers.events else []
    missing = max(0, numbers.events - Event.objects.count()) if numbers.events else 0
    yield _part(world, "events", missing, partial(further.enter, world, drafts=drafts))
    _gather_statistics()


def _part(world: World, name: str, count: int, enter: Callable[[range], None]) -> Part:
    began, before = time.monotonic(), world.stored
    for first in range(0, count, AT_ONCE):
        enter(range(first, min(first + AT_ONCE, count)))
    return Part(name, count, world.stored - before, time.monotonic() - began)


def _written(world: World, enter: Callable[[World, range], None]) -> Callable[[range], None]:
    def both(numbers: range) -> None:
        with transaction.atomic():
            enter(world, numbers)
            world.write()

    return both


def _gather_statistics() -> None:
    """PostgreSQL would do it by itself some minutes later, and plan badly until then."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
