"""Between whom an agreement holds today, and whether one organisation may rely on it towards another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from governance.kinds import VersionText
from governance.rows import FrozenRow
from protocols.assurance import assurance
from protocols.editions import ALWAYS
from protocols.holding import Agreement, Answer

MOST_IN_A_TABLE = 12  # parties; beyond that one party is looked at at a time


@dataclass(frozen=True)
class Cell:
    """What holds between two. `is_older`: by another version than the newest."""

    body: str
    name: str
    answer: Answer
    is_own: bool = False
    is_older: bool = False
    is_from_paper: bool = False

    @property
    def since(self) -> date | None:
        return self.answer.since if self.answer.since != ALWAYS else None


@dataclass(frozen=True)
class Line:
    body: str
    name: str
    cells: Sequence[Cell]

    @property
    def held(self) -> int:
        return sum(cell.answer.holds for cell in self.cells)

    @property
    def others(self) -> list[Cell]:
        return [cell for cell in self.cells if not cell.is_own]


@dataclass(frozen=True)
class Way:
    """A flow between the two, as the agreement says it."""

    items: Sequence[str]
    method: str
    often: str


@dataclass(frozen=True)
class Between:
    """`from_paper`: numbers of the versions that were recorded from paper, and were not signed here."""

    agreement: Agreement
    on: date
    text: VersionText
    from_paper: frozenset[str] = frozenset()

    @cached_property
    def bodies(self) -> list[str]:
        return self.agreement.parties(self.on)

    @property
    def is_large(self) -> bool:
        return len(self.bodies) > MOST_IN_A_TABLE

    @cached_property
    def lines(self) -> list[Line]:
        found = self.agreement.matrix(self.on)
        newest = max((answer.number for answer in found.values() if answer.holds), key=_number, default="")
        return [
            Line(
                one,
                self.name(one),
                [
                    self._cell(one, other, found.get((one, other)) or found.get((other, one)), newest)
                    for other in self.bodies
                ],
            )
            for one in self.bodies
        ]

    def _cell(self, one: str, other: str, answer: Answer | None, newest: str) -> Cell:
        if one == other or answer is None:
            return Cell(other, self.name(other), Answer(False, ""), is_own=True)
        is_older = answer.holds and answer.number != newest
        is_from_paper = answer.holds and answer.number in self.from_paper
        return Cell(other, self.name(other), answer, is_older=is_older, is_from_paper=is_from_paper)

    def assurance(self, answer: Answer) -> str:
        """What an answer must say with it; empty where the version was signed here."""
        from_paper = answer.holds and answer.number in self.from_paper
        return assurance(is_from_outside=from_paper, is_from_paper=from_paper)

    @property
    def has_suspended(self) -> bool:
        """Whether a cell of the table says so."""
        return any(cell.answer.is_suspended for line in self.lines for cell in line.cells)

    @property
    def assurances(self) -> str:
        """The same beneath the table, where it has such a cell."""
        found = any(cell.is_from_paper for line in self.lines for cell in line.cells)
        return assurance(is_from_outside=found, is_from_paper=found)

    def name(self, body: str) -> str:
        return self.agreement.names.get(body, body)

    def answer(self, giver: str, taker: str) -> Answer:
        return self.agreement.between(giver, taker, self.on)

    def ways(self, giver: str, taker: str) -> list[Way]:
        """What the agreement says goes from one to the other."""
        names = (self.name(giver), self.name(taker))
        rows = self.text.rows.get("flows", ())
        return [_way(row) for row in rows if (_end(row, "from"), _end(row, "to")) == names]

    def sentence(self, giver: str, taker: str, *, item: str = "") -> str:
        """The answer in words. Never that something may not be shared: case by case no agreement is needed."""
        words = {"giver": self.name(giver), "taker": self.name(taker), "item": item}
        answer = self.answer(giver, taker)
        if not answer.holds:
            said = _(
                "Between %(giver)s and %(taker)s people decide case by case today, without this agreement."
            )
            return said % words
        ways = self.ways(giver, taker)
        if not self.text.rows.get("flows"):
            return _("%(giver)s can rely on this agreement towards %(taker)s.") % words
        if not ways:
            return (
                _("It holds between them, but names nothing that goes from %(giver)s to %(taker)s.") % words
            )
        if item and all(item not in way.items for way in ways):
            return (
                _("It holds between them, but does not name “%(item)s” among what %(giver)s sends.") % words
            )
        if item:
            return _("Yes: %(giver)s sends “%(item)s” to %(taker)s under this agreement.") % words
        return _("Yes: %(giver)s can send %(taker)s what stands below under this agreement.") % words

    @property
    def items(self) -> list[str]:
        return [str(row["what"]) for row in self.text.rows.get("data_items", ())]


def _way(row: FrozenRow) -> Way:
    return Way([str(item["what"]) for item in row["items"]], str(row["method"]), str(row["often"]))


def _end(row: FrozenRow, end: str) -> str:
    return str(row["route"][end]["name"])


def _number(number: str) -> tuple[int, int]:
    major, _dot, minor = number.partition(".")
    return int(major), int(minor or 0)
