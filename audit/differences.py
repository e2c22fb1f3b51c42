"""What changed in an operation, field by field, from the history rows that its events vouch for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from audit.bindings import row_digest
from audit.history import history_models
from audit.models import Event, ObjectHead
from audit.models.event import type_of

ROWS = 100  # shown at most
TABLES = 4  # ... of as many kinds, one query each
OF_HISTORY = {
    "history_id",
    "history_date",
    "history_type",
    "history_user_id",
    "history_change_reason",
    "operation",
}


@dataclass(frozen=True)
class Change:
    """One field of one row: its name for people, and what it held before and after ("" for nothing)."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """One changed row. `kind` is "+", "~" or "-"; `sound`: the row still has the hash that its event holds."""

    what: str
    label: str
    kind: str
    changes: list[Change]
    sound: bool


@dataclass
class Differences:
    """Rows in the order of writing; `left_out` counts those beyond what a page shows."""

    rows: list[RowChange] = field(default_factory=list)
    left_out: int = 0


def differences(
    events: Sequence[Event],
    target_ids: Iterable[str] = (),
    hides: Callable[[Collection[ObjectHead]], Collection[str]] = lambda heads: (),
) -> tuple[Differences, dict[str, ObjectHead]]:
    """What the rows of these events changed; and the heads of the chains of every thing named, by its key.

    `hides` tells the keys of things whose names the reader must not learn: they go by their kind alone. One query for
    every table (four at most), one for the names of the rows that others point to."""
    claims = sorted({(table, key, sha) for event in events for table, key, sha in event.history})
    columns = {table: names for event in events for table, names in event.history_columns.items()}
    models_by_table = {model._meta.db_table: model for model in history_models()}
    shown: list[tuple[models.Model, models.Model | None, str]] = []
    for number, (table, group) in enumerate(groupby(claims, key=lambda claim: claim[0])):
        model, hashes = models_by_table.get(table), {UUID(key): sha for _table, key, sha in group}
        if model is not None and number < TABLES:
            shown += _with_previous(model, hashes)
    shown.sort(key=lambda item: item[0].pk)
    del shown[ROWS:]
    heads = _heads(shown, target_ids)
    for key in hides(heads.values()):
        heads[key].label = _("another thing that you may not see")
    rows = [
        _row_change(row, before, heads, sound=row_digest(row, columns[row._meta.db_table]) == sha)
        for row, before, sha in shown
    ]
    return Differences(rows, len(claims) - len(rows)), heads


def _with_previous(
    model: type[models.Model], hashes: dict[UUID, str]
) -> list[tuple[models.Model, models.Model | None, str]]:
    """Each history row with the one of the same thing before it, and the hash that its event holds."""
    key = _thing_key(model)
    keys = sorted(hashes)[:ROWS]
    manager = model._default_manager
    older = manager.filter(**{key: OuterRef(key)}, history_id__lt=OuterRef("history_id")).order_by(
        "-history_id"
    )
    previous = manager.filter(pk__in=keys).annotate(previous=Subquery(older.values("history_id")[:1]))
    rows = list(manager.filter(Q(pk__in=keys) | Q(pk__in=previous.values("previous"))).order_by("pk"))
    found: list[tuple[models.Model, models.Model | None, str]] = []
    last: dict[object, models.Model] = {}
    for row in rows:
        thing = getattr(row, key)
        if row.pk in hashes:
            found.append((row, last.get(thing), hashes[row.pk]))
        last[thing] = row
    return found


def _thing_key(model: Any) -> str:
    """The column of a history table that holds the key of the tracked row."""
    return str(model.instance_type._meta.pk.attname)


def _fields(model: type[models.Model]) -> list[Any]:
    key = _thing_key(model)
    return [f for f in model._meta.concrete_fields if f.attname not in OF_HISTORY and f.attname != key]


def _heads(shown: list[Any], target_ids: Iterable[str]) -> dict[str, ObjectHead]:
    """Heads by key of a thing: how its last event named it."""
    keys = set(target_ids)
    for row, before, _sha in shown:
        keys.add(str(getattr(row, _thing_key(type(row)))))
        for f in _fields(type(row)):
            if f.is_relation:
                keys |= {str(getattr(r, f.attname)) for r in (row, before) if r is not None}
    return {head.target_id: head for head in ObjectHead.objects.filter(target_id__in=keys - {"None"})}


def _row_change(row: Any, before: Any, heads: dict[str, ObjectHead], *, sound: bool) -> RowChange:
    tracked = row.instance_type
    kind = row.history_type
    changes = []
    for f in _fields(type(row)):
        old = (
            _text(f, getattr(row if kind == "-" else before, f.attname), heads)
            if before or kind == "-"
            else ""
        )
        new = "" if kind == "-" else _text(f, getattr(row, f.attname), heads)
        if old != new:
            changes.append(Change(_name(tracked, f), old, new))
    key = str(getattr(row, _thing_key(type(row))))
    head = heads.get(key)
    label = head.label if head is not None and head.target_type == type_of(tracked) else ""
    return RowChange(capfirst(str(tracked._meta.verbose_name)), label, kind, changes, sound)


def _name(tracked: type[models.Model], f: Any) -> str:
    try:
        name = str(tracked._meta.get_field(f.name).verbose_name)  # type: ignore[union-attr]  # never generic
    except FieldDoesNotExist:
        name = str(f.name).replace("_", " ")
    return capfirst(name)


def _text(f: Any, value: object, heads: dict[str, ObjectHead]) -> str:
    """A value for people; a row that another points to by the name that the log knows."""
    if value is None or value == "":
        return ""
    if f.is_relation:
        head = heads.get(str(value))
        return head.label if head is not None else str(value)
    if f.flatchoices:
        return str(dict(f.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i:s")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return str(value)
