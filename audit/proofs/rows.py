"""Every tracked row holds what its newest history row says, and none is gone that was not deleted by an act.

The history is vouched for by events; so a row that was changed past the acts is found by what it should hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef

from audit.bindings import batches, plain
from audit.faults import Fault
from audit.history import history_models
from audit.models import Event

BATCH = 200


def faults() -> Iterator[Fault]:
    for model in history_models():
        yield from _gone(model)  # first: a row whose key was changed is gone under the one that events name
        yield from _changed(model)


def _changed(model: Any) -> Iterator[Fault]:
    tracked = model.instance_type
    for rows in batches(tracked._base_manager.order_by("pk").iterator(chunk_size=BATCH), BATCH):
        newest = _newest(model, [row.pk for row in rows])
        for row in rows:
            history = newest.get(row.pk)
            if history is None:
                yield Fault(f"{_name(tracked, row.pk)} has no history.")
            elif history.history_type == "-":
                yield Fault(f"{_name(tracked, row.pk)} is there, though it was deleted.", _event_of(history))
            elif different := _different(model, row, history):
                yield Fault(
                    f"{_name(tracked, row.pk)} differs from its history in {', '.join(different)}.",
                    _event_of(history),
                )


def _newest(model: Any, keys: list[object]) -> dict[object, Any]:
    """The last history row of each thing. Keys of history rows sort by time of writing."""
    key = _thing_key(model)
    later = model._default_manager.filter(**{key: OuterRef(key)}, history_id__gt=OuterRef("history_id"))
    rows = model._default_manager.filter(~Exists(later), **{f"{key}__in": keys})
    return {getattr(row, key): row for row in rows}


def _different(model: Any, row: models.Model, history: models.Model) -> list[str]:
    """The columns that hold something else."""
    names = [field.attname for field in model.tracked_fields]
    return [name for name in names if _plain(getattr(row, name)) != _plain(getattr(history, name))]


def _plain(value: object) -> object:
    """A file by its name, a value that has no exact text as it is."""
    try:
        return plain(value)
    except TypeError:
        return str(value)


def _gone(model: Any) -> Iterator[Fault]:
    """Things whose newest history row is no deletion and which are not stored."""
    key, tracked = _thing_key(model), model.instance_type
    later = model._default_manager.filter(**{key: OuterRef(key)}, history_id__gt=OuterRef("history_id"))
    stored = tracked._base_manager.filter(pk=OuterRef(key))
    lost = model._default_manager.filter(~Exists(later), ~Exists(stored)).exclude(history_type="-")
    for history in lost.order_by("pk").iterator(chunk_size=BATCH):
        yield Fault(f"{_name(tracked, getattr(history, key))} is gone.", _event_of(history))


def _thing_key(model: Any) -> str:
    return str(model.instance_type._meta.pk.attname)


def _name(tracked: type[models.Model], key: object) -> str:
    return f"The row {key} of {tracked._meta.db_table}"


def _event_of(history: Any) -> UUID | None:
    """The event that vouches for a history row: one of its operation."""
    events = Event.objects.for_operation(history.operation).in_order()
    for event in events:
        try:
            if any(key == str(history.pk) for _table, key, _digest in event.history):
                return event.pk
        except (ValueError, KeyError, TypeError):
            continue  # its bytes are broken: named already
    return events.values_list("pk", flat=True).last()
