"""What an engine answers: how much was found, of what, and the entries of one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from governance.search.shown import Shown, shown

BODY = "organisation"  # the kind of entry that an organisation itself is
RANKED = 1000  # entries at most that are ranked: the newest, where more match
MOST_BODIES = 10  # organisations that are counted, those with the most hits


class Body(NamedTuple):
    """An organisation, and how many of the hits are of it without being it."""

    name: str
    code: str
    hits: int


@dataclass(frozen=True)
class Window:
    """Which of the hits to show."""

    first: int
    size: int

    def beyond(self, count: int) -> Window:
        """What is left of it after so many hits that stand before all others."""
        own = min(max(count - self.first, 0), self.size)
        return Window(max(self.first - count, 0), self.size - own)


@dataclass(frozen=True)
class Hits:
    """`shown`: the entries of the page, the best first. `has_more`: only the newest were ranked.

    `named`: how many come first because their very name was typed. `kinds`: how many are of each kind.
    """

    count: int = 0
    has_more: bool = False
    named: int = 0
    shown: list[Shown] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    bodies: list[Body] = field(default_factory=list)

    def after(self, named: Sequence[tuple[int, str]], window: Window) -> Hits:
        """With others before them: number and kind of each, of which the very name was typed."""
        own = [entry for entry, _kind in named[window.first : window.first + window.size]]
        return replace(
            self,
            count=self.count + len(named),
            named=self.named + len(named),
            shown=[*shown(own), *self.shown],
            kinds=self.kinds + Counter(kind for _entry, kind in named),
        )
