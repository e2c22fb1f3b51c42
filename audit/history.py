"""History of rows: which field of which row changed, in which operation. A thin layer over django-simple-history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords
from simple_history.utils import get_history_manager_for_model

from audit.actors import Actor
from audit.identifiers import new_id
from audit.operations import required_operation

M = TypeVar("M", bound=models.Model)
BATCH = 500


def operation_id() -> UUID:
    """The running operation's id: default of every history row. Raises OutsideAct."""
    return required_operation("history is written").id


class HistoryRow(models.Model):
    """Base of every history table. One row: what a tracked row held after one change of it."""

    operation = models.UUIDField(db_index=True, default=operation_id, editable=False)

    class Meta:
        abstract = True


def _who(row: Any) -> str:  # simple-history hands over a model that it made itself
    return str(row.history_user_id)


def _set_who(row: Any, actor: Actor | None) -> None:
    if actor is not None:
        row.history_user_id = _name(actor)


def _name(actor: Actor) -> str:
    return f"{actor.kind}:{actor.id}"


class History(HistoricalRecords):  # type: ignore[misc]  # simple-history has no types
    """`history = History()` on a model: every save and deletion is kept, and may happen inside an act only.

    The actor stands in `history_user_id` as text ("person:<id>"), the operation in `operation`. Neither switch of
    simple-history that leaves out a row is heeded. Fields named in `excluded_fields` are not kept."""

    def __init__(self, excluded_fields: Sequence[str] = (), **options: Any) -> None:
        if options.get("m2m_fields"):
            raise TypeError("track the rows of a many-to-many relation by a model of their own")
        super().__init__(
            excluded_fields=list(excluded_fields),
            bases=(HistoryRow,),
            history_id_field=models.UUIDField(default=new_id, editable=False),
            history_user_id_field=models.CharField(max_length=300, editable=False),
            history_user_getter=_who,
            history_user_setter=_set_who,
            **options,
        )

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:
        super().finalize(sender, **kwargs)
        if hasattr(sender._meta, "simple_history_manager_attribute"):
            models.signals.pre_save.connect(self.pre_save, sender=sender, weak=False)

    def add_extra_methods(self, cls: type[models.Model]) -> None:
        """No way to save without history."""

    def get_history_user(self, instance: models.Model) -> Actor:
        return required_operation("history is written").actor

    def pre_save(self, instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
        if not raw:
            required_operation(f"{instance._meta.label} is saved")

    def pre_delete(self, instance: models.Model, **kwargs: Any) -> None:
        required_operation(f"{instance._meta.label} is deleted")
        super().pre_delete(instance, **kwargs)

    def post_save(
        self,
        instance: models.Model,
        created: bool,
        using: str | None = None,
        raw: bool = False,
        **kwargs: Any,
    ) -> None:
        if not raw:
            self.create_historical_record(instance, "+" if created else "~", using=using)

    def post_delete(self, instance: models.Model, using: str | None = None, **kwargs: Any) -> None:
        self.create_historical_record(instance, "-", using=using)

    def create_historical_record(
        self, instance: models.Model, history_type: str, using: str | None = None
    ) -> None:
        row = history_row(instance, history_type)
        row.save(force_insert=True)
        note([row], instance)


def history_row(instance: models.Model, history_type: str) -> models.Model:
    """An unsaved history row of what the instance holds now; `history_type` is "+", "~" or "-"."""
    at = getattr(instance, "_history_date", None) or timezone.now()
    row: models.Model = history_model(type(instance))(**history_values(instance, history_type, new_id(), at))
    return row


def history_values(instance: models.Model, history_type: str, key: UUID, at: datetime) -> dict[str, object]:
    """What a history row of the instance holds, by the names of its attributes."""
    operation = required_operation("history is written")
    return {
        "history_id": key,
        "history_date": at,
        "history_type": history_type,
        "history_user_id": _name(operation.actor),
        "history_change_reason": getattr(instance, "_change_reason", None),
        "operation": operation.id,
        **{name: getattr(instance, name) for name in _tracked(type(instance))},
    }


@cache
def _tracked(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in history_model(model).tracked_fields)


def note(rows: Iterable[models.Model], last: models.Model) -> None:
    """Tells the running act which history rows its next event has to vouch for."""
    frame = required_operation("history is written").frame
    frame.unbound.extend((type(row), row.pk) for row in rows)
    frame.last_saved = last


@cache
def history_model(model: type[models.Model]) -> Any:
    """The history table of a tracked model, as simple-history made it. Raises NotHistoricalModelError."""
    return get_history_manager_for_model(model).model


def history_models() -> list[type[models.Model]]:
    """Every history table, in the order of their names."""
    found = [model for model in apps.get_models() if issubclass(model, HistoryRow)]
    return sorted(found, key=lambda model: model._meta.db_table)


def bulk_create(model: type[M], rows: Iterable[M]) -> list[M]:
    """Inserts many rows with a history row each, inside an act. Their keys must be known before (UUIDs are)."""
    rows = list(rows)
    required_operation(f"{model._meta.label} is saved")
    model._default_manager.bulk_create(rows, batch_size=BATCH)
    _write_history(rows, "+")
    return rows


def bulk_update(rows: Iterable[models.Model], fields: Sequence[str]) -> None:
    """Updates fields of many rows of one model with a history row each, inside an act.

    The rows must be whole: their other fields go into the history as they are."""
    rows = list(rows)
    required_operation("rows are saved")
    if rows:
        type(rows[0])._default_manager.bulk_update(rows, fields, batch_size=BATCH)
        _write_history(rows, "~")


def _write_history(rows: Sequence[models.Model], history_type: str) -> None:
    if rows:
        made = [history_row(row, history_type) for row in rows]
        type(made[0])._default_manager.bulk_create(made, batch_size=BATCH)
        note(made, rows[-1])
