"""How much a new version changes: what is proposed from two texts, with the reasons. People decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from governance.kinds import VersionText
from governance.models.version import Grade


@dataclass(frozen=True)
class Reason:
    """One change that counts, and how much."""

    grade: Grade
    sentence: str


@dataclass(frozen=True)
class Proposal:
    """The weightiest grade of all reasons; editorial where nothing but wording changed."""

    grade: Grade
    reasons: tuple[Reason, ...]

    @property
    def because(self) -> list[str]:
        """The sentences behind the grade that is proposed."""
        return [reason.sentence for reason in self.reasons if reason.grade == self.grade]


Proposer: TypeAlias = Callable[[VersionText, VersionText], Proposal]
