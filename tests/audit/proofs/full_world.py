"""A small world with a row in every tracked table, made by acts: what a tamperer finds."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from audit import actors
from governance.approving import Plan, Seat, Step, Way
from governance.files.types import check
from governance.kinds import PlainSection
from governance.models import (
    Addressee,
    ApprovalRule,
    Comment,
    CommentThread,
    Delegation,
    MeantReference,
    Participant,
    PeriodicReview,
    ProcedureStep,
    Reading,
    ReadingRequest,
    TrainingItem,
    Withholding,
)
from governance.models.link import Relation
from governance.services import (
    approval_rules,
    approvals,
    attachments,
    comments,
    disclosure,
    documents,
    links,
    periodic_reviews,
    publication,
    reading_requests,
    readings,
    references,
    review,
    sections,
    training,
)
from governance.withheld import Withheld
from organisations.models import Contact, Identifier, Organisation
from organisations.permissions import Role
from organisations.services.grants import grant
from organisations.services.logos import set_logo
from organisations.services.organisations import add_contact, add_identifier, record_successor
from organisations.services.people import appoint, end_membership
from organisations.services.sharing import decide_sharing
from organisations.services.teams import add_team
from protocols.given import Proof
from protocols.models import (
    AddedLaw,
    Invitation,
    Question,
    RemovalRule,
    Signatory,
    SigningRound,
    SigningRule,
    Statement,
)
from protocols.services import (
    added_law,
    answering,
    invited,
    proving,
    questions,
    removal_rules,
    renewing,
    signing_rules,
)
from protocols.services.recording import record_existing
from protocols.signers import OFFICE, Condition, Line, Post
from protocols.statements import Strength
from tests.audit.helpers import acting
from tests.factories.governance import (
    draft_of,
    make_document,
    make_published,
    make_short_procedure,
    submitted,
)
from tests.factories.organisations import make_member, make_person
from tests.factories.pdfs import make_pdf
from tests.factories.pictures import make_picture
from tests.factories.practice import make_statement
from tests.factories.protocols import make_detailed
from tests.factories.reading import make_edition, make_request, make_training
from tests.people import make_people
from tests.protocols.signing.world import furnish, given_for, invite_somebody, make_open, sign

JOB = actors.job("test")


def fill(people):
    """Two documents: one withdrawn with all its dates set and a newer draft, one in force; and all around them."""
    here, officer, approver = people.organisation, people.officer, people.approver
    today = timezone.localdate()
    first = make_published(here, officer, approver, today - timedelta(days=30), title="First")
    version = publication.withdraw(first, by=approver, reason="Wrong")
    newer = documents.start_draft(version.document, by=officer)
    section = newer.sections.first()
    sections.save_section(section, by=officer, body="Changed.", base=section.lock)
    attachments.attach(newer, file=check("map.pdf", make_pdf("Map")), by=officer, title="Map")
    second = make_published(
        here, officer, approver, today, title="Second", texts=[PlainSection("a", "A", "Other words.")]
    )
    review.give_up(draft_of(make_document(here, officer, title="Third")), by=officer, reason="No need")
    links.link(first.document, target=second.document, relation=Relation.RELIES_ON, by=officer)
    grant(people.stranger, by=officer, codename="read_drafts", thing=first.document, until=today)
    with acting(officer):
        Participant.objects.create(document=first.document, organisation=people.other)
    add_contact(
        here, by=people.administrator, purpose="advice", name="Desk", email="desk@a.example", hours="9 to 5"
    )
    set_logo(here, by=people.administrator, data=make_picture())
    decide_sharing(here, by=people.administrator, sharing="regular", reason="Daily lists")
    add_identifier(here, by=people.administrator, scheme="ico", value="Z1")
    record_successor(here, by=people.administrator, successor=people.other, on=today)
    appoint(people.manager, by=people.administrator, organisation=here, office="siro")
    add_team(here, by=people.administrator, name="Team", members=[people.officer])
    end_membership(people.manager.memberships.get(), by=people.administrator)
    assert Organisation.objects.count() == 2
    assert Contact.objects.exists()
    assert Identifier.objects.exists()
    return version


def filled_people():
    people = make_people()
    fill(people)
    return people


def add_what_has(people, model):
    """A row of the model, and of its history, where what all tests share has none: an agreement that was signed
    elsewhere, say."""
    tracked = getattr(model, "instance_type", model)
    if tracked in MADE_BY:
        MADE_BY[tracked](people)
    if tracked._meta.app_label == "practice":
        make_statement(people.organisation, people.officer)
    if tracked._meta.app_label == "protocols":
        detailed = make_detailed(people.organisation, people.other)
        record_existing(people.organisation, agreement=detailed, by=people.officer)


def a_draft(people):
    return draft_of(make_document(people.organisation, people.officer, title="Another"))


def a_step(people):
    make_short_procedure(people.organisation, people.officer)


def a_review(people):
    version = make_published(people.organisation, people.officer, people.approver, title="Another")
    periodic_reviews.record_review(version.document, by=people.officer, outcome="no_change", note="Read it")


def a_meant_reference(people):
    section = a_draft(people).sections.first()
    references.mark_meant(section, by=people.officer, reference="pct", words=["PCT"])


def a_resolved_thread(people):
    section = a_draft(people).sections.first()
    made = comments.comment(section, by=people.officer, text="Is it so?", audience="organisation")
    comments.change_comment(made, by=people.officer, text="Is it?")
    comments.resolve(made.thread, by=people.officer)


def a_withheld_part(people):
    version = make_published(people.organisation, people.officer, people.approver, title="Another")
    disclosure.decide_disclosure(
        version,
        by=people.approver,
        publication="redacted",
        reason="Section 31",
        withheld=[Withheld("section:advice", "Section 31")],
    )


def a_rule(people):
    plan = Plan((Step((Seat(Way.ROLE, "information_officer"),)),), days=9)
    approval_rules.set_rule(people.organisation, by=people.administrator, plan=plan)


def a_delegation(people):
    second = make_person("second@northshire.example")
    make_member(second, people.organisation, Role.INFORMATION_OFFICER)
    a_rule(people)
    version = submitted(a_draft(people), people.officer)
    approvals.delegate(version, by=people.approver, to=second, until=timezone.localdate())


def a_reading(people):
    """Confirmed, held over by an edition that changes nothing material; and a training item that was done and ended."""
    yesterday = timezone.localdate() - timedelta(days=1)
    version = make_published(people.organisation, people.officer, people.approver, yesterday, title="Another")
    make_request(version.document, people.officer, people=[people.practitioner], note="Before the audit")
    readings.confirm(version, by=people.practitioner)
    make_edition(version.document, people.officer, people.approver, "editorial")
    item = make_training(people.organisation, people.officer, link="https://a.example/course")
    made = make_request(item, people.officer)
    readings.confirm_training(item, by=people.practitioner, done_on=timezone.localdate())
    reading_requests.withdraw(made, by=people.officer)
    training.end_training(item, by=people.officer)


def a_round_of_signing(people):
    """Opened, declined, signed and in force between two; by a rule that names an office."""
    w = furnish(people)
    line = Line((Post(OFFICE, "siro"),), Condition.HEALTH)
    signing_rules.set_rule(people.organisation, by=people.administrator, line=line)
    removal_rules.set_removal_rule(people.organisation, by=people.administrator, months=3)
    law = {"act": "Northshire Act 1985", "allows": "To share.", "source": "The statute book"}
    added_law.add_law(people.organisation, by=people.administrator, group="power", fields=law)
    make_member(people.manager, people.organisation, Role.MANAGER, starts_on=timezone.localdate())
    version = make_open(w, opened={"closes_on": timezone.localdate()})
    answering.decline(version, by=w.police, organisation=w.third, reason="Too broad")
    for code in ("NCC", "NPT"):
        sign(w, version, code)


def an_invitation(people):
    """Sent, revoked and sent again to another, who signed by it."""
    w = furnish(people)
    version = make_open(w)
    seat = Signatory.objects.get(round__version=version, organisation=w.third)
    invite_somebody(seat, by=w.approver, name="Pat", address="pat@a.example")
    made = invite_somebody(seat, by=w.approver, name="Sam", address="sam@a.example")
    guest = proving.guest_of(made)
    proof = Proof(Strength.MAIL_CODE, timezone.now())
    given = given_for(version, guest, w.third, proof=proof)
    invited.sign_as_invited(made, by=guest, given=given)
    asked = questions.ask(made, by=guest, name="Sam", text="For how long?")
    questions.answer(asked, by=w.approver, text="Two years.")
    renewing.renew(made, by=proving.AT_THE_DOOR)


MADE_BY = {
    Invitation: an_invitation,
    Question: an_invitation,
    AddedLaw: a_round_of_signing,
    RemovalRule: a_round_of_signing,
    SigningRule: a_round_of_signing,
    SigningRound: a_round_of_signing,
    Signatory: a_round_of_signing,
    Statement: a_round_of_signing,
    Addressee: a_reading,
    Reading: a_reading,
    ReadingRequest: a_reading,
    TrainingItem: a_reading,
    ProcedureStep: a_step,
    PeriodicReview: a_review,
    MeantReference: a_meant_reference,
    CommentThread: a_resolved_thread,
    Comment: a_resolved_thread,
    ApprovalRule: a_rule,
    Delegation: a_delegation,
    Withholding: a_withheld_part,
}
