"""What the law requires of an agreement before anybody is asked to sign it. Pure: of what a version says.

Each requirement cites its provision. Everything beyond it is advice, and stands among the checks of completeness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from protocols.bases import Group, bases, groups_of
from protocols.kinds import ACCORD, JOINT_CONTROLLERS, PURPOSE
from protocols.models.basis import Covers
from protocols.models.party import ControllerRole, Direction

if TYPE_CHECKING:
    from governance.kinds import VersionText

READ_ON = date(2026, 11, 22)
NEEDS_SCHEDULE_1 = {"art9_b", "art9_g", "art9_h", "art9_i", "art9_j"}  # Data Protection Act 2018, section 10
RECOGNISED = "a6_recognised_legitimate_interest"


@dataclass(frozen=True)
class Facts:
    """What a version says: its kind, its rows as they are frozen, and the texts of its sections by key."""

    kind: str
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    sections: Mapping[str, str]

    @classmethod
    def of(cls, kind: str, text: VersionText) -> Facts:
        return cls(kind, text.rows, {section.key: section.body for section in text.sections})

    def of_set(self, key: str) -> Sequence[Mapping[str, Any]]:
        return self.rows.get(key, ())

    @property
    def bases(self) -> list[str]:
        return [str(row["key"]) for row in self.of_set("bases")]

    @property
    def groups(self) -> set[Group]:
        """The questions that its bases answer, those that an organisation added among them."""
        added = {Group(row["group"]) for row in self.of_set("bases") if row.get("group")}
        return groups_of(self.bases) | added

    @property
    def terms(self) -> Mapping[str, Any]:
        return next(iter(self.of_set("terms")), {})

    @property
    def conditions(self) -> Mapping[str, Any]:
        return next(iter(self.of_set("conditions")), {})

    @property
    def has_special(self) -> bool:
        return any(row["special"] for row in self.of_set("data_items"))

    @property
    def has_criminal(self) -> bool:
        return any(row["criminal"] for row in self.of_set("data_items"))


@dataclass(frozen=True)
class Requirement:
    """One thing that the law asks for; `task` is the part of the builder in which it is answered."""

    task: str
    source: str
    read_on: date
    faults: Callable[[Facts], Iterator[str]]


def missing(facts: Facts) -> tuple[str, ...]:
    """What stands in the way of opening it for signature, in sentences; nothing where all is there."""
    return tuple(fault for _requirement, fault in missing_by_requirement(facts))


def missing_by_requirement(facts: Facts) -> list[tuple[Requirement, str]]:
    return [(each, fault) for each in requirements(facts.kind) for fault in each.faults(facts)]


def requirements(kind: str) -> tuple[Requirement, ...]:
    """An accord holds principles, so that nothing is asked of data it does not share."""
    if kind == ACCORD.key:
        return (PARTIES, PURPOSE_STATED)
    shared = (
        PARTIES, DIRECTIONS, PURPOSE_STATED, ITEMS, BASIS, INTEREST, SPECIAL, CRIMINAL, RETENTION, ASSESSMENT,
        FLOWS,
    )  # fmt: skip
    return (*shared, JOINT) if kind == JOINT_CONTROLLERS.key else shared


def _two_parties(facts: Facts) -> Iterator[str]:
    if len(facts.of_set("parties")) < 2:
        yield _("Name at least two parties.")


def _directions(facts: Facts) -> Iterator[str]:
    directions = [row["direction"] for row in facts.of_set("parties")]
    if len(directions) < 2:
        return
    if all(each == Direction.RECIPIENT for each in directions):
        yield _("Say which party discloses: all of them only receive.")
    if all(each == Direction.DISCLOSER for each in directions):
        yield _("Say which party receives: all of them only disclose.")


def _purpose(facts: Facts) -> Iterator[str]:
    if not facts.sections.get(PURPOSE, "").strip():
        yield _("Say what the sharing is for.")


def _items(facts: Facts) -> Iterator[str]:
    if not facts.of_set("data_items"):
        yield _("List what is shared, item by item.")


def _flows(facts: Facts) -> Iterator[str]:
    """Each goes between two parties, and every item goes somewhere."""
    names = {row["name"] for row in facts.of_set("parties")}
    for row in facts.of_set("flows"):
        for end in ("from", "to"):
            if row["route"][end]["name"] not in names:
                yield _("A flow names “%(name)s”, who is no party.") % {"name": row["route"][end]["name"]}
    if facts.of_set("data_items") and not facts.of_set("flows"):
        yield _("Say who gives what to whom: there is no flow yet.")


def _basis(facts: Facts) -> Iterator[str]:
    part_3 = any(key in ("le_task", "le_consent") for key in facts.bases)
    if Group.ARTICLE_6 not in facts.groups and not part_3:
        yield _("Choose a lawful basis: one of Article 6, or one of Part 3 where the police share.")


def _interest(facts: Facts) -> Iterator[str]:
    if RECOGNISED in facts.bases and Group.ANNEX_1 not in facts.groups:
        yield _("Choose the condition of Annex 1 that makes the legitimate interest a recognised one.")


def _special(facts: Facts) -> Iterator[str]:
    if not facts.has_special:
        return
    chosen = [key for key in facts.bases if key in bases()]
    sensitive = any(key.startswith("sch8_") or key == "le_consent" for key in chosen)
    if Group.ARTICLE_9 not in facts.groups and not sensitive:
        yield _(
            "There is special category data: choose a condition of Article 9, or of Schedule 8 for the police."
        )
    if NEEDS_SCHEDULE_1 & set(chosen) and not _schedule_1(facts, for_criminal=False):
        yield _("The condition of Article 9 needs one of Schedule 1 beside it: choose that, too.")


def _criminal(facts: Facts) -> Iterator[str]:
    part_3 = any(key in ("le_task", "le_consent") for key in facts.bases)
    if facts.has_criminal and not part_3 and not _schedule_1(facts, for_criminal=True):
        yield _("There is criminal offence data: choose a condition of Schedule 1, or Part 3 for the police.")


def _schedule_1(facts: Facts, *, for_criminal: bool) -> bool:
    """Whether a condition of Schedule 1 is chosen that covers such data; paragraphs 29 to 36 are for criminal data."""
    for row in facts.of_set("bases"):
        basis = bases().get(row["key"])
        group = row.get("group") or (basis.group if basis else "")
        if group != Group.SCHEDULE_1:
            continue
        only_criminal = basis is not None and int(basis.key.removeprefix("sch1_")) >= 29
        if for_criminal and row["covers"] != Covers.SPECIAL:
            return True
        if not for_criminal and row["covers"] != Covers.CRIMINAL and not only_criminal:
            return True
    return False


def _retention(facts: Facts) -> Iterator[str]:
    if not facts.terms.get("retention"):
        yield _("Say how long the recipients keep the information.")


def _assessment(facts: Facts) -> Iterator[str]:
    if not facts.conditions.get("assessment"):
        yield _("Say whether an impact assessment was done, or why none is needed.")


def _joint(facts: Facts) -> Iterator[str]:
    joint = [row for row in facts.of_set("parties") if row["role"] == ControllerRole.JOINT]
    if len(joint) < 2:
        yield _("Say which parties are joint controllers: at least two.")
    if not facts.sections.get("responsibilities", "").strip():
        yield _("Say which joint controller does what, above all for people's rights and for informing them.")


def _law(task: str, source: str, faults: Callable[[Facts], Iterator[str]]) -> Requirement:
    return Requirement(task, source, READ_ON, faults)


PARTIES = _law("parties", "An agreement takes two; ICO data sharing code: who is a party", _two_parties)
DIRECTIONS = _law("parties", "UK GDPR Art 4(2) and 4(9): disclosure, recipient", _directions)
PURPOSE_STATED = _law("purpose", "UK GDPR Art 5(1)(b): specified and explicit purposes", _purpose)
ITEMS = _law("items", "UK GDPR Art 5(1)(c): limited to what is necessary", _items)
FLOWS = _law("flows", "UK GDPR Art 5(2) and 30(1)(d): accountability, categories of recipients", _flows)
BASIS = _law("basis", "UK GDPR Art 6(1); Data Protection Act 2018 s.35", _basis)
INTEREST = _law("basis", "UK GDPR Art 6(1)(ea), 6(5) and Annex 1", _interest)
SPECIAL = _law("basis", "UK GDPR Art 9; Data Protection Act 2018 ss.10 and 35, Schs 1 and 8", _special)
CRIMINAL = _law("basis", "UK GDPR Art 10; Data Protection Act 2018 s.10(4)-(5), Sch 1", _criminal)
RETENTION = _law("retention", "UK GDPR Art 5(1)(e): kept no longer than necessary", _retention)
ASSESSMENT = _law("assessment", "UK GDPR Art 35; Data Protection Act 2018 s.64", _assessment)
JOINT = _law("parties", "UK GDPR Art 26; Data Protection Act 2018 s.58", _joint)
