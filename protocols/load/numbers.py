"""How much is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
        """About how many operations that makes: how fine the clock steps."""
        return self.organisations + self.users + 8 * self.documents + 2 * self.agreements + self.events
