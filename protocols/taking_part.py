"""Who takes part in one version of an agreement, from when until when, and who of them has signed. No database here.

What was stated for a day to come stands there with its day, so that nobody has to ask again on it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from protocols.editions import ALWAYS, Edition, Editions, Side
from protocols.models.party import Direction

EVER = date.max


@dataclass(frozen=True)
class Partner:
    """`joined_on` and `left_on`: the first days with and without it, where it was not there all the time. `heirs`: who
    took its place on the day on which it left. `suspended_on`: the first day on which it holds with nobody, until that
    is lifted; a suspension of all is none of its own."""

    body: str
    direction: str
    joined_on: date | None = None
    left_on: date | None = None
    heirs: tuple[str, ...] = ()
    has_signed: bool = True
    suspended_on: date | None = None


def taking_part(about: Editions, edition: Edition, named: Mapping[str, str]) -> list[Partner]:
    """Those whom the version names, each with its direction, in order; then those who came since: who joined it, and
    who took the place of one of them. Who was admitted is among them once it has signed."""
    sides = about.sides(edition, EVER)
    ways = {**{body: _way(side) for body, side in sides.items()}, **named}
    bodies = [*named, *(body for body in sides if body not in named)]
    for body in bodies:  # it grows meanwhile: an heir has heirs
        for said in about.successions(body, EVER):
            ways.setdefault(said.other, ways[body])
            if said.other not in bodies:
                bodies.append(said.other)
    found = (_partner(about, edition, body, ways[body], named) for body in bodies)
    return [partner for partner in found if partner]


def _partner(
    about: Editions, edition: Edition, body: str, way: str, named: Collection[str]
) -> Partner | None:
    """None of who was admitted and has not signed."""
    is_there, came, left = _is_there(about, edition, body, ALWAYS, named), None, None
    for day in about.days_of(body):
        was_there, is_there = is_there, _is_there(about, edition, body, day, named)
        if is_there and not was_there:
            came, left = day, None
        elif was_there and not is_there:
            left = day
    if not (is_there or left):
        return None
    taken = list(about.successions(body, EVER))
    heirs = tuple(said.other for said in taken) if taken and taken[0].on == left else ()
    last = left - timedelta(days=1) if left else EVER
    places = dict(about.places(body, last))
    has_signed = any(about.signed_on(edition, place, last) for place in places)
    halts = (max(s.on, places[s.organisation]) for s in about.suspensions(EVER) if s.organisation in places)
    return Partner(body, way, came, left, heirs, has_signed, min(halts, default=None))


def _is_there(about: Editions, edition: Edition, body: str, on: date, named: Collection[str]) -> bool:
    """Itself, or in a place that it took; not in one that was left, nor once another took its own."""
    if about.succeeded(body, on):
        return False
    return any(
        about.signed_on(edition, place, on) or (place in named and about.left_on(place, on) is None)
        for place, _since in about.places(body, on)
    )


def _way(side: Side) -> str:
    if side.discloses and side.receives:
        return Direction.BOTH
    return Direction.DISCLOSER if side.discloses else Direction.RECIPIENT
