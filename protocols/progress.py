"""How far a round of signing has come: who is asked, who signed, who declined, and what that makes of the version.

Pure: it counts what it is given. Acts ask it after each statement, pages show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations

from protocols.standing import ASKED, Standing


@dataclass(frozen=True)
class Place:
    """One party of a round, with the standing of each of its seats."""

    organisation: str
    seats: tuple[str, ...]
    discloses: bool = True
    receives: bool = True
    is_joining: bool = False  # admitted later, so nobody waits for it

    @property
    def has_signed(self) -> bool:
        return bool(self.seats) and all(seat == Standing.SIGNED for seat in self.seats)

    @property
    def has_declined(self) -> bool:
        return Standing.DECLINED in self.seats

    @property
    def is_asked(self) -> bool:
        return not self.has_declined and any(seat in ASKED for seat in self.seats)


@dataclass(frozen=True)
class Progress:
    places: Sequence[Place]
    needs_all: bool = False

    @property
    def signed(self) -> list[Place]:
        return [place for place in self.places if place.has_signed]

    @property
    def declined(self) -> list[Place]:
        return [place for place in self.places if place.has_declined]

    @property
    def asked(self) -> list[Place]:
        return [place for place in self.places if place.is_asked]

    @property
    def can_hold(self) -> bool:
        """Whether enough have signed for the version to come into force.

        All who are parties, where it says so; else one who discloses and another who receives.
        """
        if self.needs_all:
            return all(place.has_signed for place in self._frozen())
        return _flows(self.signed)

    @property
    def is_over(self) -> bool:
        """Whether nobody is asked any more, and it can hold."""
        return self.can_hold and not any(place.is_asked for place in self._frozen())

    @property
    def is_hopeless(self) -> bool:
        """Whether it cannot hold any more unless somebody thinks again."""
        if self.needs_all:
            return any(place.has_declined for place in self._frozen())
        return not _flows([place for place in self.places if not place.has_declined])

    def _frozen(self) -> list[Place]:
        """Those for whom the round waits: neither who joins later, nor whose place another has taken."""
        return [place for place in self.places if not (place.is_joining or Standing.SUCCEEDED in place.seats)]


def _flows(places: Iterable[Place]) -> bool:
    return any(one.discloses and other.receives for one, other in permutations(places, 2))
