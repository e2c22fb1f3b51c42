"""Acts: every change is one, with one transaction, one operation id, and its line in the log."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, connection, models, transaction
from django.utils.translation import gettext as _

from audit import listeners, refusals
from audit.actors import Actor, HasActor
from audit.bindings import bind
from audit.canonical import Value
from audit.errors import ChainCollision, InvalidMove
from audit.models import Event
from audit.operations import Operation, current_operation, entered, required_operation
from audit.verbs import Verb
from audit.writing import Target, append

__all__ = ["act", "current_operation", "operating", "record"]

logger = logging.getLogger(__name__)
ACTS: set[str] = set()  # the names of all acts that are loaded
P = ParamSpec("P")
R = TypeVar("R")
TRIES = 4  # the first, and three more
LOST_A_RACE = {"40001", "40P01"}  # PostgreSQL: serialisation failure, deadlock
REFUSALS = (PermissionDenied, InvalidMove, ValidationError)


def act(function: Callable[P, R]) -> Callable[P, R]:
    """Makes a function an act: it takes `by`, and either all of it happens, with its events, or nothing.

    An act within an act shares transaction and operation (on a savepoint, so that the outer one may go on when the
    inner one is refused). The outermost act records a refusal after its rollback and raises it again; it starts again,
    up to three times, when it lost a race between transactions. Raises RuntimeError for an act that changed tracked
    rows and recorded no changing event after it, PermissionDenied where nobody is signed in."""
    name = f"{function.__module__}.{function.__qualname__}".replace(".services.", ".")
    ACTS.add(name)

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        actor = _actor(kwargs.get("by"), name)
        running = current_operation()
        if running is not None:
            with transaction.atomic(), running.running(name):
                return function(*args, **kwargs)
        try:
            return _outermost(actor, name, lambda: function(*args, **kwargs))
        except REFUSALS as error:
            refusals.note(actor, name, args[0] if args else None, error)
            raise

    return wrapper


def _actor(by: object, name: str) -> Actor:
    if by is None:
        raise TypeError(f"{name} is an act: say by whom, as in by=person")
    if not hasattr(by, "as_actor"):
        raise PermissionDenied(_("Sign in first."))
    actor = by.as_actor()
    if not isinstance(actor, Actor):
        raise TypeError(f"{by!r} gives no actor")
    return actor


def _outermost(actor: Actor, name: str, run: Callable[[], R]) -> R:
    for chance in range(1, TRIES + 1):
        try:
            with operating(actor, name):
                return run()
        except (OperationalError, ChainCollision) as error:
            if chance == TRIES or connection.in_atomic_block or not _lost_a_race(error):
                raise
            logger.info("%s lost a race and starts again", name)
            time.sleep(random.uniform(0.005, 0.03) * chance)  # noqa: S311  # not a secret
    raise AssertionError("unreachable")


def _lost_a_race(error: Exception) -> bool:
    return isinstance(error, ChainCollision) or getattr(error.__cause__, "pgcode", None) in LOST_A_RACE


@contextmanager
def operating(actor: Actor, name: str) -> Iterator[Operation]:
    """An operation and its transaction, as the outermost act has them. Raises RuntimeError inside a transaction that
    is open already: what is recorded after a rollback would go with it."""
    with transaction.atomic(durable=True), entered(Operation(actor)) as operation, operation.running(name):
        yield operation


def record(
    verb: Verb,
    target: models.Model,
    *,
    by: HasActor,
    audience: Iterable[models.Model | UUID] = (),
    facts: Mapping[str, Value] | None = None,
    reason: str = "",
) -> Event:
    """Writes one line of the log, within an act, after the change.

    `audience`: organisations whose auditors may see it. `facts`: names, numbers, hashes; never what a service user
    wrote. The event vouches for the history rows that the act saved since its last event. Raises OutsideAct; TypeError
    for facts with a float or another type that has no exact text; RuntimeError when rows were changed and the verb
    says that it changes no data."""
    operation = required_operation("an event is recorded")
    frame = operation.frame
    if frame.unbound and not verb.changes_data:
        raise RuntimeError(f"{frame.name} changed rows, but {verb.name} says that no data change")
    bound, frame.unbound = bind(frame.unbound), []
    organisations = [item if isinstance(item, UUID) else item.pk for item in audience]
    event = append(
        operation.id, verb, by.as_actor(), Target.of(target), organisations, facts or {}, reason, bound
    )
    listeners.tell(event)
    return event
