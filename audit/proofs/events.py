"""Each event by itself: its bytes and hash, its columns, its audience, the history rows that it vouches for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import models

from audit.bindings import batches, columns_of, digests
from audit.canonical import Value, canonical
from audit.faults import Fault
from audit.history import history_models
from audit.models import Event, EventAudience
from audit.models.event import leaf_hash
from audit.verbs import VERBS
from audit.writing import columns

BATCH = 1000
KEYS = {"audience", "facts", "reason", "history", "columns"}  # what stands in the bytes alone
Claim = tuple[UUID, str, UUID]  # a history row, the hash that an event holds of it, the event


def faults() -> Iterator[Fault]:
    last: UUID | None = None
    for batch in batches(Event.objects.in_order().iterator(chunk_size=BATCH), BATCH):
        contents = {}
        for event in batch:
            content, found = _content(event)
            yield from found
            if content is not None:
                contents[event.pk] = content
        yield from _audiences(contents, last, batch[-1].pk)
        yield from _history(contents)
        last = batch[-1].pk
    yield from _audiences({}, last, None)


def _content(event: Event) -> tuple[dict[str, Any] | None, list[Fault]]:
    """What the bytes say, if they can be read; and what is wrong with bytes, hash and columns."""
    data = bytes(event.data) if isinstance(event.data, bytes | memoryview) else b""
    if leaf_hash(data) != event.leaf_hash:
        return None, [Fault("The bytes of an event do not have the hash that stands beside them.", event.pk)]
    try:
        content = json.loads(data)
        if canonical(content) != data or not content.keys() > KEYS:
            raise ValueError("not what append() writes")
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None, [Fault("The bytes of an event cannot be read.", event.pk)]
    try:
        told = {key: value for key, value in content.items() if key not in KEYS}
        same = _alike(told, columns(event))
    except (AttributeError, TypeError, ValueError):
        same = False
    if not same:
        return content, [Fault("A column of an event differs from its hashed bytes.", event.pk)]
    return content, []


def _alike(told: Value, column: Value) -> bool:
    """Equal in value and in type: 1 is not true and not 1.0."""
    if isinstance(told, dict) and isinstance(column, dict):
        return told.keys() == column.keys() and all(_alike(told[key], column[key]) for key in told)
    return type(told) is type(column) and told == column


def _audiences(
    contents: dict[UUID, dict[str, Any]], after: UUID | None, until: UUID | None
) -> Iterator[Fault]:
    """The audience rows in a range of event keys are those of the bytes. Ranges without a gap find every stray row."""
    rows = EventAudience.objects.order_by("event_id", "organisation")
    if after is not None:
        rows = rows.filter(event_id__gt=after)
    if until is not None:
        rows = rows.filter(event_id__lte=until)
    stored: dict[UUID, list[str]] = {key: [] for key in contents}
    for event, organisation in rows.values_list("event_id", "organisation").iterator(chunk_size=BATCH):
        stored.setdefault(event, []).append(str(organisation))
    for event, organisations in stored.items():
        if event not in contents:
            if not Event.objects.filter(pk=event).exists():
                yield Fault("A row of an audience belongs to no event.", event)
        elif sorted(organisations) != contents[event]["audience"]:
            yield Fault("The audience of an event differs from its hashed bytes.", event)


def _history(contents: dict[UUID, dict[str, Any]]) -> Iterator[Fault]:
    """The history rows that events vouch for are there and unchanged."""
    tables = {model._meta.db_table: model for model in history_models()}
    claims: dict[tuple[str, tuple[str, ...]], list[Claim]] = {}
    for event, content in contents.items():
        verb = VERBS.get(content["verb"])
        if verb is not None and not verb.changes_data and content["history"]:
            yield Fault("An event changed rows, but its verb says that no data change.", event)
        for table, key, digest in content["history"]:
            columns = tuple(content["columns"].get(table, ()))
            claims.setdefault((table, columns), []).append((UUID(key), digest, event))
    for (table, columns), claimed in claims.items():
        if table in tables:
            yield from _compared(tables[table], list(columns), claimed)
        else:
            yield Fault(f"The history {table} is gone.", claimed[0][2])


def _compared(model: type[models.Model], columns: list[str], claimed: list[Claim]) -> Iterator[Fault]:
    table = model._meta.db_table
    gone = set(columns) - set(columns_of(model))
    if gone or not columns:
        yield Fault(
            f"The history {table} has lost columns: {', '.join(sorted(gone)) or 'all'}.", claimed[0][2]
        )
        return
    stored = _digests(model, columns, claimed)
    for key, digest, event in claimed:
        if key not in stored:
            yield Fault(f"The history row {key} of {table} is gone.", event)
        elif stored[key] != digest:
            yield Fault(f"The history row {key} of {table} was changed.", event)


def _digests(model: type[models.Model], columns: list[str], claimed: list[Claim]) -> dict[UUID, str]:
    """A row whose values cannot be read at all (SQLite takes any) counts as changed."""
    try:
        return digests(model, [key for key, _digest, _event in claimed], columns)
    except (TypeError, ValueError):
        found: dict[UUID, str] = {}
        for key, _digest, _event in claimed:
            try:
                found |= digests(model, [key], columns)
            except (TypeError, ValueError):
                found[key] = ""
        return found
