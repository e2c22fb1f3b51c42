"""Codes of Practice of load data, in every state that one can be in, some with a second version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from django.db import transaction

from governance import events
from governance.canonical import frozen
from governance.content.code_of_practice import CODE_OF_PRACTICE
from governance.days import add_months
from governance.kinds import PlainSection
from governance.lifecycle import State
from governance.models import Document, DocumentVersion, Section
from governance.models.version import Grade
from organisations.roles import Role
from protocols.load import approving
from protocols.load.words import heading, prose
from protocols.load.writing import named, new_document, new_sections, new_version

if TYPE_CHECKING:
    from random import Random

    from protocols.load.world import Desk, World

SECTIONS = CODE_OF_PRACTICE.sections[:6]
SUBMITTED = ("state", "change_summary", "grade", "submitted_by", "submitted_at", "content_sha256", "lock")
APPROVED = ("state", "approved_by", "approved_at", "approved_as", "lock")
PUBLISHED = ("state", "effective_from", "next_review_on", "published_by", "published_at", "lock")
WITHDRAWN = ("state", "withdrawn_by", "withdrawn_at", "withdrawal_reason", "effective_to", "lock")


class Fate(Enum):
    """How far a document has come, with its share of a hundred."""

    DRAFT = "draft", 8
    IN_REVIEW = "in review", 5
    APPROVED = "approved", 4
    IN_FORCE = "in force", 56
    NEXT_DRAFT = "in force, with the next draft", 4
    SUPERSEDED = "in force in its second version", 13
    SCHEDULED = "in force, the second version later", 5
    WITHDRAWN = "withdrawn", 5

    def __init__(self, words: str, share: int) -> None:
        self.words = words
        self.share = share


SECOND = (Fate.NEXT_DRAFT, Fate.SUPERSEDED, Fate.SCHEDULED)


@dataclass
class Entered:
    """A document that is being entered, and its newest version."""

    desk: Desk
    document: Document
    fate: Fate
    chance: Random
    version: DocumentVersion
    waiting: approving.Waiting | None = None


def enter(world: World, numbers: range) -> None:
    """First versions before second ones: a document has one draft at a time."""
    with transaction.atomic():
        entered = [_first(world, number) for number in numbers]
        world.write()
        for one in entered:
            if one.fate in SECOND:
                _second(world, one)
        world.write()


def _first(world: World, number: int) -> Entered:
    turn, place = divmod(number, len(world.desks))
    desk, chance = world.desks[place], world.chance("policy", number)
    title = f"Code of Practice for {heading(chance, 2).lower()}" if turn else "Code of Practice"
    fates = list(Fate)
    fate = fates[0] if number == 0 else chance.choices(fates, [fate.share for fate in fates])[0]
    with world.operation(desk.officer):
        document = new_document(world, desk, CODE_OF_PRACTICE, title, CODE_OF_PRACTICE.audience)
        version = new_version(world, document, title, (desk.officer, Role.INFORMATION_OFFICER))
        sections = new_sections(world, version, _texts(chance))
        world.ledger.add(document, version, *sections)
        world.ledger.record(
            events.DOCUMENT_CREATED, document, audience=[desk.organisation], facts={"version": version.number}
        )
    one = Entered(desk, document, fate, chance, version)
    if fate is not Fate.DRAFT:
        submit(world, one, sections)
    if fate not in (Fate.DRAFT, Fate.IN_REVIEW):
        approve(world, one)
    if fate not in (Fate.DRAFT, Fate.IN_REVIEW, Fate.APPROVED):
        publish(world, one, world.clock.day - timedelta(days=chance.randint(60, 700)))
    if fate is Fate.WITHDRAWN:
        _withdraw(world, one)
    return one


def _second(world: World, one: Entered) -> None:
    """As `start_draft`, and on from there."""
    before = one.version
    with world.operation(one.desk.officer):
        author = (one.desk.officer, Role.INFORMATION_OFFICER)
        one.version = new_version(world, one.document, before.title, author, before)
        sections = new_sections(world, one.version, _texts(one.chance))
        world.ledger.add(one.version, *sections)
        world.ledger.record(
            events.DRAFT_STARTED,
            one.version,
            audience=[one.desk.organisation],
            facts={"version": one.version.number, "based_on": before.number},
        )
    if one.fate is Fate.NEXT_DRAFT:
        return
    submit(world, one, sections)
    approve(world, one)
    today = world.numbers.today
    later = today + timedelta(days=one.chance.randint(1, 90))
    publish(world, one, later if one.fate is Fate.SCHEDULED else world.clock.day, before)


def _texts(chance: Random) -> list[PlainSection]:
    return [
        PlainSection(model.key, model.heading, prose(chance, chance.randint(30, 90))) for model in SECTIONS
    ]


def submit(world: World, one: Entered, sections: list[Section]) -> None:
    version = one.version
    with world.operation(one.desk.officer):
        version.state = State.IN_REVIEW
        version.change_summary = prose(one.chance, 12)
        version.grade = Grade.MATERIAL
        version.submitted_by, version.submitted_at = one.desk.officer, world.clock.now
        version.content_sha256 = world.keep(frozen(version, sections, {}))
        version.lock += 1
        world.ledger.change(version, *SUBMITTED)
        one.waiting = approving.begin(world, version)
        world.ledger.record(
            events.VERSION_SUBMITTED,
            version,
            audience=[one.desk.organisation],
            facts={
                "version": version.number,
                "grade": version.grade,
                "sha256": version.content_sha256,
                **one.waiting.facts,
            },
        )


def approve(world: World, one: Entered) -> None:
    version, waiting = one.version, one.waiting
    if waiting is None:
        raise RuntimeError(f"{version} was not submitted")
    with world.operation(one.desk.manager):
        version.state = State.APPROVED
        version.approved_by, version.approved_at = one.desk.manager, world.clock.now
        version.approved_as = named(one.desk.manager, Role.MANAGER)
        version.lock += 1
        world.ledger.change(version, *APPROVED)
        given = approving.give(world, waiting, one.desk.manager, version.approved_as)
        world.ledger.record(
            events.VERSION_APPROVED,
            version,
            audience=[one.desk.organisation],
            facts={
                "version": version.number,
                "sha256": version.content_sha256,
                "four_eyes": True,
                **given,
            },
        )


def publish(world: World, one: Entered, starts: date, before: DocumentVersion | None = None) -> None:
    version = one.version
    with world.operation(one.desk.manager):
        if before is not None:
            before.effective_to = starts
            world.ledger.change(before, "effective_to", first=True)
        review = add_months(starts, one.document.review_cycle_months)
        version.state = State.PUBLISHED
        version.effective_from, version.next_review_on = starts, review
        version.published_by, version.published_at = one.desk.manager, world.clock.now
        version.lock += 1
        world.ledger.change(version, *PUBLISHED)
        world.ledger.record(
            events.VERSION_PUBLISHED,
            version,
            audience=[one.desk.organisation],
            facts={
                "version": version.number,
                "sha256": version.content_sha256,
                "effective_from": starts.isoformat(),
                "next_review_on": review.isoformat(),
            },
        )


def _withdraw(world: World, one: Entered) -> None:
    version = one.version
    with world.operation(one.desk.manager):
        version.state = State.WITHDRAWN
        version.withdrawn_by, version.withdrawn_at = one.desk.manager, world.clock.now
        version.withdrawal_reason = prose(one.chance, 10)
        version.effective_to = world.clock.day
        version.lock += 1
        world.ledger.change(version, *WITHDRAWN)
        world.ledger.record(
            events.VERSION_WITHDRAWN,
            version,
            audience=[one.desk.organisation],
            facts={"version": version.number},
            reason=version.withdrawal_reason,
        )
