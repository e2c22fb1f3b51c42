"""How wide the columns of a printed table are.

They are given, not found out by the printer: it would set each cell once for every place where a line can break.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

LONGEST_WORD = 18  # characters of a word that never has to break
MOST_TEXT = 60  # characters on average from which on more text gets no more room
BESIDE = 3  # characters that the space between two columns takes


def shares(rows: Sequence[Sequence[str]]) -> list[int]:
    """What each column gets of the width, in whole per cent; by its longest word and by how much it says on average,
    so that the cells of a row become about equally high. The first row is the head."""
    wanted = [
        _wanted([row[column] for row in rows if column < len(row)]) for column in range(max(map(len, rows)))
    ]
    return [max(1, 100 * each // sum(wanted)) for each in wanted]


def width(share: int) -> SafeString:
    """The attribute of a head whose column gets so many per cent; WeasyPrint reads a width from a style only."""
    return format_html(' style="width: {}%"', share)


def _wanted(cells: Sequence[str]) -> int:
    words = (len(word) for cell in cells for word in cell.split())
    text = sum(map(len, cells)) // len(cells)
    return BESIDE + max(min(LONGEST_WORD, max(words, default=1)), min(MOST_TEXT, text))
