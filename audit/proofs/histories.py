"""Every history row is vouched for by exactly one event of its operation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from django.db import models

from audit.bindings import batches
from audit.faults import Fault
from audit.history import history_models
from audit.models import Event

BATCH = 500


def faults() -> Iterator[Fault]:
    for model in history_models():
        rows = model._default_manager.order_by("pk").values_list("pk", "operation")
        for batch in batches(rows.iterator(chunk_size=BATCH), BATCH):
            yield from _unvouched(model, dict(batch))


def _unvouched(model: type[models.Model], operations: dict[UUID, UUID]) -> Iterator[Fault]:
    table = model._meta.db_table
    vouched: Counter[tuple[UUID, str]] = Counter()
    events = Event.objects.filter(operation__in=set(operations.values())).in_order()
    for event in events.iterator(chunk_size=BATCH):
        try:
            vouched.update((event.operation, key) for name, key, _digest in event.history if name == table)
        except (ValueError, KeyError, TypeError):
            continue  # its bytes are broken: named already
    for key, operation in operations.items():
        times = vouched[operation, str(key)]
        if times != 1:
            yield Fault(
                f"The history row {key} of {table} has {times} events that vouch for it, not one.",
                _event_of(operation),
            )


def _event_of(operation: UUID) -> UUID | None:
    """The last event of an operation."""
    return Event.objects.for_operation(operation).order_by("-pk").values_list("pk", flat=True).first()
