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
from audit.history import history_models
from audit.models import Event, EventAudience, ObjectHead

BATCH = 1000
OWN = {"recorded_at", "xid"}  # the database's


def faults() -> Iterator[Fault]:
    if connection.vendor != "sqlite":
        return
    tables: list[type[models.Model]] = [Event, EventAudience, ObjectHead, *history_models()]
    for model in tables:
        yield from _of(model)


def _of(model: type[models.Model]) -> Iterator[Fault]:
    fields = [
        f
        for f in model._meta.concrete_fields
        if f.column not in OWN and not isinstance(f, models.DecimalField)
    ]
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
    if model not in (Event, EventAudience):
        return None
    try:
        return UUID(str(row[0]))
    except ValueError:
        return None
