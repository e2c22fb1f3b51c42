"""An act whose event cannot be written leaves nothing behind: the log refuses the line, in the database itself."""

from __future__ import annotations

import importlib
import pkgutil
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.utils import timezone

import governance.services
import organisations.services
import practice.services
import protocols.services
from audit.actors import job as job_actor
from governance import registry
from governance.approving import Plan, Seat, Step, Way
from governance.files.types import check
from governance.jobs.queue import enqueue
from governance.models.link import Relation
from governance.models.notification import Delivery
from governance.pdf.render import Pdf
from governance.services import (
    adoption,
    approval_rules,
    approvals,
    attachments,
    body_imports,
    body_reports,
    bulk,
    comments,
    comparisons,
    disclosure,
    documents,
    imports,
    jobs,
    links,
    notifications,
    offering,
    periodic_reviews,
    publication,
    reading_requests,
    readings,
    recording,
    references,
    rendition,
    restoring,
    review,
    sections,
    steps,
    training,
    word_imports,
)
from governance.stamps import owners_stamp, reviews_stamp
from organisations.permissions import Role
from organisations.services import absences, accounts, grants
from organisations.services import organisations as bodies
from organisations.services.people import appoint
from practice.services.signatory import name_signatory
from protocols.agreement import PaperSignature
from protocols.kinds import DISCLOSURE
from protocols.powers import REGISTER
from protocols.services import answers, localising, rows, signatories
from protocols.services.beginning import begin_protocol
from protocols.services.imports import import_agreements
from protocols.services.paper import record_from_paper
from protocols.services.published import Published
from protocols.services.recording import draft_agreement
from protocols.services.row_kinds import ITEMS, PARTIES
from tests.contents import contents
from tests.factories.governance import (
    CODE,
    approved,
    draft_of,
    make_document,
    make_published,
    make_short_procedure,
    make_template,
    reworded,
    submitted,
)
from tests.factories.notifications import make_mail
from tests.factories.organisations import make_member, make_person
from tests.factories.pdfs import make_pdf
from tests.factories.practice import make_statement
from tests.factories.protocols import amend, make_agreement, make_recorded
from tests.factories.reading import make_request, make_training
from tests.faults import signing_acts
from tests.faults.signing_acts import to_sign
from tests.governance.import_world import checked, confirmed, file, uploaded
from tests.governance.jobs import samples
from tests.governance.services import test_step_adoption as step_templates
from tests.governance.word_world import uploaded_word
from tests.once import made_once
from tests.organisations.services import test_acts as lower
from tests.people import make_people

pytestmark = pytest.mark.django_db
ME = job_actor("tests")
LATER = date(2030, 1, 1)
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
    return contents(apps.get_models())


def lifecycle():
    """Documents that stand everywhere that an act begins from."""
    w = make_people()
    w.draft = draft_of(make_document(w.organisation, w.officer, adopted=make_template()))
    w.section = w.draft.sections.first()
    w.offered = make_template(reworded("commitment", "We share when it helps."))
    references.mark_meant(w.section, by=w.officer, reference="pct", words=["PCT"])
    w.comment = comments.comment(w.section, by=w.officer, text="Is it so?", audience="organisation")
    w.resolved = comments.comment(w.section, by=w.officer, text="Is it?", audience="parties").thread
    w.resolved = comments.resolve(w.resolved, by=w.officer)
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
    w.away = appoint(w.officer, by=w.administrator, organisation=w.organisation, office="dpo")
    absences.go_away(w.away, by=w.administrator)
    bodies.add_identifier(w.organisation, by=ME, scheme="ico", value="Z1")
    w.recorded = make_recorded(w.organisation, w.officer, w.other)
    to_sign(w)
    w.source = make_recorded(w.organisation, w.officer, w.other, title="A source")
    w.localised = localising.localise(
        w.organisation, source=w.source, title="Made from it", by=w.officer
    ).document
    w.source_now = amend(w.source, w.officer, w.other, title="A source")
    w.protocol = begin_protocol(w.organisation, kind=DISCLOSURE, title="Begun", by=w.officer)
    w.item, w.item_after = (
        rows.add_row(w.protocol, by=w.officer, kind=ITEMS, fields={"what": what}) for what in ("Name", "Age")
    )
    w.procedure = draft_of(make_short_procedure(w.organisation, w.officer))
    w.step = w.procedure.steps.get(key="confirm")
    w.followed, w.offered_steps = following_steps(w)
    w.statement = draft_of(make_statement(w.organisation, w.officer))
    of_bodies(w)
    under_a_rule(w)
    of_files(w)
    to_read(w)
    w.mail = make_mail(w.officer, attempts=1, given_up_at=timezone.now(), error="Refused.")
    return lower.furnish(w)


def under_a_rule(w):
    """A rule of two steps, one version half way through it, and one whose approval is lent."""
    steps = (Step((Seat(Way.ROLE, "information_officer"),)), Step((Seat(Way.ROLE, "manager"),)))
    approval_rules.set_rule(w.organisation, by=w.administrator, plan=Plan(steps))
    w.second = make_person("second@northshire.example")
    make_member(w.second, w.organisation, Role.MANAGER)
    w.half, w.lent = (
        submitted(draft_of(make_document(w.organisation, w.officer)), w.officer) for _number in range(2)
    )
    review.approve(w.half, by=w.approver)
    approvals.delegate(w.lent, by=w.approver, to=w.second, until=timezone.localdate())


def to_read(w):
    """A document and a training item that people are asked for, and somebody whom the job has not asked yet."""
    w.request = make_request(w.published.document, w.officer)
    w.course = make_training(w.organisation, w.officer)
    make_request(w.course, w.officer)
    make_member(make_person("newly.joined@northshire.example"), w.organisation, Role.PRACTITIONER)


STEP = {"what": "Follow up", "who": "", "by_when": "", "record": "", "guidance": ""}


def create(w):
    documents.create_document(w.organisation, kind=registry.kind(CODE), title="Another", by=w.officer)


def take(w):
    data = b"# Sharing\n\nWe share.\n"
    imports.import_document(w.organisation, data=data, name="x.md", kind=registry.kind(CODE), by=w.officer)


def following_steps(w):
    """A draft that follows the first version of a template with steps, and the second version."""
    step_templates.publish(step_templates.FIRST)
    document = documents.create_document(
        w.organisation, kind=registry.kind("procedure"), title="Followed", by=w.officer
    )
    return draft_of(document), step_templates.publish(step_templates.SECOND)


def of_bodies(w):
    """Imports of bodies that stand everywhere that an act begins from."""
    w.unchecked, w.checked = uploaded(w), checked(w)
    w.agreed, w.stuck = confirmed(w), uploaded(w, file(name="stuck.csv"))
    jobs.give_up(w.stuck.job, by=ME, sentence="It cannot be done.")


def of_files(w):
    """Attachments, and Word files that stand everywhere that an act begins from."""
    w.attachment = attachments.attach(w.draft, file=check("a.pdf", make_pdf()), by=w.officer)
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
    "comments.comment": lambda w: comments.comment(w.section, by=w.officer, text="No?", audience="parties"),
    "comments.reply": lambda w: comments.reply(w.comment.thread, by=w.approver, text="Yes."),
    "comments.resolve": lambda w: comments.resolve(w.comment.thread, by=w.approver),
    "comments.reopen": lambda w: comments.reopen(w.resolved, by=w.approver),
    "comments.change_comment": lambda w: comments.change_comment(w.comment, by=w.officer, text="Is it?"),
    "comments.remove_comment": lambda w: comments.remove_comment(w.comment, by=w.officer),
    "steps.add_step": lambda w: steps.add_step(w.procedure, by=w.officer, fields=STEP),
    "steps.change_step": lambda w: steps.change_step(w.step, by=w.officer, fields=STEP, base=1),
    "steps.move_step": lambda w: steps.move_step(w.step, by=w.officer, to="down", seen=1),
    "steps.remove_step": lambda w: steps.remove_step(w.step, by=w.officer),
    "signatory.name_signatory": lambda w: name_signatory(
        w.statement, by=w.officer, name="Ann Other", post="Director", signed_on=None, base=1
    ),
    "review.submit": lambda w: review.submit(w.draft, by=w.officer, change_summary="First"),
    "review.recall": lambda w: review.recall(w.in_review, by=w.officer, reason="A slip"),
    "review.send_back": lambda w: review.send_back(w.in_review, by=w.approver, reason="Say more"),
    "review.approve": lambda w: review.approve(w.in_review, by=w.approver),
    "approvals.take_back": lambda w: approvals.take_back(w.half, by=w.approver, reason="A slip"),
    "approvals.delegate": lambda w: approvals.delegate(
        w.half, by=w.manager, to=w.second, until=timezone.localdate()
    ),
    "approvals.end_delegation": lambda w: approvals.end_delegation(w.lent, by=w.approver),
    "approval_rules.set_rule": lambda w: approval_rules.set_rule(
        w.organisation, by=w.administrator, plan=Plan((Step((Seat(Way.ROLE, "manager"),)),)), kind=CODE
    ),
    "approval_rules.remove_rule": lambda w: approval_rules.remove_rule(w.organisation, by=w.administrator),
    "review.give_up": lambda w: review.give_up(w.draft, by=w.officer, reason="Not needed"),
    "periodic_reviews.call_review": lambda w: periodic_reviews.call_review(
        w.published.document, by=w.officer, cause="law", reason="A new Act", due_on=date(2027, 1, 1)
    ),
    "periodic_reviews.record_review": lambda w: periodic_reviews.record_review(
        w.published.document, by=w.officer, outcome="no_change"
    ),
    "offering.offer": lambda w: offering.offer(w.published.document, by=ME),
    "reading_requests.ask": lambda w: make_request(w.published.document, w.manager, roles=["manager"]),
    "reading_requests.withdraw": lambda w: reading_requests.withdraw(w.request, by=w.officer),
    "readings.open_reading": lambda w: readings.open_reading(w.published, by=w.practitioner),
    "readings.confirm": lambda w: readings.confirm(w.published, by=w.practitioner),
    "readings.confirm_training": lambda w: readings.confirm_training(
        w.course, by=w.practitioner, done_on=timezone.localdate()
    ),
    "readings.note_export": lambda w: readings.note_export(w.organisation, by=w.officer, rows=1),
    "notifications.choose": lambda w: notifications.choose(w.officer, by=w.officer, delivery=Delivery.DAILY),
    "notifications.send_again": lambda w: notifications.send_again(w.mail, by=w.administrator),
    "notifications.remind": lambda w: notifications.remind(w.in_review, by=w.officer),
    "training.add_training": lambda w: make_training(w.organisation, w.officer, name="Another"),
    "training.change_training": lambda w: training.change_training(w.course, by=w.officer, name="Other"),
    "training.end_training": lambda w: training.end_training(w.course, by=w.officer),
    "periodic_reviews.plan_review": lambda w: periodic_reviews.plan_review(
        w.published.document, by=w.officer, next_review_on=LATER, reason="The Act is late"
    ),
    "bulk.assign_owner": lambda w: bulk.assign_owner(
        [w.published.document, w.draft.document],
        by=w.officer,
        owner=w.manager,
        seen=owners_stamp([w.published.document, w.draft.document]),
    ),
    "bulk.set_review_day": lambda w: bulk.set_review_day(
        [w.published.document],
        by=w.officer,
        next_review_on=LATER,
        reason="The Act is late",
        seen=reviews_stamp([w.published.document]),
    ),
    "publication.publish": lambda w: publication.publish(
        w.approved, by=w.approver, effective_from=date(2026, 2, 1)
    ),
    "publication.withdraw": lambda w: publication.withdraw(w.published, by=w.manager, reason="Wrong"),
    "disclosure.decide_disclosure": lambda w: disclosure.decide_disclosure(
        w.published, by=w.approver, publication="metadata", reason="Section 31"
    ),
    "recording.record_outside": as_signed_elsewhere,
    "recording.record_existing": lambda w: make_recorded(w.organisation, w.officer, w.other),
    "recording.draft_agreement": lambda w: draft_agreement(
        w.organisation, agreement=make_agreement(w.organisation, w.other), by=w.officer
    ),
    "beginning.begin_protocol": lambda w: begin_protocol(
        w.organisation, kind=DISCLOSURE, title="Another", by=w.officer
    ),
    "rows.add_row": lambda w: rows.add_row(
        w.protocol, by=w.officer, kind=PARTIES, fields={"organisation": w.other, "direction": "recipient"}
    ),
    "rows.change_row": lambda w: rows.change_row(
        w.item, by=w.officer, fields={"why": "To find them."}, seen=rows.stamp_of(w.item)
    ),
    "rows.move_row": lambda w: rows.move_row(w.item, by=w.officer, to="down", seen=1),
    "rows.remove_row": lambda w: rows.remove_row(w.item, by=w.officer),
    "rows.paste_rows": lambda w: rows.paste_rows(
        w.protocol, by=w.officer, kind=ITEMS, rows=[(2, {"what": "Address"})]
    ),
    "paper.record_from_paper": lambda w: record_from_paper(
        w.organisation,
        agreement=make_agreement(
            w.organisation,
            w.other,
            signatures=(PaperSignature(w.organisation.name, "Ann"), PaperSignature(w.other.name, "Bea")),
            original="A box",
        ),
        scan=check("signed.pdf", make_pdf()),
        by=w.officer,
    ),
    "localising.localise": lambda w: localising.localise(
        w.organisation, source=w.source, title="Another", by=w.officer
    ),
    "localising.consider_source": lambda w: localising.consider_source(
        w.localised, by=w.officer, version=w.source_now
    ),
    "signatories.plan_signatories": lambda w: signatories.plan_signatories(
        w.protocol,
        by=w.officer,
        invited=[w.organisation],
        seen=signatories.plan_stamp(w.protocol.parties.all()),
    ),
    "answers.answer_terms": lambda w: answers.answer_terms(
        w.protocol, by=w.officer, fields={"retention": "P2Y"}, seen=answers.terms_stamp(w.protocol)
    ),
    "answers.answer_task": lambda w: answers.answer_task(
        w.protocol,
        by=w.officer,
        terms={"retention": "P2Y"},
        conditions={},
        texts=[],
        seen=(answers.terms_stamp(w.protocol), ""),
    ),
    "answers.answer_conditions": lambda w: answers.answer_conditions(
        w.protocol,
        by=w.officer,
        fields={"security": "By portal."},
        seen=answers.conditions_stamp(w.protocol),
    ),
    "imports.import_agreements": lambda w: import_agreements([PUBLISHED], by=ME),
    "recording.record_amendment": lambda w: amend(w.recorded, w.officer, w.other, title="Amended"),
    "links.link": lambda w: links.link(
        w.published.document, target=w.draft.document, relation=Relation.COVERS, by=w.officer
    ),
    "links.state_translation": lambda w: links.state_translation(w.welsh, of=w.draft.document, by=w.officer),
    "links.unlink": lambda w: links.unlink(w.link, by=w.officer),
    "templates.publish_template": lambda w: make_template(reworded("advice", "Ask.")),
    "adoption.take_section": lambda w: adoption.take_section(
        w.draft, by=w.officer, offered=w.offered, key="commitment", base=w.section.lock
    ),
    "adoption.take_step": lambda w: adoption.take_step(
        w.followed, by=w.officer, offered=w.offered_steps, key="weigh", base=None
    ),
    "adoption.take_untouched": lambda w: adoption.take_untouched(w.draft, by=w.officer, offered=w.offered),
    "adoption.follow_template": lambda w: adoption.follow_template(
        w.draft.document, by=w.officer, template=w.offered
    ),
    "references.mark_meant": lambda w: references.mark_meant(
        w.section, by=w.officer, reference="ccg", words=["CCG"]
    ),
    "references.question_again": lambda w: references.question_again(
        w.section, by=w.officer, reference="pct"
    ),
    "jobs.give_up": lambda w: jobs.give_up(w.job, by=ME, sentence="It cannot be done."),
    "jobs.try_again": lambda w: jobs.try_again(w.failed, by=w.officer),
    "rendition.keep": keep,
    "restoring.restore": lambda w: restoring.restore(w.published, by=w.officer, reason="It was clearer."),
    "comparisons.ask_for": lambda w: comparisons.ask_for(
        w.published, w.draft, everything=False, by=w.officer
    ),
    "grants.grant": lambda w: grants.grant(
        w.stranger, by=w.officer, codename="read_drafts", thing=w.draft.document
    ),
    "grants.revoke": lambda w: grants.revoke(
        w.stranger, by=w.officer, codename="read_drafts", thing=w.published.document
    ),
}
ACTS |= signing_acts.ACTS
LOWER = {  # acts of organisations, as its own tests do them
    "accounts.add_person": lower.add_person,
    "accounts.set_password": lower.set_password,
    "imports.import_organisations": lower.import_one,
    "organisations.found_organisation": lower.found,
    "organisations.change_organisation": lower.change,
    "organisations.waive_four_eyes": lower.waive,
    "sharing.decide_sharing": lower.decide,
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
    "absences.go_away": lower.go_away,
    "absences.come_back": lambda w: absences.come_back(w.away, by=w.administrator),
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
    act, world = (ACTS | LOWER)[name], deepcopy(made)
    if name == "organisations.restore_four_eyes":
        bodies.waive_four_eyes(world.organisation, by=world.administrator, reason="Two staff.")
    before = everything()

    with full_log(), pytest.raises(DatabaseError, match=FULL):
        act(world)

    assert everything() == before
    cache.clear()  # counts of failed sign-ins
    act(world)
    assert everything() != before


def test_every_act_is_tried(record_property):
    found = set()
    for package in (governance.services, organisations.services, practice.services, protocols.services):
        for module in pkgutil.iter_modules(package.__path__):
            loaded = importlib.import_module(f"{package.__name__}.{module.name}")
            found |= {
                f"{module.name}.{name}"
                for name, thing in vars(loaded).items()
                if hasattr(thing, "__wrapped__") and thing.__module__ == loaded.__name__
            }

    assert found == {*ACTS, *LOWER}
    record_property("figure", f"{len(found)} acts with an event that fails: 0 left anything behind")
