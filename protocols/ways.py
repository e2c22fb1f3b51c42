"""Which way information goes under one version of an agreement, and between which days. No database here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

from protocols.models.party import Direction

GIVERS, TAKERS = (Direction.DISCLOSER, Direction.BOTH), (Direction.RECIPIENT, Direction.BOTH)
MARKS = ("joined", "left", "unsigned", "suspended")
Party = Mapping[str, Any]


@dataclass(frozen=True)
class End:
    """A party where an arrow begins or ends; `code` is empty for a body that no list has."""

    name: str
    code: str

    @property
    def key(self) -> str:
        return self.code or self.name


@dataclass(frozen=True)
class Arrow:
    """`since` and `until`: the first days with and without it, None where it is there all the time."""

    giver: End
    taker: End
    items: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


def standing(arrows: Iterable[Arrow], parties: Collection[Party], named: Collection[str]) -> Iterator[Arrow]:
    """The arrows that a text draws, as its parties stand: see RegisterEntry for what `parties` say of each.

    Who has not signed gives and receives nothing yet, who left or is suspended only until its day, and who took its
    place goes on from there. Who joined is in no flow of the text, so it gives to all who receive and receives from
    all who give.
    `named`: keys of the ends that the text names."""
    if not any(party.get(mark) for party in parties for mark in MARKS):
        yield from arrows
        return
    there = _Parties(parties)
    joined = set(there.by_key) - set(named) - there.heirs
    drawn = [*there.stood_in(arrows), *there.of(joined)]
    found: dict[tuple[End, End, tuple[str, ...]], Arrow] = {}
    for arrow in drawn:
        key = (arrow.giver, arrow.taker, arrow.items)
        found[key] = _longer(found[key], arrow) if key in found else arrow
    yield from found.values()


class _Parties:
    def __init__(self, parties: Collection[Party]) -> None:
        self.by_key = {end_of(party).key: party for party in parties}
        self._by_name = {party["name"]: party for party in parties}
        self.heirs = {
            end_of(self._by_name[name]).key
            for party in parties
            for name in party.get("heirs", ())
            if name in self._by_name
        }

    def stood_in(self, arrows: Iterable[Arrow]) -> Iterator[Arrow]:
        """Each arrow between those who stand at its ends, one after the other."""
        for arrow in arrows:
            for giver, taker in product(self._places(arrow.giver), self._places(arrow.taker)):
                yield from _between(giver, taker, arrow)

    def of(self, joined: AbstractSet[str]) -> Iterator[Arrow]:
        """From and to those who joined, by the directions of all."""
        for one, other in product(self.by_key.values(), repeat=2):
            if one["direction"] not in GIVERS or other["direction"] not in TAKERS:
                continue
            giver, taker = end_of(one), end_of(other)
            if {giver.key, taker.key} & joined and not (one.get("unsigned") or other.get("unsigned")):
                ends = (
                    (giver, _day(one, "joined"), _until(one)),
                    (taker, _day(other, "joined"), _until(other)),
                )
                yield from _between(*ends, Arrow(giver, taker))

    def _places(
        self, end: End, since: date | None = None, gone: tuple[str, ...] = ()
    ) -> Iterator[tuple[End, date | None, date | None]]:
        """Who stands at an end, each with the first days with and without it. `gone`: those whose place it took, and
        to whom its own heirs do not lead back."""
        party = self.by_key.get(end.key)
        if party is None:
            yield end, since, None
            return
        if not party.get("unsigned"):
            yield end, _later(since, _day(party, "joined")), _until(party)
        for name in party.get("heirs", ()):
            heir = self._by_name.get(name)
            if heir is not None and end_of(heir).key not in (*gone, end.key):
                yield from self._places(end_of(heir), _later(since, _day(party, "left")), (*gone, end.key))


def end_of(party: Party) -> End:
    return End(str(party["name"]), str(party["code"]))


def _between(
    giver: tuple[End, date | None, date | None], taker: tuple[End, date | None, date | None], arrow: Arrow
) -> Iterator[Arrow]:
    """Nothing within one body, and nothing where one left before the other came."""
    since, until = _later(giver[1], taker[1]), _earlier(giver[2], taker[2])
    if giver[0] != taker[0] and (since is None or until is None or since < until):
        yield replace(arrow, giver=giver[0], taker=taker[0], since=since, until=until)


def _longer(one: Arrow, other: Arrow) -> Arrow:
    """One arrow for two that are alike."""
    since = None if None in (one.since, other.since) else _earlier(one.since, other.since)
    until = None if None in (one.until, other.until) else _later(one.until, other.until)
    return replace(one, since=since, until=until)


def _until(party: Party) -> date | None:
    return _earlier(_day(party, "left"), _day(party, "suspended"))


def _day(party: Party, key: str) -> date | None:
    return date.fromisoformat(party[key]) if party.get(key) else None


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day), default=None)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day), default=None)
