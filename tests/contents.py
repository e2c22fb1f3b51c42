"""What stands in tables, as prints that are equal before and after what changed nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from django.db import connection, models


def contents(of: Iterable[type[models.Model]], but: Iterable[str] = ()) -> Mapping[str, str]:
    """A hash of the rows of each of these models, read as they are stored; `but`: columns that do not count."""
    with connection.cursor() as cursor:
        return {model._meta.label: _hash(cursor, model, set(but)) for model in of}


def _hash(cursor, model, but) -> str:
    columns = [
        field.column for field in model._meta.concrete_fields if field.column and field.name not in but
    ]
    names, table = map(connection.ops.quote_name, columns), connection.ops.quote_name(model._meta.db_table)
    cursor.execute(f"SELECT {', '.join(names)} FROM {table}")
    rows = sorted(
        repr([bytes(v) if isinstance(v, memoryview) else v for v in row]) for row in cursor.fetchall()
    )
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
