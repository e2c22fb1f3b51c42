"""How much is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SPECIAL = 100  # roles of those who have more than one, at most


@dataclass(frozen=True)
class Numbers:
    """What was asked for. `events`: how many the log has in the end; 0: those that the rest brings."""

    organisations: int
    documents: int
    agreements: int
    users: int
    events: int
    seed: int
    today: date

    @property
    def operations(self) -> int:
        """How many operations that makes at most: how fine the clock steps."""
        people = 2 * self.users + SPECIAL
        return self.organisations + people + 8 * self.documents + 2 * self.agreements + self.events
