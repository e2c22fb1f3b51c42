"""What many acts would have written, written in a few statements: for loads that no person waits for.

Every row of history and every event is made by the code that acts use, so the log is the same as if each act had run
by itself. What acts ask before they change anything (rights, lifecycles, `full_clean`) is not asked here: whoever
loads answers for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models, transaction

from audit import storing
from audit.bindings import BATCH, Binding, Bound, Columns, batches, columns_of, digest, digests
from audit.history import history_model, history_values
from audit.identifiers import new_id
from audit.models import Event, EventAudience, ObjectHead
from audit.operations import Operation, entered
from audit.storing import Values, picked, values_of
from audit.writing import Target, following, head_at

if TYPE_CHECKING:
    from audit.actors import HasActor
    from audit.canonical import Value
    from audit.verbs import Verb

Model = type[models.Model]


@dataclass
class _Running:
    """The operation that is being told, and the history rows that no event of it vouches for yet."""

    operation: Operation
    at: datetime
    unbound: list[Binding] = field(default_factory=list)
    columns: dict[str, Columns] = field(default_factory=dict)


@dataclass
class _Changes:
    """Rows that have changed, by table and key, and which of their fields."""

    rows: dict[Model, dict[object, models.Model]] = field(default_factory=lambda: defaultdict(dict))
    names: dict[Model, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))

    def store(self) -> None:
        for model, rows in self.rows.items():
            names = list(self.names[model])
            attributes = [_attribute(model, name) for name in names]
            told = [
                (key, *[getattr(row, attribute) for attribute in attributes]) for key, row in rows.items()
            ]
            storing.change(model, [model._meta.pk.name], names, told)


@dataclass(frozen=True)
class _Line:
    """An event to be, all but its place in a chain."""

    key: UUID
    at: datetime
    operation: Operation
    verb: Verb
    target: Target
    organisations: list[str]
    facts: Mapping[str, Value]
    reason: str
    bound: Bound


@cache
def _columns(model: Model) -> tuple[str, list[tuple[str, str]], Columns]:
    """The table, each column with the attribute that holds it, and the columns in order."""
    columns = columns_of(model)
    names = {field.column: field.attname for field in model._meta.concrete_fields}
    return model._meta.db_table, [(column, names[column]) for column in columns], columns


class Ledger:
    """Collects operations with their rows and events, until `write` stores them all.

    `draw` gives the keys of operations, history rows and events; each must sort after those before."""

    def __init__(self, draw: Callable[[], UUID] = new_id) -> None:
        self._draw = draw
        self._running: _Running | None = None
        self._clear()

    def _clear(self) -> None:
        self._rows: dict[Model, list[Values]] = defaultdict(list)
        self._changed = {first: _Changes() for first in (True, False)}
        self._histories: dict[Model, list[Values]] = defaultdict(list)
        self._samples: dict[Model, tuple[UUID, str]] = {}
        self._lines: list[_Line] = []

    @contextmanager
    def operation(self, by: HasActor, at: datetime) -> Iterator[None]:
        """One operation at one time. Raises RuntimeError where rows were told after its last event."""
        operation = Operation(by.as_actor(), id=self._draw())
        self._running = running = _Running(operation, at)
        try:
            with entered(operation):
                yield
            if running.unbound:
                raise RuntimeError(f"{len(running.unbound)} rows were told that no event vouches for")
        finally:
            self._running = None

    @property
    def _now(self) -> _Running:
        if self._running is None:
            raise RuntimeError("tell it within an operation")
        return self._running

    def add(self, *rows: models.Model) -> None:
        """New rows, as they are now."""
        for row in rows:
            self._keep_history(row, "+")
        self.keep(*rows)

    def keep(self, *rows: models.Model) -> None:
        """New rows of tables that have no history, which need no operation."""
        for row in rows:
            self._rows[type(row)].append(values_of(row))
            row._state.adding = False

    def change(self, row: models.Model, *names: str, first: bool = False) -> None:
        """A row of which these fields have changed; others stay as they are stored.

        `first`: it is stored before all that is told without it, as where one range ends for another to begin."""
        self._keep_history(row, "~")
        changes = self._changed[first]
        changes.rows[type(row)][row.pk] = row
        changes.names[type(row)].update(dict.fromkeys(names))

    def _keep_history(self, row: models.Model, history_type: str) -> None:
        running, key = self._now, self._draw()
        model: Model = history_model(type(row))
        held = history_values(row, history_type, key, running.at)
        table, names, columns = _columns(model)
        sha256 = digest({column: held[name] for column, name in names})
        self._histories[model].append(picked(model, held))
        self._samples.setdefault(model, (key, sha256))
        running.unbound.append([table, str(key), sha256])
        running.columns[table] = columns

    def record(
        self,
        verb: Verb,
        target: models.Model,
        *,
        audience: Iterable[models.Model] = (),
        facts: Mapping[str, Value] | None = None,
        reason: str = "",
    ) -> None:
        """As `audit.acts.record`: the event vouches for what was told since the last one."""
        running = self._now
        if running.unbound and not verb.changes_data:
            raise RuntimeError(f"rows changed, but {verb.name} says that no data change")
        bound = Bound(sorted(running.unbound), running.columns)
        running.unbound, running.columns = [], {}
        self._lines.append(
            _Line(
                self._draw(),
                running.at,
                running.operation,
                verb,
                Target.of(target),
                sorted({str(body.pk) for body in audience}),
                facts or {},
                reason,
                bound,
            )
        )

    def write(self) -> int:
        """Stores what was told, in one transaction, and forgets it; returns how many rows that were.

        New rows come in the order in which their models were first told, then changes. One history row of each table
        is read back: RuntimeError where the database holds it otherwise than the event says."""
        with transaction.atomic():
            stored = _insert(self._rows)
            for changes in self._changed.values():
                changes.store()
            stored += _insert(self._histories)
            for model, (key, sha256) in self._samples.items():
                if digests(model, [key], columns_of(model)).get(key) != sha256:
                    raise RuntimeError(f"{model._meta.db_table} does not hold what was given to it")
            stored += self._write_events()
        self._clear()
        return stored

    def _write_events(self) -> int:
        """Links the events to the chains of their things, and moves the ends of those step by step."""
        heads = _heads(line.target for line in self._lines)
        made: dict[Model, list[Values]] = {Event: [], EventAudience: [], ObjectHead: []}
        steps: list[list[Values]] = []  # the first step of each chain, the second, ...
        taken: dict[tuple[str, str], int] = {}
        for line in self._lines:
            thing = line.target.type, line.target.id
            event = _event(line, heads.get(thing))
            made[Event].append(values_of(event))
            made[EventAudience].extend(
                picked(EventAudience, {"event_id": event.pk, "organisation": UUID(key)})
                for key in line.organisations
            )
            end = head_at(event)
            if thing in heads:
                number = taken[thing] = taken.get(thing, 0) + 1
                if number > len(steps):
                    steps.append([])
                steps[number - 1].append((end.target_type, end.target_id, end.label, end.number, end.hash))
            else:
                made[ObjectHead].append(values_of(end))
            heads[thing] = end
        stored = _insert(made)
        for step in steps:
            storing.change(ObjectHead, ["target_type", "target_id"], ["label", "number", "hash"], step)
        return stored


def _insert(rows: Mapping[Model, list[Values]]) -> int:
    for model, values in rows.items():
        storing.insert(model, values)
    return sum(map(len, rows.values()))


def _event(line: _Line, head: ObjectHead | None) -> Event:
    return following(
        head,
        line.operation.id,
        line.verb,
        line.operation.actor,
        line.target,
        line.organisations,
        line.facts,
        line.reason,
        line.bound,
        key=line.key,
        at=line.at,
    )


def _heads(targets: Iterable[Target]) -> dict[tuple[str, str], ObjectHead]:
    """The ends of the chains of these things that have any, locked."""
    found = {}
    for batch in batches(sorted({target.id for target in targets}), BATCH):
        for head in ObjectHead.objects.select_for_update().filter(target_id__in=batch):
            found[head.target_type, head.target_id] = head
    return found


def _attribute(model: Model, name: str) -> str:
    """Where a row holds the value of a field as it is stored."""
    return str(model._meta.get_field(name).attname)  # type: ignore[union-attr]  # fields of tables have it
