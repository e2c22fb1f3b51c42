"""What a picture of sharing is made of. Pure: bodies and ways in, places in pixels out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot

GAP = 4  # between the end of a line and the box that it belongs to
STEPS = 24  # points by which a curve is looked at


@dataclass(frozen=True)
class Node:
    """A body in the picture. `group`: the words above its like; `href`: where its box leads."""

    key: str
    label: str
    group: str = ""
    href: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class Way:
    """Information that goes from one body to another. `weight`: 1 to 3, by how much it is; `is_aside`: drawn thin."""

    giver: str
    taker: str
    weight: int = 1
    is_aside: bool = False


@dataclass(frozen=True)
class Point:
    x: float
    y: float

    def towards(self, other: Point, share: float) -> Point:
        return Point(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)

    def moved(self, other: Point, length: float) -> Point:
        """So many pixels towards another point."""
        distance = hypot(other.x - self.x, other.y - self.y) or 1.0
        return self.towards(other, length / distance)


@dataclass(frozen=True)
class Box:
    """A body in its place; `faces` is the side at which lines begin and end: top, right, bottom or left."""

    node: Node
    x: float
    y: float
    width: float
    height: float
    lines: Sequence[str]
    faces: str

    @property
    def centre(self) -> Point:
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def holds(self, point: Point, room: float = 0) -> bool:
        return (
            self.x - room < point.x < self.x + self.width + room
            and self.y - room < point.y < self.y + self.height + room
        )

    def anchor(self, number: int, count: int) -> Point:
        """Where the line with this number, of so many, begins: spread over the side that the box faces."""
        share = (number + 1) / (count + 1)
        if self.faces in ("top", "bottom"):
            x = self.x + self.width * (0.1 + 0.8 * share)
            return Point(x, self.y - GAP if self.faces == "top" else self.y + self.height + GAP)
        y = self.y + self.height * share
        return Point(self.x - GAP if self.faces == "left" else self.x + self.width + GAP, y)


@dataclass(frozen=True)
class Line:
    """A curve from one box to another by two points that pull at it; with a head at one end or at both."""

    start: Point
    first_pull: Point
    second_pull: Point
    end: Point
    weight: int
    is_aside: bool
    heads: Sequence[str]  # "start", "end"

    def points(self) -> Iterator[Point]:
        for step in range(STEPS + 1):
            t = step / STEPS
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            yield Point(
                a * self.start.x + b * self.first_pull.x + c * self.second_pull.x + d * self.end.x,
                a * self.start.y + b * self.first_pull.y + c * self.second_pull.y + d * self.end.y,
            )


@dataclass(frozen=True)
class Words:
    """Words that stand by themselves, such as the name of a group."""

    text: str
    at: Point


@dataclass(frozen=True)
class Plan:
    """Everything in its place. `heads`: words above the columns; `groups`: above bodies of one kind."""

    width: float
    height: float
    boxes: Sequence[Box]
    lines: Sequence[Line]
    heads: Sequence[Words] = ()
    groups: Sequence[Words] = ()


@dataclass(frozen=True)
class Pair:
    """Two bodies between which something goes; both ways where `is_mutual`."""

    first: str
    second: str
    weight: int
    is_aside: bool
    is_mutual: bool


def pairs(ways: Sequence[Way]) -> list[Pair]:
    """One for each two bodies, in the order of the ways; ways from a body to itself are left out."""
    found: dict[frozenset[str], Pair] = {}
    for way in ways:
        if way.giver == way.taker:
            continue
        key = frozenset((way.giver, way.taker))
        known = found.get(key)
        if known is None:
            found[key] = Pair(way.giver, way.taker, way.weight, way.is_aside, is_mutual=False)
            continue
        is_mutual = known.is_mutual or known.first == way.taker
        weight = max(known.weight, way.weight)
        found[key] = Pair(known.first, known.second, weight, known.is_aside and way.is_aside, is_mutual)
    return list(found.values())
