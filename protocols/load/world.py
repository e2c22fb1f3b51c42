"""What all parts of a load share: the ledger that they write to, and who is there."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from audit import actors
from audit.bulk import Ledger
from governance.models import Body, ReferenceCounter
from protocols.load.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audit.actors import HasActor
    from governance.kinds import Kind
    from organisations.models import Organisation, User
    from protocols.load.numbers import Numbers

SEED = actors.job("seed_load")
AT_ONCE = 500  # bodies asked for in one query


@dataclass(frozen=True)
class Desk:
    """An organisation whose people can keep documents: one writes, another approves."""

    organisation: Organisation
    officer: User
    manager: User


class World:
    """Filled part by part; `write` stores what was told since the last time."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.clock = Clock(numbers.seed, numbers.today, numbers.operations)
        self.key = self.clock.key
        self.ledger = Ledger(self.clock.key)
        self.organisations: list[Organisation] = []
        self.people: list[tuple[User, list[Organisation]]] = []
        self.desks: list[Desk] = []
        self.stored = 0  # rows
        self._last: Counter[tuple[Organisation, str]] = Counter()
        self._bodies: dict[str, Body] = {}

    def chance(self, what: str, number: int = 0) -> Random:
        """Dice of their own for each thing, so that it is the same whatever else is loaded."""
        return Random(f"{self.numbers.seed}/{what}/{number}")  # noqa: S311  # not a secret

    @contextmanager
    def operation(self, by: HasActor = SEED) -> Iterator[None]:
        with self.ledger.operation(by, self.clock.tick()):
            yield

    def reference(self, organisation: Organisation, kind: Kind) -> str:
        """The next reference, as `governance.services.documents` gives it."""
        self._last[organisation, kind.key] += 1
        return f"{organisation.code}-{kind.code}-{self._last[organisation, kind.key]:04d}"

    def keep(self, content: bytes) -> str:
        """As `Body.keep`, at the next `write`."""
        body = Body.packed(content)
        self._bodies.setdefault(body.sha256, body)
        return body.sha256

    def write(self) -> None:
        """Texts that are kept already are not kept again."""
        keys = list(self._bodies)
        there: set[str] = set()
        for first in range(0, len(keys), AT_ONCE):
            there |= set(
                Body.objects.filter(pk__in=keys[first : first + AT_ONCE]).values_list("pk", flat=True)
            )
        self.ledger.keep(*[self._bodies[key] for key in keys if key not in there])
        self._bodies.clear()
        self.stored += self.ledger.write()

    def write_counters(self) -> None:
        """The numbers that references go on from."""
        self.ledger.keep(
            *[
                ReferenceCounter(organisation=organisation, kind=kind, last=last)
                for (organisation, kind), last in self._last.items()
            ]
        )
        self._last.clear()
        self.write()
