"""How far a deadline is, in stages: a person is told once at each. No query, no clock of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from governance.days import add_months

REVIEW_AHEAD = (90, 30, 7)  # days before a review
DEADLINE_AHEAD = 3  # days before an approval or a reading is due
WEEK = 7
MOST_MONTHS = 1200


@dataclass(frozen=True)
class Stage:
    """`key` is the same on each day of a stage. `days`: until the day, negative once it has passed."""

    key: str
    days: int

    @property
    def is_overdue(self) -> bool:
        return self.days < 0


def review_stage(due: date, on: date, ahead: Sequence[int] = REVIEW_AHEAD) -> Stage | None:
    """90, 30 and 7 days before a review, on the day after it, and monthly from then. None earlier than that."""
    days = (due - on).days
    if days >= 0:
        reached = [step for step in ahead if days <= step]
        return Stage(f"{due.isoformat()}-{min(reached)}", days) if reached else None
    return Stage(f"{due.isoformat()}+{months_over(due, on)}", days)


def months_over(due: date, on: date) -> int:
    """Whole months since a day that has passed; 0 in the first."""
    months = (on.year - due.year) * 12 + on.month - due.month
    return months if add_months(due, months) <= on else months - 1


def deadline_stage(due: date | None, on: date) -> Stage:
    """Asked; three days before; on the day after and weekly from then. Without a day it stays at asked."""
    if due is None:
        return Stage("asked", 0)
    days = (due - on).days
    if days > DEADLINE_AHEAD:
        return Stage("asked", days)
    if days >= 0:
        return Stage(f"{due.isoformat()}-due", days)
    return Stage(f"{due.isoformat()}+{(-days - 1) // WEEK}", days)
