"""Many rows of one table in one go: COPY on PostgreSQL, one prepared statement on SQLite.

Neither goes round a trigger or a constraint. Keys of rows must be known before; what the database fills itself it
still fills.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from operator import itemgetter
from typing import Any, TypeAlias
from uuid import UUID

from django.db import connection, models
from django.db.models.fields import NOT_PROVIDED

Values: TypeAlias = tuple[object, ...]  # of the columns of `written`, in that order
Fields: TypeAlias = "tuple[models.Field[Any, Any], ...]"


@cache
def written(model: type[models.Model]) -> Fields:
    """The fields that a new row brings: not those that the database fills."""
    return tuple(
        field
        for field in model._meta.concrete_fields
        if field.column and field.db_default is NOT_PROVIDED and not isinstance(field, models.AutoField)
    )


@cache
def _reader(model: type[models.Model]) -> Callable[[Mapping[str, object]], Values]:
    return itemgetter(*[field.attname for field in written(model)])


def values_of(row: models.Model) -> Values:
    """What the row holds now. The row may change afterwards."""
    return picked(type(row), row.__dict__)


def picked(model: type[models.Model], held: Mapping[str, object]) -> Values:
    """As `values_of`, from the attributes of a row that is none yet."""
    return _reader(model)(held)


def insert(model: type[models.Model], rows: Sequence[Values]) -> None:
    """Inserts rows as `values_of` gave them."""
    if not rows:
        return
    fields = written(model)
    if connection.vendor == "postgresql":
        _copy(model._meta.db_table, fields, rows)
    else:
        names = ", ".join(_quoted(fields))
        marks = ", ".join(["%s"] * len(fields))
        _many(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', fields, rows)  # noqa: S608


def change(
    model: type[models.Model], keys: Sequence[str], names: Sequence[str], rows: Sequence[Values]
) -> None:
    """Sets the fields `names` of the rows that `keys` tell: each of `rows` has the values of `keys`, then of `names`.

    A row may stand there once."""
    if not rows:
        return
    told = tuple(model._meta.get_field(name) for name in (*keys, *names))
    fields = tuple(field for field in told if isinstance(field, models.Field))
    change_rows = _change_postgresql if connection.vendor == "postgresql" else _change_sqlite
    change_rows(model._meta.db_table, fields[: len(keys)], fields[len(keys) :], rows)


def _change_postgresql(table: str, keys: Fields, fields: Fields, rows: Sequence[Values]) -> None:
    names = ", ".join(_quoted((*keys, *fields)))
    sets = ", ".join(f"{name} = new.{name}" for name in _quoted(fields))
    same = " AND ".join(f'"{table}".{name} = new.{name}' for name in _quoted(keys))
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMP TABLE new_values AS SELECT {names} FROM "{table}" WITH NO DATA')  # noqa: S608
        _copy("new_values", (*keys, *fields), rows)
        cursor.execute(f'UPDATE "{table}" SET {sets} FROM new_values new WHERE {same}')  # noqa: S608
        cursor.execute("DROP TABLE new_values")


def _change_sqlite(table: str, keys: Fields, fields: Fields, rows: Sequence[Values]) -> None:
    sets = ", ".join(f"{name} = %s" for name in _quoted(fields))
    same = " AND ".join(f"{name} = %s" for name in _quoted(keys))
    turned = [(*row[len(keys) :], *row[: len(keys)]) for row in rows]
    _many(f'UPDATE "{table}" SET {sets} WHERE {same}', (*fields, *keys), turned)  # noqa: S608


def _quoted(fields: Fields) -> list[str]:
    return [f'"{field.column}"' for field in fields]


def _many(statement: str, fields: Fields, rows: Iterable[Values]) -> None:
    """The values spelled as Django spells them."""
    spell = [field.get_db_prep_save for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(
            statement,
            [tuple(one(value, connection) for one, value in zip(spell, row, strict=True)) for row in rows],
        )


# ---- the text form of COPY ------------------------------------------------------------------------


def _copy(table: str, fields: Fields, rows: Iterable[Values]) -> None:
    lines = io.StringIO()
    for row in rows:
        lines.write("\t".join([_TEXT.get(type(value), _other)(value) for value in row]))
        lines.write("\n")
    lines.seek(0)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(f'COPY "{table}" ({", ".join(_quoted(fields))}) FROM STDIN', lines)


def _escaped(text: str) -> str:
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if "\n" in text:
        text = text.replace("\n", "\\n")
    if "\t" in text:
        text = text.replace("\t", "\\t")
    if "\r" in text:
        text = text.replace("\r", "\\r")
    return text


def _other(value: object) -> str:
    """A choice of an enumeration; a list or an object of a column of JSON. Raises TypeError for anything else."""
    match value:
        case str():
            return _escaped(str(value))
        case dict() | list() | tuple():
            return _escaped(json.dumps(value))
    raise TypeError(f"{type(value).__name__} has no text form here")


_TEXT: dict[type, Callable[[Any], str]] = {
    type(None): lambda value: "\\N",
    str: _escaped,
    UUID: str,
    int: str,
    bool: lambda value: "t" if value else "f",
    date: date.isoformat,
    datetime: datetime.isoformat,
    bytes: lambda value: "\\\\x" + value.hex(),
}
