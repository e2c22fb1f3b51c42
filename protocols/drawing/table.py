"""Bodies around a table: in rows at its top and bottom, and at its sides. Lines cross the table, and never a body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product
from math import atan2, ceil

from protocols.drawing.shapes import GAP, Box, Line, Node, Pair, Plan, Point
from protocols.drawing.words import LINE, wrapped

EDGE = 2  # of the picture around everything, so that no stroke is cut
PAD = 14  # of a name within its box
BETWEEN = 24  # at least, from one box to the next in a row
LEAST = 230  # height of the table
SWING = 96  # from a row to the bodies at the sides: lines bend there
LEAVES = (
    24,
    40,
    60,
    90,
    130,
)  # pixels that a line goes straight away from its box, where a bend is not enough
PULLS = (0.3, 0.45, 0.6, 0.75, 0.9, 1.0, 1.15, 1.3)  # how far towards the middle a line bends
AWAY = {"top": (0, -1), "bottom": (0, 1), "left": (-1, 0), "right": (1, 0)}
CLEAR = 5  # pixels that a line keeps from a box


def box_width(width: float, count: int) -> float:
    if width >= 900:
        return 220
    return 184 if count <= 8 else 160


def around(nodes: Sequence[Node], found: Sequence[Pair], width: float) -> Plan:
    """In the order of the nodes, clockwise from the top left."""
    breadth = box_width(width, len(nodes))
    lines = {node.key: wrapped(node.label, breadth - 2 * PAD) for node in nodes}
    height = max(len(each) for each in lines.values()) * LINE + PAD * 1.5
    per_row = int((width - 2 * EDGE + BETWEEN) // (breadth + BETWEEN))
    top, right, bottom, left = _shares(len(nodes), per_row)
    sides = right * (height + BETWEEN) - BETWEEN
    middle = max(LEAST, sides + 2 * SWING) if bottom else sides + (SWING if top else 0)
    above = EDGE + (height if top else 0)
    below = above + middle
    seats: list[tuple[float, float, str]] = []
    xs = [EDGE + (width - 2 * EDGE) * (number + 0.5) / top - breadth / 2 for number in range(top)]
    seats += [(x, EDGE, "bottom") for x in xs]
    seats += [(width - EDGE - breadth, y, "left") for y in _down(right, above, middle, height, bool(bottom))]
    xs = [EDGE + (width - 2 * EDGE) * (number + 0.5) / bottom - breadth / 2 for number in range(bottom)]
    seats += [(x, below, "top") for x in reversed(xs)]
    seats += [(EDGE, y, "right") for y in reversed(_down(left, above, middle, height, bool(bottom)))]
    boxes = [
        Box(node, x, y, breadth, height, lines[node.key], faces)
        for node, (x, y, faces) in zip(nodes, seats, strict=True)
    ]
    whole = below + (height if bottom else 0) + EDGE
    centre = Point(width / 2, above + middle / 2)
    return Plan(width, whole, boxes, _lines(boxes, found, centre))


def _shares(count: int, per_row: int) -> tuple[int, int, int, int]:
    """How many sit at the top, at the right, at the bottom and at the left."""
    side = max(1, ceil((count - 2 * per_row) / 2))
    rest = count - 2 * side
    return ceil(rest / 2), side, rest // 2, side


def _down(count: int, above: float, middle: float, height: float, has_bottom: bool) -> list[float]:
    """In the middle of the table's height, so that lines of the rows find room to bend inwards."""
    free = middle - count * height - (count - 1) * BETWEEN
    first = above + (free / 2 if has_bottom else free)
    return [first + number * (height + BETWEEN) for number in range(count)]


def _lines(boxes: Sequence[Box], found: Sequence[Pair], centre: Point) -> list[Line]:
    by_key = {box.node.key: box for box in boxes}
    anchors = _anchors(by_key, found)
    return [_line(pair, anchors, boxes, centre) for pair in found]


def _anchors(boxes: Mapping[str, Box], found: Sequence[Pair]) -> dict[tuple[str, str], Point]:
    """Where the line of a body to another begins: in such an order that they do not cross at once."""
    others: dict[str, list[str]] = defaultdict(list)
    for pair in found:
        others[pair.first].append(pair.second)
        others[pair.second].append(pair.first)
    return {
        (key, other): boxes[key].anchor(number, len(theirs))
        for key, theirs in others.items()
        for number, other in enumerate(sorted(theirs, key=lambda other: _turn(boxes[key], boxes[other])))
    }


def _turn(here: Box, there: Box) -> float:
    """The direction of another box, growing along the side that this one faces."""
    across, down = there.centre.x - here.centre.x, there.centre.y - here.centre.y
    match here.faces:
        case "bottom":
            return -atan2(down, across)
        case "top":
            return -atan2(-down, across)
        case "right":
            return atan2(down, across)
        case _:
            return atan2(down, -across)


def _line(pair: Pair, anchors: Mapping[tuple[str, str], Point], boxes: Sequence[Box], centre: Point) -> Line:
    start, end = anchors[pair.first, pair.second], anchors[pair.second, pair.first]
    bent = [_bent(pair, start, end, centre, pull) for pull in PULLS]
    by_key = {box.node.key: box for box in boxes}
    away = [
        _away(pair, (by_key[pair.first], start, first), (by_key[pair.second], end, second))
        for first, second in product(LEAVES, LEAVES)
    ]
    return next((line for line in (*bent, *away) if _is_clear(line, boxes)), bent[-1])


def _away(pair: Pair, first: tuple[Box, Point, int], second: tuple[Box, Point, int]) -> Line:
    """A curve that leaves both boxes straight."""
    (box, start, length), (other, end, other_length) = first, second
    pulls = _straight(box, start, length), _straight(other, end, other_length)
    heads = ("start", "end") if pair.is_mutual else ("end",)
    return Line(start, *pulls, end, pair.weight, pair.is_aside, heads)


def _straight(box: Box, at: Point, length: float) -> Point:
    across, down = AWAY[box.faces]
    return Point(at.x + across * length, at.y + down * length)


def _bent(pair: Pair, start: Point, end: Point, centre: Point, pull: float) -> Line:
    """A curve of one pull, written with the two that have the same effect."""
    control = start.towards(end, 0.5).towards(centre, pull)
    heads = ("start", "end") if pair.is_mutual else ("end",)
    pulls = (start.towards(control, 2 / 3), end.towards(control, 2 / 3))
    return Line(start, *pulls, end, pair.weight, pair.is_aside, heads)


def _is_clear(line: Line, boxes: Sequence[Box]) -> bool:
    points = list(line.points())
    ends = (points[0], points[-1])
    return not any(
        box.holds(point, CLEAR if not any(box.holds(end, GAP + 1) for end in ends) else GAP - 1)
        for box in boxes
        for point in points
    )
