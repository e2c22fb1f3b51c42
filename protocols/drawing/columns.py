"""Two columns: who gives at the left, who receives at the right. For sharing in which nobody does both."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from protocols.drawing.shapes import Box, Line, Node, Pair, Plan, Point, Words
from protocols.drawing.table import EDGE, PAD
from protocols.drawing.words import LINE, wrapped

HEAD = 30  # height of the words above a column
GROUP = 28  # ... and above a group
BETWEEN = 12
SHARE = 0.31  # of the width, for a column


def side_by_side(nodes: Sequence[Node], found: Sequence[Pair], width: float) -> Plan:
    """Both columns in the order of the nodes."""
    breadth = width * SHARE
    givers = {pair.first for pair in found}
    left = _column([node for node in nodes if node.key in givers], EDGE, breadth, "right")
    right = _column(
        [node for node in nodes if node.key not in givers], width - EDGE - breadth, breadth, "left"
    )
    boxes = [*left[0], *right[0]]
    whole = max(box.y + box.height for box in boxes) + EDGE
    heads = [
        Words(_("Gives"), Point(EDGE, EDGE + 16)),
        Words(_("Receives"), Point(width - EDGE - breadth, EDGE + 16)),
    ]
    return Plan(width, whole, boxes, _lines(boxes, found), heads, [*left[1], *right[1]])


def _column(nodes: Sequence[Node], x: float, breadth: float, faces: str) -> tuple[list[Box], list[Words]]:
    boxes, groups = [], []
    y = float(EDGE + HEAD)
    has_groups = len({node.group for node in nodes}) > 1
    before = None
    for node in nodes:
        if has_groups and node.group != before:
            groups.append(Words(node.group, Point(x, y + 15)))
            y += GROUP - 6
            before = node.group
        lines = wrapped(node.label, breadth - 2 * PAD)
        height = len(lines) * LINE + PAD * 1.5
        boxes.append(Box(node, x, y, breadth, height, lines, faces))
        y += height + BETWEEN
    return boxes, groups


def _lines(boxes: Sequence[Box], found: Sequence[Pair]) -> list[Line]:
    by_key = {box.node.key: box for box in boxes}

    def down(key: str) -> float:
        return by_key[key].y

    lines = []
    for pair in found:
        given = sorted((each.second for each in found if each.first == pair.first), key=down)
        taken = sorted((each.first for each in found if each.second == pair.second), key=down)
        start = by_key[pair.first].anchor(given.index(pair.second), len(given))
        end = by_key[pair.second].anchor(taken.index(pair.first), len(taken))
        half = (end.x - start.x) / 2
        pulls = (Point(start.x + half, start.y), Point(end.x - half, end.y))
        lines.append(Line(start, *pulls, end, pair.weight, pair.is_aside, ("end",)))
    return lines
