"""The picture of who gives what to whom, as SVG: the same for the same bodies and ways, on a page and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from protocols.drawing.columns import side_by_side
from protocols.drawing.shapes import Box, Line, Node, Plan, Point, Way, pairs
from protocols.drawing.table import EDGE, PAD, around
from protocols.drawing.words import LINE, width

MOST = 12  # bodies; of more there is a table alone
WIDE, NARROW = 1120, 680  # of the picture: a page, a column of text or a sheet of paper
STROKES = {1: 1.75, 2: 3.5, 3: 6.0}  # pixels, by weight
ASIDE = 1.0
LEGEND = 34  # height of a line of it
SAMPLE = 34  # length of a line that is explained
MANY, VERY_MANY = 5, 10  # items from which on a line is thicker
FACE = {"font-family": "Roboto, 'Source Sans Pro'"}
PAPER: dict[str, dict[str, str]] = {  # for paper there is no style sheet
    "box": {"fill": "#eef5f5", "stroke": "#5b8c92"},
    "box--chosen": {"fill": "#0b4f57", "stroke": "#0b4f57"},
    "label": {**FACE, "font-size": "15", "fill": "#0b0c0c"},
    "label--chosen": {**FACE, "font-size": "15", "fill": "#ffffff", "font-weight": "bold"},
    "words": {**FACE, "font-size": "15", "fill": "#0b0c0c", "font-weight": "bold"},
    "group": {**FACE, "font-size": "13", "fill": "#445457", "font-weight": "bold"},
    "legend": {**FACE, "font-size": "14", "fill": "#445457"},
    "line": {"fill": "none", "stroke": "#0b4f57"},
    "line--aside": {"fill": "none", "stroke": "#7a989c"},
    "head": {"fill": "#0b4f57"},
    "head--aside": {"fill": "#7a989c"},
}
WHOLE = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="sr-map" viewBox="0 0 {width} {height}" width="{width}"'
    ' height="{height}" role="{role}" aria-labelledby="{key}-title {key}-desc"><title id="{key}-title">{title}</title>'
    '<desc id="{key}-desc">{description}</desc><g aria-hidden="true">{lines}</g>{boxes}{legend}</svg>'
)


def weight_of(items: int) -> int:
    """How thick a line is, by how many items go that way."""
    return 1 + (items >= MANY) + (items >= VERY_MANY)


def is_drawn(nodes: Sequence[Node], ways: Sequence[Way]) -> bool:
    return 2 <= len(nodes) <= MOST and bool(pairs(ways))


def picture(
    nodes: Sequence[Node],
    ways: Sequence[Way],
    *,
    key: str,
    title: str,
    description: str,
    size: int = WIDE,
    is_for_paper: bool = False,
) -> SafeString:
    """SVG of 2 to MOST nodes, with its title and description; empty for fewer and more, and where nothing goes.

    `key` is what its parts are called by in a page. The boxes are links where the nodes lead somewhere."""
    if not is_drawn(nodes, ways):
        return format_html("{}", "")
    return _Pen(key, is_for_paper).draw(plan(nodes, ways, size), title, description)


def plan(nodes: Sequence[Node], ways: Sequence[Way], size: int) -> Plan:
    """Two columns where every body either gives or receives; else all around a table."""
    found = pairs(ways)
    givers, takers = {pair.first for pair in found}, {pair.second for pair in found}
    one_way = not any(pair.is_mutual for pair in found) and not givers & takers
    if one_way and len(nodes) > 2 and givers | takers >= {node.key for node in nodes}:
        return side_by_side(nodes, found, size)
    if len(nodes) == 2:  # the first of two sits at the right of the table; who gives is read first
        first, second = nodes
        found_plan = around([second, first] if first.key in givers else nodes, found, size)
        return replace(found_plan, boxes=list(reversed(found_plan.boxes)))
    return around(nodes, found, size)


class _Pen:
    def __init__(self, key: str, is_for_paper: bool) -> None:
        self.key, self.is_for_paper = key, is_for_paper

    def draw(self, drawn: Plan, title: str, description: str) -> SafeString:
        below, legend = self.legend(drawn)
        has_links = not self.is_for_paper and any(box.node.href for box in drawn.boxes)
        return format_html(
            WHOLE,
            width=_n(drawn.width),
            height=_n(drawn.height + below),
            role="group" if has_links else "img",
            key=self.key,
            title=title,
            description=description,
            lines=_joined(
                [
                    *(self.line(line) for line in sorted(drawn.lines, key=lambda line: not line.is_aside)),
                    *(self.text("words", words.at, words.text) for words in drawn.heads),
                    *(self.text("group", words.at, words.text) for words in drawn.groups),
                ]
            ),
            boxes=_joined([self.box(box) for box in drawn.boxes]),
            legend=legend,
        )

    def of(self, name: str) -> SafeString:
        """Its class; on paper its colours, too."""
        classes = dict.fromkeys((f"sr-map__{name.partition('--')[0]}", f"sr-map__{name}"))
        attributes = {"class": " ".join(classes)} | (PAPER[name] if self.is_for_paper else {})
        return format_html_join(" ", '{}="{}"', attributes.items())

    def text(self, name: str, at: Point, text: str) -> SafeString:
        return format_html('<text {} x="{}" y="{}">{}</text>', self.of(name), _n(at.x), _n(at.y), text)

    def box(self, box: Box) -> SafeString:
        chosen = "--chosen" if box.node.is_chosen else ""
        first = box.y + (box.height - len(box.lines) * LINE) / 2 + LINE * 0.76
        places = ((_n(box.x + PAD), _n(first + number * LINE), line) for number, line in enumerate(box.lines))
        drawn = format_html(
            '<title>{}</title><rect {} x="{}" y="{}" width="{}" height="{}" rx="4"/><text {}>{}</text>',
            box.node.label,
            self.of(f"box{chosen}"),
            *map(_n, (box.x, box.y, box.width, box.height)),
            self.of(f"label{chosen}"),
            format_html_join("", '<tspan x="{}" y="{}">{}</tspan>', places),
        )
        if box.node.href and not self.is_for_paper:
            link = '<a class="sr-map__link" href="{}" aria-label="{}">{}</a>'
            return format_html(link, box.node.href, box.node.label, drawn)
        return format_html("<g>{}</g>", drawn)

    def line(self, line: Line) -> SafeString:
        aside = "--aside" if line.is_aside else ""
        stroke = ASIDE if line.is_aside else STROKES[line.weight]
        length = 7 + stroke * 1.6
        start = line.start.moved(line.first_pull, length - 1) if "start" in line.heads else line.start
        end = line.end.moved(line.second_pull, length - 1) if "end" in line.heads else line.end
        curve = f"M{_at(start)}C{' '.join(map(_at, (line.first_pull, line.second_pull, end)))}"
        drawn = format_html('<path {} stroke-width="{}" d="{}"/>', self.of(f"line{aside}"), _n(stroke), curve)
        tips = {"start": (line.start, line.first_pull), "end": (line.end, line.second_pull)}
        heads = [self.head(*tips[name], length, stroke, aside) for name in line.heads]
        return _joined([drawn, *heads])

    def head(self, tip: Point, behind: Point, length: float, stroke: float, aside: str) -> SafeString:
        base = tip.moved(behind, length)
        half = (3 + stroke * 0.9) / length
        across, down = (base.x - tip.x) * half, (base.y - tip.y) * half
        corners = (tip, Point(base.x - down, base.y + across), Point(base.x + down, base.y - across))
        return format_html('<path {} d="M{}Z"/>', self.of(f"head{aside}"), " ".join(map(_at, corners)))

    def legend(self, drawn: Plan) -> tuple[float, SafeString]:
        """Its height, and what the widths mean, where there are several."""
        told = {
            1: _("1 to 4 items, or not told"),
            2: _("5 to 9 items"),
            3: _("10 items or more"),
        }
        weights = sorted({line.weight for line in drawn.lines if not line.is_aside})
        samples = [("line", STROKES[weight], told[weight]) for weight in weights]
        samples = samples if len(samples) > 1 else []
        if any(line.is_aside for line in drawn.lines):
            samples.append(("line--aside", ASIDE, _("Between others")))
        x, y, parts = float(EDGE), drawn.height + LEGEND - 12, []
        for name, stroke, words in samples:
            length = SAMPLE + 8 + width(words, 14)
            if x > EDGE and x + length > drawn.width:
                x, y = float(EDGE), y + LEGEND - 10
            sample = '<path {} stroke-width="{}" d="M{} {}h{}"/>'
            parts.append(format_html(sample, self.of(name), _n(stroke), _n(x), _n(y - 5), SAMPLE))
            parts.append(self.text("legend", Point(x + SAMPLE + 8, y), words))
            x += length + 24
        return (y + 8 - drawn.height if parts else 0), _joined(parts)


def _joined(parts: Sequence[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _at(point: Point) -> str:
    return f"{_n(point.x)} {_n(point.y)}"


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
