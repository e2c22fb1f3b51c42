"""Columns that the database fills itself, beside what is hashed."""

from __future__ import annotations

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.functions import Now


class DatabaseClock(models.DateTimeField):  # type: ignore[type-arg]  # not subscriptable at run time
    """The database's own time of writing."""

    def __init__(self, **kwargs: object) -> None:
        kwargs["db_default"] = Now()
        kwargs["editable"] = False
        super().__init__(**kwargs)  # type: ignore[arg-type]


class CurrentTransaction(models.Func):
    """The id of the running transaction on PostgreSQL; NULL on SQLite, which has one writer at a time."""

    template = "NULL"
    arity = 0
    output_field = models.BigIntegerField(null=True)

    def as_postgresql(
        self, compiler: object, connection: object, **context: object
    ) -> tuple[str, list[object]]:
        return "(pg_current_xact_id()::text::bigint)", []


class TransactionId(models.BigIntegerField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Which transaction wrote the row; the sealer orders by it on PostgreSQL."""

    def __init__(self, **kwargs: object) -> None:
        kwargs["null"] = True
        kwargs["db_default"] = CurrentTransaction()
        kwargs["editable"] = False
        super().__init__(**kwargs)  # type: ignore[arg-type]

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "bigint"
