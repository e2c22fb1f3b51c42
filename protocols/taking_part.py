"""Who takes part in one version of an agreement, from when until when, and who of them has signed. No database here.

What was stated for a day to come stands there with its day, so that nobody has to ask again on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from protocols.editions import ALWAYS, Edition, Editions, Side
from protocols.models.party import Direction

EVER = date.max


@dataclass(frozen=True)
class Partner:
    """`joined_on` and `left_on`: the first days with and without it, where it was not there all the time. `heirs`: who
    took its place on the day on which it left."""

    body: str
    direction: str
    joined_on: date | None = None
    left_on: date | None = None
    heirs: tuple[str, ...] = ()
    has_signed: bool = True


def taking_part(about: Editions, edition: Edition, named: Mapping[str, str]) -> list[Partner]:
    """Those whom the version names, each with its direction, in order; then those who came since: who joined it, and
    who took the place of one of them. Who was admitted is among them once it has signed."""
    sides = about.sides(edition, EVER)
    ways = {**{body: _way(side) for body, side in sides.items()}, **named}
    came: dict[str, date] = {}
    for body in sides:
        day = None if body in named else _signed_on(about, edition, body)
        if day and day != ALWAYS:  # what was signed elsewhere, nobody joins
            came[body] = day
    bodies = [*named, *came]
    for body in bodies:  # it grows meanwhile: an heir has heirs
        for said in about.successions(body, EVER):
            ways.setdefault(said.other, ways[body])
            if said.other not in named:
                came[said.other] = min(said.on, came.get(said.other, EVER))
            if said.other not in bodies:
                bodies.append(said.other)
    return [_partner(about, edition, body, ways[body], came.get(body)) for body in bodies]


def _partner(about: Editions, edition: Edition, body: str, way: str, came: date | None) -> Partner:
    left = about.left_on(body, EVER)
    if left and (again := about.signed_on(edition, body, EVER)):
        came, left = again, None
    taken = list(about.successions(body, EVER))
    has_signed = edition.signed_elsewhere or any(
        _signed_on(about, edition, place) for place, _since in about.places(body, EVER)
    )
    if taken and (left is None or taken[0].on < left):
        return Partner(body, way, came, taken[0].on, tuple(said.other for said in taken), has_signed)
    return Partner(body, way, came, left, has_signed=has_signed)


def _signed_on(about: Editions, edition: Edition, body: str) -> date | None:
    """The day on which it had signed; of who left, that before it did."""
    left = about.left_on(body, EVER)
    again = about.signed_on(edition, body, EVER)
    return again if again or left is None else about.signed_on(edition, body, left - timedelta(days=1))


def _way(side: Side) -> str:
    if side.discloses and side.receives:
        return Direction.BOTH
    return Direction.DISCLOSER if side.discloses else Direction.RECIPIENT
