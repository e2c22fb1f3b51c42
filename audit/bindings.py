"""What ties a history row to its event: the hash of all its columns, as the database gives them back.

The rows are read back before they are hashed, so that the hash at the time of writing and the one at the time of
checking come from the same values on either engine, whatever a field makes of what it is given.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
Columns = list[str]


@dataclass(frozen=True)
class Bound:
    """What an event says of history rows: each with its hash, and which columns of each table were hashed.

    A column that a later migration adds is not vouched for by the events before it, and does not break them."""

    rows: list[Binding]
    columns: dict[str, Columns]


NOTHING = Bound([], {})


def bind(rows: Iterable[tuple[type[models.Model], UUID]]) -> Bound:
    """Reads the rows back and hashes them, in order of table and key."""
    by_model: dict[type[models.Model], list[UUID]] = {}
    for model, key in rows:
        by_model.setdefault(model, []).append(key)
    columns = {model._meta.db_table: columns_of(model) for model in by_model}
    found = [
        [model._meta.db_table, str(key), digest]
        for model, keys in by_model.items()
        for key, digest in digests(model, keys, columns[model._meta.db_table]).items()
    ]
    return Bound(sorted(found), columns)


def columns_of(model: type[models.Model]) -> Columns:
    return sorted(field.column for field in model._meta.concrete_fields if field.column)


def digests(model: type[models.Model], keys: Sequence[UUID], columns: Columns) -> dict[UUID, str]:
    """Hash of each of these history rows that is stored, by key. One query for every 500 keys.

    Raises KeyError for a column that the table does not have; TypeError for a value that has no exact text."""
    names = {field.column: field.attname for field in model._meta.concrete_fields}
    wanted = [names[column] for column in columns]
    found: dict[UUID, str] = {}
    for batch in batches(keys, BATCH):
        for values in model._default_manager.filter(pk__in=batch).order_by().values_list("pk", *wanted):
            found[values[0]] = digest(dict(zip(columns, values[1:], strict=True)))
    return found


def digest(columns: Mapping[str, object]) -> str:
    """SHA-256 of a row's columns, in hexadecimal. Raises TypeError for a value that has no exact text, as a float."""
    return hashlib.sha256(exact({name: plain(value) for name, value in columns.items()})).hexdigest()


def row_digest(row: models.Model, columns: Columns) -> str:
    """As `digests`, for a row that was read whole."""
    names = {field.column: field.attname for field in row._meta.concrete_fields}
    return digest({column: getattr(row, names[column], None) for column in columns if column in names})


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
