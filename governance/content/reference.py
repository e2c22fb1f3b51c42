"""Law and guidance as dated data: read from the tables in `reference/`, never written into code.

The tables of this app stand in `governance/content/reference/`. An upper app has a folder `reference/` in a content
folder of its own, which it names as `home`.

Every row says where it comes from, from when until when it holds, when it was looked at and how sure that is:
`read` (the provision or a note that quotes it was seen), `known` (settled professional knowledge) or
`unsure`, which is never shown as a fact. Not legal advice: an organisation's own adviser decides.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

HOME = Path(__file__).parent  # the content folder of this app
NATIONS = {
    "uk": "Everywhere in the United Kingdom",
    "england": "England",
    "wales": "Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
}


@dataclass(frozen=True)
class Rule:
    """One row: what holds, for whom, since when, and how we know."""

    key: str
    nation: str
    label: str
    text: str
    source: str
    in_force_from: date | None
    in_force_to: date | None
    checked_on: date
    confidence: str
    who: str = ""
    publisher: str = ""
    address: str = ""

    def holds(self, on: date) -> bool:
        """`in_force_to` is the last day. A row without a first day is taken to hold."""
        begun = self.in_force_from is None or self.in_force_from <= on
        return begun and (self.in_force_to is None or on <= self.in_force_to) and self.confidence != "unsure"


@dataclass(frozen=True)
class Superseded:
    """A reference to law, guidance or a body that is out of date, and what stands in its place."""

    key: str
    nation: str
    label: str
    pattern: re.Pattern[str]
    was: str
    replaced_by: str
    since: str  # a day, a month or a year, as far as that is known
    severity: str
    source: str
    example_hit: str
    example_miss: str


@dataclass(frozen=True)
class Origin:
    """Where the advice on one section comes from."""

    source: str
    read_on: date
    confidence: str


def table(name: str, home: Path = HOME) -> list[dict[str, str]]:
    """The rows of a table as they stand in its file."""
    with (home / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def rules(name: str, home: Path = HOME) -> tuple[Rule, ...]:
    """The rows of a table such as duties, principles, guidance or limits."""
    return tuple(
        Rule(
            key=row["key"],
            nation=row["nation"],
            label=row["label"],
            text=row.get("text", ""),
            source=row["source"],
            in_force_from=_day(row["in_force_from"]),
            in_force_to=_day(row["in_force_to"]),
            checked_on=date.fromisoformat(row["checked_on"]),
            confidence=row["confidence"],
            who=row.get("who", ""),
            publisher=row.get("publisher", ""),
            address=row.get("address", ""),
        )
        for row in table(name, home)
    )


def current(name: str, home: Path = HOME) -> list[Rule]:
    """What held on the day on which each row was looked at: the register claims nothing beyond that day."""
    return [rule for rule in rules(name, home) if rule.holds(rule.checked_on)]


@cache
def superseded() -> tuple[Superseded, ...]:
    return tuple(
        Superseded(
            key=row["key"],
            nation=row["nation"],
            label=row["label"],
            pattern=re.compile(row["pattern"], 0 if row["case_sensitive"] == "yes" else re.IGNORECASE),
            was=row["was"],
            replaced_by=row["replaced_by"],
            since=row["since"],
            severity=row["severity"],
            source=row["source"],
            example_hit=row["example_hit"],
            example_miss=row["example_miss"],
        )
        for row in table("superseded")
        if row["confidence"] != "unsure"
    )


@cache
def origins(home: Path = HOME) -> dict[str, Origin]:
    """Where the advice on each section comes from: by section key, or by `kind/section` for that kind alone."""
    return {
        row["key"]: Origin(row["source"], date.fromisoformat(row["checked_on"]), row["confidence"])
        for row in table("sections", home)
    }
