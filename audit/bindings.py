"""What ties a history row to its event: the hash of all its columns, as the database gives them back.

The rows are read back before they are hashed, so that the hash at the time of writing and the one at the time of
checking come from the same values on either engine, whatever a field makes of what it is given.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import models

from audit.canonical import Value, exact

T = TypeVar("T")
BATCH = 500  # keys in one query; SQLite takes up to 999 variables in its oldest builds

Binding = list[str]  # table, history id, hash


def bindings(rows: Iterable[tuple[type[models.Model], UUID]]) -> list[Binding]:
    """The binding of each row that is stored, in order of table and key."""
    by_model: dict[type[models.Model], list[UUID]] = {}
    for model, key in rows:
        by_model.setdefault(model, []).append(key)
    return sorted(
        [model._meta.db_table, str(key), digest]
        for model, keys in by_model.items()
        for key, digest in digests(model, keys).items()
    )


def digests(model: type[models.Model], keys: Sequence[UUID]) -> dict[UUID, str]:
    """Hash of each of these history rows that is stored, by key. One query for every 500."""
    names = [field.attname for field in model._meta.concrete_fields]
    found: dict[UUID, str] = {}
    for batch in batches(keys, BATCH):
        for values in model._default_manager.filter(pk__in=batch).values_list("pk", *names).order_by():
            found[values[0]] = digest(dict(zip(names, values[1:], strict=True)))
    return found


def digest(columns: Mapping[str, object]) -> str:
    """SHA-256 of a row's columns, in hexadecimal. Raises TypeError for a value that has no exact text, as a float."""
    return hashlib.sha256(exact({name: plain(value) for name, value in columns.items()})).hexdigest()


def plain(value: object) -> Value:
    """A column's value as a JSON value. Raises TypeError for a float or an unknown type."""
    match value:
        case None | bool() | int() | str():
            return value
        case UUID() | Decimal() | time() | timedelta():
            return str(value)
        case datetime():
            return moment(value)
        case date():
            return value.isoformat()
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
        case list() | tuple():
            return [plain(inner) for inner in value]
        case dict():
            return {str(key): plain(inner) for key, inner in value.items()}
    raise TypeError(f"{type(value).__name__} cannot be bound to an event")


def moment(value: datetime) -> str:
    """UTC with microseconds, as "2026-11-24T09:15:00.000000Z"."""
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
