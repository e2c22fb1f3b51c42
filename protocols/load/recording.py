"""Enters agreements of load data, as `protocols.services.recording` records what was signed elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from audit.canonical import Value
from governance import events as governance_events
from governance.canonical import frozen
from governance.kinds import VersionText
from governance.lifecycle import State
from governance.models import Document, DocumentVersion, Participant
from governance.models.document import Part
from organisations.roles import Role
from protocols import events
from protocols.agreement import Source
from protocols.load.agreements import agreement as told_agreement
from protocols.load.writing import named, new_document, new_sections, new_version
from protocols.models import Protocol
from protocols.services.recording import begins, day_after
from protocols.services.register import described, store
from protocols.services.writing import rows_of

if TYPE_CHECKING:
    from organisations.models import Organisation
    from protocols.agreement import Agreement
    from protocols.load.agreements import Told
    from protocols.load.world import Desk, World

RECORDED = (
    "state", "content_sha256", "effective_from", "effective_to", "next_review_on", "published_by", "published_at",
    "recorded_as", "change_summary", "lock",
)  # fmt: skip


@dataclass
class Entered:
    """An agreement that is being entered: its document, and each version with what it says."""

    told: Told
    document: Document
    versions: list[DocumentVersion]
    texts: list[VersionText]


def enter(world: World, numbers: range) -> None:
    """First versions before amendments: a document has one draft at a time."""
    with transaction.atomic():
        entered = [_first(world, told_agreement(world, number)) for number in numbers]
        world.write()
        for one in entered:
            if one.told.amended is not None:
                _next(world, one, one.told.amended)
        world.write()
        entries = [
            entry
            for one in entered
            for entry in described(one.document, one.versions, one.texts, _times(one))
        ]
        store(entries, [text for one in entered for text in one.texts])
        world.stored += sum(1 + len(entry.parties) + len(entry.powers) for entry in entries)


def _times(one: Entered) -> dict[UUID, datetime]:
    """Each version is recorded at the time at which it is made."""
    return {version.pk: version.created_at for version in one.versions}


def _first(world: World, told: Told) -> Entered:
    """As `record_existing`."""
    desk, agreement = told.desk, told.agreement
    with world.operation(desk.officer):
        document = new_document(world, desk, agreement.kind, agreement.title, agreement.audience)
        one = Entered(told, document, [], [])
        version = new_version(world, document, agreement.title, (desk.officer, Role.INFORMATION_OFFICER))
        sections = new_sections(world, version, agreement.sections)
        world.ledger.add(document, version, *sections)
        world.ledger.record(
            governance_events.DOCUMENT_CREATED,
            document,
            audience=[desk.organisation],
            facts={"version": version.number},
        )
        source = agreement.source or Source("")
        world.ledger.add(
            Protocol(
                id=world.key(),
                document=document,
                is_from_outside=True,
                source=source.name,
                source_code=source.code,
                source_address=source.address,
            )
        )
        _record(world, one, version, agreement, new=_participants(world, document, agreement))
    return one


def _next(world: World, one: Entered, agreement: Agreement) -> None:
    """As `record_amendment`."""
    desk, before = one.told.desk, one.versions[-1]
    with world.operation(desk.officer):
        author = (desk.officer, Role.INFORMATION_OFFICER)
        version = new_version(world, one.document, agreement.title, author, before)
        world.ledger.add(version, *new_sections(world, version, agreement.sections))
        world.ledger.record(
            governance_events.DRAFT_STARTED,
            version,
            audience=[desk.organisation],
            facts={"version": version.number, "based_on": before.number},
        )
        world.ledger.change(version, "title")
        _record(world, one, version, agreement, new=[])


def _participants(world: World, document: Document, agreement: Agreement) -> list[Participant]:
    return [
        Participant(id=world.key(), document=document, organisation=party.organisation, standing=Part.PARTY)
        for party in agreement.parties
        if party.organisation and party.organisation.pk != document.organisation_id
    ]


def _record(
    world: World, one: Entered, version: DocumentVersion, agreement: Agreement, new: list[Participant]
) -> None:
    desk = one.told.desk
    written = rows_of(version, agreement, world.key)
    world.ledger.add(*written.in_order(), *new)
    bodies = _bodies(desk, agreement)
    world.ledger.record(
        events.AGREEMENT_ENTERED,
        one.document,
        audience=bodies,
        facts={
            "version": version.number,
            "parties": [party.name for party in agreement.parties],
            "powers": list(agreement.powers),
        },
    )
    rows = written.frozen()
    _end_the_one_before(world, one, begins(version, agreement))
    version.state = State.PUBLISHED
    version.content_sha256 = world.keep(frozen(version, agreement.sections, rows))
    version.effective_from = begins(version, agreement)
    version.effective_to = day_after(agreement.terms.ends_on)
    version.next_review_on = agreement.terms.review_on
    version.published_by, version.published_at = desk.officer, agreement.published_at
    version.recorded_as = named(desk.officer, Role.INFORMATION_OFFICER)
    version.change_summary = agreement.change_summary
    version.lock += 1
    world.ledger.change(version, *RECORDED)
    world.ledger.record(governance_events.VERSION_RECORDED, version, audience=bodies, facts=_facts(version))
    one.versions.append(version)
    one.texts.append(VersionText(version.title, version.language, agreement.sections, rows=rows))


def _bodies(desk: Desk, agreement: Agreement) -> list[Organisation]:
    return [desk.organisation, *(party.organisation for party in agreement.parties if party.organisation)]


def _end_the_one_before(world: World, one: Entered, on: date) -> None:
    for other in one.versions:
        ends = max(on, other.effective_from or on)
        if other.effective_to is None or other.effective_to > ends:
            other.effective_to = ends
            world.ledger.change(other, "effective_to", first=True)


def _facts(version: DocumentVersion) -> dict[str, Value]:
    return {
        "version": version.number,
        "sha256": version.content_sha256,
        "effective_from": version.effective_from.isoformat() if version.effective_from else "",
        "effective_to": version.effective_to.isoformat() if version.effective_to else "",
    }
