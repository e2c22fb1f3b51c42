"""An act whose event cannot be written leaves nothing behind: the log refuses the line, in the database itself."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.serializers import serialize
from django.db import DatabaseError, connection

import governance.services
import organisations.services
import protocols.services
from audit.actors import job as job_actor
from governance import registry
from governance.files.types import check
from governance.jobs.queue import enqueue
from governance.models.link import Relation
from governance.pdf.render import Pdf
from governance.services import (
    attachments,
    body_imports,
    body_reports,
    documents,
    imports,
    jobs,
    links,
    publication,
    recording,
    rendition,
    review,
    sections,
    word_imports,
)
from organisations.services import accounts, grants
from organisations.services import organisations as bodies
from protocols.kinds import DISCLOSURE
from protocols.powers import REGISTER
from protocols.services.imports import import_agreements
from protocols.services.published import Published
from protocols.services.recording import draft_agreement
from tests.factories.governance import CODE, approved, draft_of, make_document, make_published, submitted
from tests.factories.protocols import amend, make_agreement, make_recorded
from tests.governance.import_world import checked, confirmed, file, uploaded
from tests.governance.jobs import samples
from tests.governance.word_world import uploaded_word
from tests.once import made_once
from tests.organisations.services import test_acts as lower
from tests.people import make_people

pytestmark = pytest.mark.django_db
ME = job_actor("tests")
FULL = "the log is full"
ON_SQLITE = f"CREATE TRIGGER full_log BEFORE INSERT ON audit_event BEGIN SELECT RAISE(ABORT, '{FULL}'); END"
ON_POSTGRES = (
    f"CREATE FUNCTION full_log() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE '{FULL}'; END $$",
    "CREATE TRIGGER full_log BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION full_log()",
)


@contextmanager
def full_log():
    """No line goes into the log: as with a full disk, the database refuses it after the rows were changed."""
    statements = ON_POSTGRES if connection.vendor == "postgresql" else (ON_SQLITE,)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TRIGGER full_log" + (" ON audit_event" if connection.vendor == "postgresql" else "")
        )


def everything():
    """A print of every table."""
    return {
        model._meta.label: hashlib.sha256(
            serialize("json", model._base_manager.order_by("pk")).encode()
        ).hexdigest()
        for model in apps.get_models()
    }


def lifecycle():
    """Documents that stand everywhere that an act begins from."""
    w = make_people()
    w.draft = draft_of(make_document(w.organisation, w.officer))
    w.section = w.draft.sections.first()
    w.in_review = submitted(draft_of(make_document(w.organisation, w.officer)), w.officer)
    w.approved = approved(draft_of(make_document(w.organisation, w.officer)), w.officer, w.approver)
    w.published = make_published(w.organisation, w.officer, w.approver, date(2026, 1, 1))
    w.welsh = make_document(w.organisation, w.officer, language="cy")
    w.link = links.link(
        w.draft.document, target=w.published.document, relation=Relation.RELIES_ON, by=w.officer
    )
    grants.grant(w.stranger, by=w.officer, codename="read_drafts", thing=w.published.document)
    w.job = enqueue(samples.make, key="one", by=w.officer, label="Making it", organisation=w.organisation)
    w.failed = enqueue(samples.make, key="two", by=w.officer, label="Making it", organisation=w.organisation)
    jobs.give_up(w.failed, by=ME, sentence="It cannot be done.")
    bodies.add_identifier(w.organisation, by=ME, scheme="ico", value="Z1")
    w.recorded = make_recorded(w.organisation, w.officer, w.other)
    of_bodies(w)
    of_files(w)
    return lower.furnish(w)


def create(w):
    documents.create_document(w.organisation, kind=registry.kind(CODE), title="Another", by=w.officer)


def take(w):
    data = b"# Sharing\n\nWe share.\n"
    imports.import_document(w.organisation, data=data, name="x.md", kind=registry.kind(CODE), by=w.officer)


def of_bodies(w):
    """Imports of bodies that stand everywhere that an act begins from."""
    w.unchecked, w.checked = uploaded(w), checked(w)
    w.agreed, w.stuck = confirmed(w), uploaded(w, file(name="stuck.csv"))
    jobs.give_up(w.stuck.job, by=ME, sentence="It cannot be done.")


def of_files(w):
    """Attachments, and Word files that stand everywhere that an act begins from."""
    w.attachment = attachments.attach(w.draft, file=check("a.pdf", b"%PDF-1.7"), by=w.officer)
    w.word, w.word_stuck = uploaded_word(w), uploaded_word(w)
    w.word_read = word_imports.note_read(uploaded_word(w), by=ME, report=WORD_REPORT)
    jobs.give_up(w.word_stuck.job, by=ME, sentence="It cannot be done.")


def upload(w):
    body_imports.upload([file(name="new.csv")], by=w.administrator)


def bring_in(w):
    body_imports.bring_in(w.agreed, by=w.administrator, bodies=body_imports.read(w.agreed).bodies)


WORD_REPORT = {
    "title": "Policy",
    "parts": [{"heading": "Scope", "body": "We share.", "added": False, "words": 2, "place": "scope"}],
    "words": 3,
    "counts": {},
    "lists": 0,
    "numbers": 0,
    "missing": [],
    "missing_count": 0,
}


def details(w):
    documents.change_version(w.draft, by=w.officer, lock=w.draft.lock, title="Other", marking="", handling="")


PUBLISHED = Published(
    "register.rsf",
    2,
    "1",
    datetime(2025, 5, 1, 10, tzinfo=UTC),
    {
        "name": "Warm homes",
        "purpose": "To help.",
        "legal-power-disclosure": f"{REGISTER}:2",
        "start-date": "2025-04-01",
    },
    {"controllers": ("ico:Z1",)},
)


def as_signed_elsewhere(w):
    draft = draft_of(
        documents.create_document(w.organisation, kind=DISCLOSURE, title="Agreed elsewhere", by=w.officer)
    )
    return recording.record_outside(
        draft, by=w.officer, effective_from=date(2026, 1, 1), effective_to=None, next_review_on=None
    )


def keep(w):
    rendition.keep(w.published, by=ME, pdf=Pdf(b"%PDF-1.7", 1), key="0" * 64)


ACTS = {
    "body_imports.upload": upload,
    "body_imports.note_check": lambda w: body_imports.note_check(
        w.unchecked, by=ME, found=body_reports.check(body_imports.read(w.unchecked))
    ),
    "body_imports.confirm": lambda w: body_imports.confirm(
        w.checked, by=w.administrator, planned=w.checked.report["print"]
    ),
    "body_imports.bring_in": bring_in,
    "body_imports.give_up": lambda w: body_imports.give_up(w.checked, by=w.administrator),
    "body_imports.try_again": lambda w: body_imports.try_again(w.stuck, by=w.administrator),
    "attachments.attach": lambda w: attachments.attach(w.draft, file=check("b.txt", b"Words."), by=w.officer),
    "attachments.detach": lambda w: attachments.detach(w.attachment, by=w.officer),
    "word_imports.upload": uploaded_word,
    "word_imports.note_read": lambda w: word_imports.note_read(w.word, by=ME, report=WORD_REPORT),
    "word_imports.note_refused": lambda w: word_imports.note_refused(w.word, by=ME, sentence="No."),
    "word_imports.make_draft": lambda w: word_imports.make_draft(
        w.word_read, by=w.officer, title="Policy", places=["scope"]
    ),
    "word_imports.give_up": lambda w: word_imports.give_up(w.word_read, by=w.officer),
    "word_imports.try_again": lambda w: word_imports.try_again(w.word_stuck, by=w.officer),
    "documents.create_document": create,
    "documents.change_control": lambda w: documents.change_control(
        w.draft.document, by=w.officer, distribution="All staff"
    ),
    "documents.start_draft": lambda w: documents.start_draft(w.published.document, by=w.officer),
    "documents.change_version": details,
    "imports.import_document": take,
    "sections.save_section": lambda w: sections.save_section(
        w.section, by=w.officer, body="Other words.", base=w.section.lock
    ),
    "sections.add_section": lambda w: sections.add_section(w.draft, by=w.officer, heading="More"),
    "sections.remove_section": lambda w: sections.remove_section(w.section, by=w.officer),
    "sections.move_section": lambda w: sections.move_section(w.section, by=w.officer, to="down"),
    "review.submit": lambda w: review.submit(w.draft, by=w.officer, change_summary="First"),
    "review.recall": lambda w: review.recall(w.in_review, by=w.officer, reason="A slip"),
    "review.send_back": lambda w: review.send_back(w.in_review, by=w.approver, reason="Say more"),
    "review.approve": lambda w: review.approve(w.in_review, by=w.approver),
    "review.give_up": lambda w: review.give_up(w.draft, by=w.officer, reason="Not needed"),
    "publication.publish": lambda w: publication.publish(
        w.approved, by=w.approver, effective_from=date(2026, 2, 1)
    ),
    "publication.withdraw": lambda w: publication.withdraw(w.published, by=w.manager, reason="Wrong"),
    "recording.record_outside": as_signed_elsewhere,
    "recording.record_existing": lambda w: make_recorded(w.organisation, w.officer, w.other),
    "recording.draft_agreement": lambda w: draft_agreement(
        w.organisation, agreement=make_agreement(w.organisation, w.other), by=w.officer
    ),
    "imports.import_agreements": lambda w: import_agreements([PUBLISHED], by=ME),
    "recording.record_amendment": lambda w: amend(w.recorded, w.officer, w.other, title="Amended"),
    "links.link": lambda w: links.link(
        w.published.document, target=w.draft.document, relation=Relation.COVERS, by=w.officer
    ),
    "links.state_translation": lambda w: links.state_translation(w.welsh, of=w.draft.document, by=w.officer),
    "links.unlink": lambda w: links.unlink(w.link, by=w.officer),
    "jobs.give_up": lambda w: jobs.give_up(w.job, by=ME, sentence="It cannot be done."),
    "jobs.try_again": lambda w: jobs.try_again(w.failed, by=w.officer),
    "rendition.keep": keep,
    "grants.grant": lambda w: grants.grant(
        w.stranger, by=w.officer, codename="read_drafts", thing=w.draft.document
    ),
    "grants.revoke": lambda w: grants.revoke(
        w.stranger, by=w.officer, codename="read_drafts", thing=w.published.document
    ),
}
LOWER = {  # acts of organisations, as its own tests do them
    "accounts.add_person": lower.add_person,
    "accounts.set_password": lower.set_password,
    "imports.import_organisations": lower.import_one,
    "organisations.found_organisation": lower.found,
    "organisations.change_organisation": lower.change,
    "organisations.waive_four_eyes": lower.waive,
    "organisations.add_contact": lower.add_contact,
    "organisations.change_contact": lower.change_contact,
    "organisations.remove_contact": lower.remove_contact,
    "organisations.add_identifier": lower.add_identifier,
    "organisations.record_successor": lower.record_successor,
    "logos.set_logo": lower.set_logo,
    "logos.remove_logo": lower.remove_logo,
    "people.add_member": lower.add_member,
    "people.end_membership": lower.end_membership,
    "people.appoint": lower.appoint,
    "people.end_appointment": lower.end_appointment,
    "teams.add_team": lower.add_team,
    "teams.change_team": lower.change_team,
    "organisations.restore_four_eyes": lambda w: bodies.restore_four_eyes(w.organisation, by=w.administrator),
    "accounts.note_sign_in": lambda w: accounts.note_sign_in(w.officer, by=w.officer),
    "accounts.note_sign_out": lambda w: accounts.note_sign_out(w.officer, by=w.officer),
    "accounts.note_failed_sign_in": lambda w: accounts.note_failed_sign_in(w.officer.email, by=ME),
}
made = made_once(lifecycle)


@pytest.mark.parametrize("name", [*ACTS, *LOWER])
def test_an_act_whose_event_fails_leaves_nothing_behind(made, name):
    cache.clear()
    act, rows = (ACTS | LOWER)[name], deepcopy(made)
    if name == "organisations.restore_four_eyes":
        bodies.waive_four_eyes(rows.organisation, by=rows.administrator, reason="Two staff.")
    before = everything()

    with full_log(), pytest.raises(DatabaseError, match=FULL):
        act(rows)

    assert everything() == before
    cache.clear()  # counts of failed sign-ins
    act(rows)
    assert everything() != before


def test_every_act_is_tried(record_property):
    found = set()
    for package in (governance.services, organisations.services, protocols.services):
        for module in pkgutil.iter_modules(package.__path__):
            loaded = importlib.import_module(f"{package.__name__}.{module.name}")
            found |= {
                f"{module.name}.{name}"
                for name, thing in vars(loaded).items()
                if hasattr(thing, "__wrapped__") and thing.__module__ == loaded.__name__
            }

    assert found == {*ACTS, *LOWER}
    record_property("figure", f"{len(found)} acts with an event that fails: 0 left anything behind")
