"""Horizontal bars: what a chart is made of. Pure: figures in, places in percent and pixels out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST = 84  # percent of the width; the number stands behind the bar
LABEL, BAR, GAP = 20, 16, 14  # heights in pixels: the words above a bar, the bar, and the space to the next


@dataclass(frozen=True)
class Bar:
    """One figure with its name; `text` is how it is written, `is_late` that somebody must act on it."""

    label: str
    value: int
    text: str = ""
    is_late: bool = False

    @property
    def shown(self) -> str:
        return self.text or str(self.value)


@dataclass(frozen=True)
class Placed:
    """A bar in its place: `length` in percent of the width, the others in pixels from the top."""

    bar: Bar
    length: int
    label_at: int
    top: int
    number_at: int


@dataclass(frozen=True)
class BarChart:
    """`finding` says in one sentence what the figures tell; `named` and `counted` head the table of the same figures.

    `top` is the value of the longest possible bar, such as 100 for percents; without it the greatest figure is."""

    key: str
    finding: str
    named: str
    counted: str
    bars: Sequence[Bar]
    top: int = 0
    note: str = ""

    @property
    def height(self) -> int:
        return len(self.bars) * (LABEL + BAR + GAP)

    @property
    def placed(self) -> Iterator[Placed]:
        greatest = self.top or max((bar.value for bar in self.bars), default=0)
        for number, bar in enumerate(self.bars):
            begins = number * (LABEL + BAR + GAP)
            length = bar.value * LONGEST // greatest if greatest else 0
            if bar.value and not length:
                length = 1  # a little is not nothing
            yield Placed(bar, length, begins + LABEL - 6, begins + LABEL, begins + LABEL + BAR - 3)
