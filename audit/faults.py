"""What a check of the log found."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it should be; `event` is the one at which it shows, where there is one."""

    message: str
    event: UUID | None = None

    def __str__(self) -> str:
        return f"{self.message} Event {self.event}." if self.event else self.message
