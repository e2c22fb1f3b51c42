"""The operation that is under way: which acts are running in this thread, for whom, and what they have changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

from audit.errors import OutsideAct
from audit.identifiers import new_id

if TYPE_CHECKING:
    from audit.actors import Actor


@dataclass
class Frame:
    """One running act. `unbound` are the history rows that it wrote and that no event vouches for yet."""

    name: str
    unbound: list[tuple[type[models.Model], UUID]] = field(default_factory=list)
    last_saved: models.Model | None = None


@dataclass
class Operation:
    """What the acts of one transaction share. The innermost running act is the last frame."""

    actor: Actor
    id: UUID = field(default_factory=new_id)
    frames: list[Frame] = field(default_factory=list)
    begun: set[str] = field(default_factory=set)

    @property
    def frame(self) -> Frame:
        return self.frames[-1]

    def is_first(self, name: str) -> bool:
        """True for the first who asks under this name: for what is to happen once in an operation."""
        first = name not in self.begun
        self.begun.add(name)
        return first

    @contextmanager
    def running(self, name: str) -> Iterator[Frame]:
        """One act within the operation. Raises RuntimeError where it leaves changed rows that no event tells of."""
        frame = Frame(name)
        self.frames.append(frame)
        try:
            yield frame
            if frame.unbound:
                tables = sorted({model._meta.db_table for model, _key in frame.unbound})
                raise RuntimeError(
                    f"{name} changed rows after its last record(), or recorded nothing: {', '.join(tables)}"
                )
        finally:
            self.frames.pop()


_current: ContextVar[Operation | None] = ContextVar("operation", default=None)


def current_operation() -> Operation | None:
    return _current.get()


def required_operation(for_what: str) -> Operation:
    """Raises OutsideAct where no act is running."""
    operation = _current.get()
    if operation is None:
        raise OutsideAct(f"{for_what} only inside an act: see audit.acts.act")
    return operation


@contextmanager
def entered(operation: Operation) -> Iterator[Operation]:
    token = _current.set(operation)
    try:
        yield operation
    finally:
        _current.reset(token)
