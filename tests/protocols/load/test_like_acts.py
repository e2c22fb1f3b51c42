"""What a load writes is what the acts would have written: every row, history row and event, but for keys and times."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

import pytest
import time_machine
from django.db import transaction

from audit.history import history_model
from audit.models import Event, ObjectHead
from governance.content.code_of_practice import CODE_OF_PRACTICE
from governance.kinds import PlainSection
from governance.models import (
    Approval,
    ApprovalRound,
    ApprovalSeat,
    ApprovalStep,
    Body,
    Document,
    DocumentVersion,
    Participant,
    ReferenceCounter,
    Section,
)
from governance.services import documents, publication, review
from organisations.models import Membership, Organisation, User
from organisations.services.organisations import found_organisation
from organisations.services.people import add_member
from protocols.load import bodies, people, policies, recording
from protocols.load.agreements import agreement
from protocols.load.numbers import Numbers
from protocols.load.world import SEED, World
from protocols.models import (
    EntryArrow,
    EntryContent,
    EntryParty,
    EntryPower,
    LegalPower,
    Party,
    Protocol,
    RegisterEntry,
    Terms,
)
from protocols.services.recording import record_amendment, record_existing

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
ROUNDS = (ApprovalRound, ApprovalStep, ApprovalSeat, Approval)
TRACKED = (Document, DocumentVersion, Section, Participant, *ROUNDS, Protocol, Terms, Party, LegalPower)
PLAIN = (Body, ReferenceCounter, RegisterEntry, EntryParty, EntryPower, EntryArrow, EntryContent)
TOLD = {"published_at"}  # a time that agreements bring with them


@pytest.fixture
def world():
    """Ten organisations and their people."""
    world = World(Numbers(10, 80, 40, 30, 0, seed=5, today=TODAY))
    bodies.found(world, range(10))
    people.enter(world, range(30))
    world.write()
    return world


@contextmanager
def undone():
    """What happens within is forgotten."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def everything(known):
    """All that is stored of documents, and what the log says of them, in an order that keys have no part in."""
    tables = [*PLAIN, *TRACKED, *(history_model(model) for model in TRACKED)]
    found = {model.__name__: sorted(rows_of(model, known), key=repr) for model in tables}
    events = Event.objects.filter(target_type__startswith="governance.document").in_order()
    found["events"] = sorted((told(event) for event in events), key=repr)
    heads = ObjectHead.objects.filter(target_type__startswith="governance.document")
    found["heads"] = sorted(heads.values_list("target_type", "label", "number"))
    return found


def rows_of(model, known):
    counted = {"id"} if model in (ReferenceCounter, EntryParty, EntryPower, EntryArrow) else set()
    for row in model.objects.values():
        yield {name: told_value(name, value, known) for name, value in row.items() if name not in counted}


def told_value(name, value, known):
    if isinstance(value, UUID):
        return str(value) if value in known else "a key"
    if isinstance(value, datetime) and name not in TOLD:
        return "a time"
    return bytes(value) if isinstance(value, memoryview) else value


def told(event):
    tables = sorted(table for table, _key, _sha256 in event.history)
    return (
        event.verb, event.actor_kind, event.actor_id, event.actor_label, event.target_type, event.target_label,
        event.object_number, event.organisations, event.facts, event.reason, tables, event.history_columns,
    )  # fmt: skip


def keys():
    return set(Organisation.objects.values_list("pk", flat=True)) | set(
        User.objects.values_list("pk", flat=True)
    )


def test_agreements(world):
    known, count = keys(), 40
    all_told = [agreement(world, number) for number in range(count)]
    with undone():
        recording.enter(world, range(count))
        world.write_counters()
        in_bulk = everything(known)

    amended = 0
    for one in all_told:
        version = record_existing(one.desk.organisation, agreement=one.agreement, by=one.desk.officer)
        if one.amended is not None:
            amended += 1
            record_amendment(version.document, agreement=one.amended, by=one.desk.officer)

    assert amended > 1
    for name, rows in everything(known).items():
        assert in_bulk[name] == rows, name


@pytest.mark.long
def test_codes_of_practice(world):
    """The acts are given what the load came to, and come to the same."""
    known, count = keys(), 80
    with undone():
        policies.enter(world, range(count))
        world.write_counters()
        in_bulk = everything(known)
        stories = [Story(document) for document in Document.objects.order_by("pk")]

    for story in stories:
        story.tell()

    assert {version.state for story in stories for version in story.versions} == {
        "draft", "in_review", "approved", "published", "withdrawn",
    }  # fmt: skip
    assert max(len(story.versions) for story in stories) == 2
    acted = everything(known)
    for name, rows in acted.items():
        assert without_times(in_bulk[name]) == without_times(rows), name


def without_times(rows):
    """Codes are published when they are published."""
    return [{k: v for k, v in row.items() if k not in TOLD} if isinstance(row, dict) else row for row in rows]


class Story:
    """One Code of Practice as the load has it."""

    def __init__(self, document):
        self.document = document
        self.officer = User.objects.get(pk=document.created_by_id)
        self.versions = list(document.versions.order_by("major", "minor"))
        self.texts = [
            [PlainSection(s.key, s.heading, s.body) for s in version.sections.order_by("position")]
            for version in self.versions
        ]
        self.managers = {
            version.pk: User.objects.filter(pk=version.approved_by_id).first() for version in self.versions
        }

    def tell(self):
        told = self.document
        with time_machine.travel(told.created_at):
            document = documents.create_document(
                Organisation.objects.get(pk=told.organisation_id),
                kind=CODE_OF_PRACTICE,
                title=told.title,
                by=self.officer,
                sections=self.texts[0],
            )
        self.go_on(document.versions.get(), self.versions[0])
        for version, texts in zip(self.versions[1:], self.texts[1:], strict=True):
            with time_machine.travel(version.created_at):
                draft = documents.start_draft(document, by=self.officer, sections=texts)
            self.go_on(draft, version)

    def go_on(self, version, told):
        manager = self.managers[told.pk]
        if told.submitted_at:
            with time_machine.travel(told.submitted_at):
                review.submit(version, by=self.officer, change_summary=told.change_summary)
        if told.approved_at:
            with time_machine.travel(told.approved_at):
                review.approve(version, by=manager)
        if told.published_at:
            with time_machine.travel(told.published_at):
                publication.publish(version, by=manager, effective_from=told.effective_from)
        if told.withdrawn_at:
            with time_machine.travel(told.withdrawn_at):
                publication.withdraw(version, by=manager, reason=told.withdrawal_reason)


def test_organisations_and_roles(world):
    """The first organisation, and the role of the practitioner in it."""
    body, member = Organisation.objects.get(code="LD00001"), Membership.objects.order_by("pk").first()
    in_bulk = [told(event)[:2] + told(event)[4:5] + told(event)[10:] for event in events_of(body)[:2]]
    person = User.objects.create_user("another@load.example", "Another")

    again = found_organisation("LDX", by=SEED, name=body.name, legal_name=body.legal_name, kind=body.kind)
    add_member(person, by=SEED, organisation=again, role=member.role, starts_on=member.starts_on)

    assert [told(e)[:2] + told(e)[4:5] + told(e)[10:] for e in events_of(again)] == in_bulk
    same = {"name", "legal_name", "kind", "sort_name", "search_text", "four_eyes_waiver", "marking_default"}
    assert {k: getattr(again, k) for k in same} == {k: getattr(body, k) for k in same}
    facts, acted = events_of(body)[1].facts, events_of(again)[1].facts
    assert (facts.keys(), facts["role"], facts["from"]) == (acted.keys(), acted["role"], acted["from"])


def events_of(body):
    return list(Event.objects.for_target(body).in_order())
