"""SQLite only: every column is spelled as this product spells it.

SQLite keeps whatever it is given: an id in capitals or a time in another notation reads as the same value and yet is
no longer found by it. PostgreSQL has one spelling for each value of the types that are used.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, models

from audit.faults import Fault
from audit.history import HistoryRow, history_model, history_models
from audit.models import Event, EventAudience, ObjectHead

BATCH = 1000
OWN = {"recorded_at", "xid"}  # the database's


def faults() -> Iterator[Fault]:
    if connection.vendor != "sqlite":
        return
    histories: list[Any] = list(history_models())  # Any: simple-history adds what they are of
    tracked = [model.instance_type for model in histories]
    for model in (Event, EventAudience, ObjectHead, *histories, *tracked):
        yield from _of(model)


def _of(model: type[models.Model]) -> Iterator[Fault]:
    fields = _fields(model)
    table = model._meta.db_table
    names = ", ".join(f'+"{field.column}"' for field in fields)  # the plus keeps the driver from converting
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {names} FROM "{table}" ORDER BY rowid')  # noqa: S608  # names of our own tables
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                odd = [str(f.column) for f, raw in zip(fields, row, strict=True) if not _usual(f, raw)]
                if odd:
                    yield Fault(
                        f"A row of {table} is not spelled as usual: {', '.join(odd)}.", _event(model, row)
                    )


def _fields(model: type[models.Model]) -> list[Any]:
    found = model._meta.concrete_fields
    return [f for f in found if f.column not in OWN and not isinstance(f, models.DecimalField)]


def _usual(field: Any, raw: object) -> bool:
    value, column = raw, field.get_col(field.model._meta.db_table)
    try:
        for convert in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection)):
            value = convert(value, column, connection)
        again = field.get_db_prep_save(value, connection)
    except (ValueError, TypeError, AttributeError, ValidationError):
        return False
    if isinstance(again, memoryview):
        again = bytes(again)
    if isinstance(again, bool):
        again = int(again)
    return type(again) is type(raw) and again == raw


def _event(model: type[models.Model], row: tuple[object, ...]) -> UUID | None:
    """The event that the row belongs to: itself, the one of its audience, of its operation, or of its last change."""
    values = dict(zip([field.attname for field in _fields(model)], row, strict=True))
    try:
        if model is Event:
            return UUID(str(values["id"]))
        if model is EventAudience:
            return UUID(str(values["event_id"]))
        if model is ObjectHead:
            events = Event.objects.filter(target_id=str(values["target_id"]))
        elif issubclass(model, HistoryRow):
            events = Event.objects.for_operation(UUID(str(values["operation"])))
        else:
            key = {model._meta.pk.attname: values[model._meta.pk.attname]}
            last = history_model(model)._default_manager.filter(**key).order_by("-history_id").first()
            events = Event.objects.for_operation(last.operation) if last else Event.objects.none()
        return events.in_order().values_list("pk", flat=True).last()
    except (ValueError, ValidationError):
        return None
