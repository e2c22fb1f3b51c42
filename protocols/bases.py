"""Lawful bases and conditions as dated data, read from `reference/bases.csv`, never written into code.

An agreement names a basis by its key. Not legal advice: an organisation's own adviser decides.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrPromise

FOLDER = Path(__file__).parent / "reference"


class Group(StrEnum):
    """Which question of the law a basis answers, in the order in which they are asked."""

    ARTICLE_6 = "article6"
    ANNEX_1 = "annex1"
    ARTICLE_9 = "article9"
    SCHEDULE_1 = "schedule1"
    LAW_ENFORCEMENT = "law_enforcement"
    CONFIDENTIALITY = "confidentiality"


GROUP_WORDS: dict[Group, _StrPromise] = {
    Group.ARTICLE_6: _("Lawful basis (UK GDPR Article 6)"),
    Group.ANNEX_1: _("Condition for a recognised legitimate interest (UK GDPR Annex 1)"),
    Group.ARTICLE_9: _("Condition for special category data (UK GDPR Article 9)"),
    Group.SCHEDULE_1: _("Condition in Schedule 1 of the Data Protection Act 2018"),
    Group.LAW_ENFORCEMENT: _("Law enforcement (Data Protection Act 2018, Part 3)"),
    Group.CONFIDENTIALITY: _("How the duty of confidence is met"),
}


@dataclass(frozen=True)
class Basis:
    """One basis or condition: what it needs, since when it holds, and how we know.

    `note`: what to look out for, such as that a policy document is needed. `in_force_to` is the last day.
    """

    key: str
    group: Group
    nation: str
    label: str
    citation: str
    text: str
    note: str
    source: str
    address: str
    in_force_from: date | None
    in_force_to: date | None
    read_on: date
    confidence: str

    @property
    def words(self) -> str:
        return f"{self.label} ({self.citation})"

    def holds(self, on: date) -> bool:
        """A basis without a first day is taken to hold."""
        begun = self.in_force_from is None or self.in_force_from <= on
        return begun and (self.in_force_to is None or on <= self.in_force_to)


@dataclass(frozen=True)
class Special:
    """One special category of personal data."""

    key: str
    label: str
    citation: str
    source: str
    address: str
    read_on: date


@cache
def bases() -> dict[str, Basis]:
    """All of them by key, in the order of the file, those of the past too: old agreements name them."""
    with (FOLDER / "bases.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: _basis(row) for row in csv.DictReader(file)}


@cache
def special_categories() -> dict[str, Special]:
    with (FOLDER / "special.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["key"]: Special(
                row["key"],
                row["label"],
                row["citation"],
                row["source"],
                row["address"],
                date.fromisoformat(row["checked_on"]),
            )
            for row in csv.DictReader(file)
        }


def by_group(on: date) -> list[tuple[Group, list[Basis]]]:
    """What holds on a day, by the question that it answers."""
    current = [basis for basis in bases().values() if basis.holds(on)]
    return [(group, [basis for basis in current if basis.group is group]) for group in Group]


def groups_of(keys: Iterable[str]) -> set[Group]:
    """The questions that these answer; a key that the data does not have answers none."""
    return {bases()[key].group for key in keys if key in bases()}


def basis_label(key: str) -> str:
    """What a basis is called; the key itself for one that the data no longer has."""
    basis = bases().get(key)
    return basis.words if basis else key


def special_label(key: str) -> str:
    """What a special category is called; nothing for none."""
    special = special_categories().get(key)
    return special.label if special else key


def _basis(row: dict[str, str]) -> Basis:
    return Basis(
        key=row["key"],
        group=Group(row["group"]),
        nation=row["nation"],
        label=row["label"],
        citation=row["citation"],
        text=row["text"],
        note=row["note"],
        source=row["source"],
        address=row["address"],
        in_force_from=_day(row["in_force_from"]),
        in_force_to=_day(row["in_force_to"]),
        read_on=date.fromisoformat(row["checked_on"]),
        confidence=row["confidence"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
