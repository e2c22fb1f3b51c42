"""Proves that the log was not touched: recomputes every hash and chain, and compares all that hangs on it.

Found are: any changed column of any event (but for the database's own time and transaction id), a missing, inserted,
repeated or exchanged event, an audience or a head out of step, a changed, missing or unvouched history row, and what
the checks of other apps find. Not found is a log whose end was cut, or which was written anew, with all hashes and
heads made to fit: that needs a witness outside.

Everything is read in order and in batches, so memory stays flat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from audit.faults import Fault
from audit.models import Event
from audit.proofs import chains, events, histories, rows, spellings
from audit.snapshots import snapshot

__all__ = ["Fault", "Result", "check", "faults", "run"]

Check = Callable[[], Iterator[Fault]]

_checks: list[Check] = []


def check(function: Check) -> Check:
    """Adds a check of another app: `@verification.check`."""
    if function not in _checks:
        _checks.append(function)
    return function


@dataclass(frozen=True)
class Result:
    """What one run found. `first` is the first fault, `faults` how many there are in all."""

    events: int
    faults: int
    first: Fault | None


def faults() -> Iterator[Fault]:
    """Every fault, in the order of the checks: events by time, audiences and history with them; chains; other apps."""
    for part in (events.faults, chains.faults, histories.faults, rows.faults, spellings.faults, *_checks):
        try:
            yield from part()
        except (ValueError, TypeError, ArithmeticError) as error:  # SQLite stores any value in any column
            yield Fault(f"A stored value cannot be read: {error}")


def run() -> Result:
    """Reads the whole log as it stands at one moment; those who write meanwhile are not held up."""
    with snapshot():
        count, first = 0, None
        for fault in faults():
            first = first or fault
            count += 1
        return Result(Event.objects.count(), count, first)
