"""Legal powers and gateways as dated data, read from `reference/powers.csv`, never written into code.

An agreement names a power by its key. Not legal advice: an organisation's own adviser decides.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FILE = Path(__file__).parent / "reference" / "powers.csv"
REGISTER = (
    "information-sharing-agreement-powers-and-objectives-0001"  # the list that published agreements name
)

NATIONS: dict[str, _StrPromise] = {  # an Act of England and Wales stands under England, and says so
    "uk": _("United Kingdom"),
    "england": _("England"),
    "wales": _("Wales"),
    "scotland": _("Scotland"),
    "northern-ireland": _("Northern Ireland"),
}


@dataclass(frozen=True)
class Power:
    """One power: what it lets whom do, since when, and how we know. Without an address it rests on no Act.

    `register_code` is its number in the published list of powers of the Digital Economy Act, empty for others.
    """

    key: str
    register_code: str
    nation: str
    label: str
    text: str
    who: str
    source: str
    address: str
    in_force_from: date | None
    in_force_to: date | None
    checked_on: date
    confidence: str

    def holds(self, on: date) -> bool:
        """A power without a first day is taken to hold."""
        begun = self.in_force_from is None or self.in_force_from <= on
        return begun and (self.in_force_to is None or on <= self.in_force_to)


@cache
def powers() -> dict[str, Power]:
    """All powers by key, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["key"]: _power(row) for row in csv.DictReader(file)}


def by_nation(on: date) -> list[tuple[str, list[Power]]]:
    """What holds on a day, by where it holds; those of the whole United Kingdom first."""
    current = [power for power in powers().values() if power.holds(on)]
    return [
        (str(words), [power for power in current if power.nation == nation])
        for nation, words in NATIONS.items()
    ]


@cache
def by_register_code() -> dict[str, Power]:
    """The powers that the published list has, by its code, such as “…-0001:7”."""
    return {f"{REGISTER}:{power.register_code}": power for power in powers().values() if power.register_code}


def label(key: str) -> str:
    """What a power is called; the key itself for one that the data no longer has."""
    power = powers().get(key)
    return power.label if power else key


def _power(row: dict[str, str]) -> Power:
    return Power(
        key=row["key"],
        register_code=row["register_code"],
        nation=row["nation"],
        label=row["label"],
        text=row["text"],
        who=row["who"],
        source=row["source"],
        address=row["address"],
        in_force_from=_day(row["in_force_from"]),
        in_force_to=_day(row["in_force_to"]),
        checked_on=date.fromisoformat(row["checked_on"]),
        confidence=row["confidence"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
