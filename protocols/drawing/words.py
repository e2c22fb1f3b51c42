"""Names broken into lines that fit a box, without a typeface at hand: widths are taken a little too large."""

from __future__ import annotations

SIZE = 15  # pixels of the letters
LINE = 19  # ... and from one line to the next
LINES = 3  # of a name; what is longer ends in an ellipsis
NARROW, BROAD = frozenset("ijltfrI.,:;'’|!()[] -"), frozenset("mwMW@%&")
ELLIPSIS = "…"


def width(text: str, size: int = SIZE) -> float:
    """Pixels that the text needs at most, in the faces that the pages name."""
    return sum(_em(letter) for letter in text) * size


def _em(letter: str) -> float:
    if letter in NARROW:
        return 0.36
    if letter in BROAD:
        return 0.92
    return 0.68 if letter.isupper() or letter.isdigit() else 0.57


def wrapped(text: str, room: float) -> list[str]:
    """At most LINES lines, none of them wider than the room; a word that is too long is cut."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, room):
            longer = f"{lines[-1]} {piece}".strip()
            if width(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(piece)
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], _shortened(lines[LINES - 1], room)]
    return lines


def _pieces(word: str, room: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if width(pieces[-1] + letter) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _shortened(line: str, room: float) -> str:
    while line and width(line + ELLIPSIS) > room:
        line = line[:-1]
    return line.rstrip(" ,;") + ELLIPSIS
