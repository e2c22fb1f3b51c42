"""What holds between any two of many, as SVG for paper: rows with names, columns with their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from protocols.drawing.picture import FACE
from protocols.drawing.words import ELLIPSIS, width

MOST = 60  # parties; of more the numbers would be too small to read
WIDE, HIGH = 13, 12  # of a cell, in pixels
LABELS = 330  # room for a name
HEAD = 16  # ... and for the numbers above and below
SIZE = 10  # of the letters
DOT = "•"
INK, LIGHT, LINE, FILL = "#0b0c0c", "#eef5f5", "#c3d0d1", "#0b4f57"


def matrix(names: Sequence[str], cells: Mapping[tuple[int, int], str]) -> SafeString:
    """`cells`: by row and column, counted from 0, a dot or a short text; nothing stands where there is none. Empty for
    more names than can be read."""
    if len(names) > MOST:
        return format_html("{}", "")
    count = len(names)
    whole = LABELS + count * WIDE, 2 * HEAD + count * HIGH
    parts = [
        *_lines(count),
        *(_own(number) for number in range(count)),
        *(_text(_column(at), y, str(at + 1), "middle") for at in range(count) for y in (12, whole[1] - 5)),
        *(_text(0, _row(at), _cut(f"{at + 1}  {name}"), "start") for at, name in enumerate(names)),
        _dots([place for place, said in cells.items() if said == DOT]),
        *(_text(_column(x), _row(y), said, "middle") for (y, x), said in cells.items() if said != DOT),
    ]
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}">{2}</svg>',
        *whole,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _column(at: int) -> float:
    return LABELS + (at + 0.5) * WIDE


def _row(at: int) -> float:
    return HEAD + (at + 0.78) * HIGH


def _text(x: float, y: float, words: str, anchor: str) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" font-family="{}" font-size="{}" fill="{}" text-anchor="{}">{}</text>',
        round(x, 1), round(y, 1), FACE["font-family"], SIZE, INK, anchor, words,
    )  # fmt: skip


def _own(at: int) -> SafeString:
    place = LABELS + at * WIDE, HEAD + at * HIGH, WIDE, HIGH
    return format_html('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>', *place, LIGHT)


def _dots(places: Sequence[tuple[int, int]]) -> SafeString:
    """All in one path, which is quick to draw."""
    drawn = " ".join(f"M{LABELS + x * WIDE + 4} {HEAD + y * HIGH + 3.5}h5v5h-5z" for y, x in places)
    return format_html('<path fill="{}" d="{}"/>', FILL, drawn) if drawn else format_html("{}", "")


def _lines(count: int) -> list[SafeString]:
    """Below each row, and after each fifth column, so that the eye keeps its place."""
    across = [f"M0 {HEAD + at * HIGH}H{LABELS + count * WIDE}" for at in range(count + 1)]
    down = [f"M{LABELS + at * WIDE} {HEAD}V{HEAD + count * HIGH}" for at in (*range(0, count, 5), count)]
    return [
        format_html('<path fill="none" stroke="{}" stroke-width="0.5" d="{}"/>', LINE, " ".join(part))
        for part in (across, down)
    ]


def _cut(words: str) -> str:
    if width(words, SIZE) <= LABELS:
        return words
    while words and width(words + ELLIPSIS, SIZE) > LABELS - 4:
        words = words[:-1]
    return words.rstrip(" ,;") + ELLIPSIS
