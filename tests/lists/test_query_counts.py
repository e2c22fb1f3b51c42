"""Every list asks the database as often with three rows as with one, and no page asks more than twelve times."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit import actors
from audit.models import Event
from governance.approving import Plan, Seat, Step, Way
from governance.files.types import check
from governance.notices.refreshing import refresh_all
from governance.search import indexing
from governance.services import comments, links, presence, readings, review, sections, steps
from governance.services.approval_rules import set_rule
from governance.services.attachments import attach
from governance.services.disclosure import decide_disclosure
from governance.withheld import Withheld
from organisations.models import Organisation
from organisations.permissions import Role
from organisations.services.grants import grant
from organisations.services.imports import import_organisations
from organisations.services.lists import LISTS as LISTS_OF_BODIES
from organisations.services.lists import Listed
from organisations.services.organisations import (
    add_contact,
    add_identifier,
    change_organisation,
    record_successor,
)
from organisations.services.people import add_member, appoint
from organisations.services.teams import add_team
from protocols.given import Proof
from protocols.kinds import PROTOCOL
from protocols.models import AddedLaw, Signatory
from protocols.powers import powers
from protocols.services import invited, opening, questions
from protocols.services.added_law import add_law
from protocols.services.beginning import begin_protocol
from protocols.services.localising import localise
from protocols.services.proving import guest_of
from protocols.services.row_kinds import BASES, FLOWS, ITEMS, PARTIES, POWERS
from protocols.services.rows import add_row
from protocols.services.succession import succeed
from protocols.statements import Strength
from tests.factories.governance import (
    CODE,
    approved,
    draft_of,
    make_document,
    make_published,
    make_short_procedure,
    make_template,
    next_version,
    reworded,
)
from tests.factories.notifications import make_mail, make_notification
from tests.factories.organisations import make_member, make_organisation, make_person
from tests.factories.protocols import amend, make_recorded
from tests.factories.reading import make_request, make_training
from tests.factories.word import heading, make_docx, paragraph
from tests.governance.import_world import FAULTY, checked, file
from tests.governance.word_world import read_word
from tests.once import rolled_back
from tests.people import make_people
from tests.protocols.invitations.world import link
from tests.protocols.signing.world import invite_somebody, make_approved, make_open
from tests.rights import world as rights
from tests.rights.table import cells

pytestmark = pytest.mark.django_db
LIMIT = 12  # session, person and rights included

INVITED = (
    "invited", "invited-changes", "invited-code", "invited-sign", "invited-decline", "invited-ask-for-changes",
    "invited-ask", "invited-text", "invited-receipt", "invited-data-json", "invited-data-csv",
)  # fmt: skip
LISTS = {
    # address: who looks at it
    "governance:home": ("anonymous", "practitioner", "officer", "manager"),
    "governance:work": ("officer", "approver", "manager"),
    "governance:matrix": ("officer", "manager", "auditor"),
    "governance:matrix-csv": ("officer",),
    "governance:charts": ("officer",),
    "governance:assign-owner": ("officer",),
    "governance:set-review-date": ("officer",),
    "governance:policies": ("anonymous", "practitioner", "officer"),
    "governance:search": ("anonymous", "practitioner", "officer", "auditor", "administrator"),
    "governance:documents": ("officer", "manager"),
    "governance:document": ("anonymous", "practitioner", "officer"),
    "governance:poster": ("anonymous", "officer"),
    "governance:history": ("anonymous", "officer", "auditor"),
    "governance:version": ("anonymous", "officer"),
    "governance:compare": ("anonymous", "officer"),
    "governance:framework": ("anonymous", "officer", "stranger"),
    "governance:templates": ("officer",),
    "governance:template": ("officer",),
    "governance:adopted": ("officer",),
    "governance:draft": ("officer",),
    "governance:section-edit": ("officer", "approver"),
    "governance:section-comments": ("officer", "manager"),
    "governance:comments": ("officer", "manager"),
    "governance:steps": ("officer",),
    "governance:step-add": ("officer",),
    "governance:step-edit": ("officer",),
    "governance:step-remove": ("officer",),
    "governance:guidance": ("anonymous", "officer"),
    "governance:draft-new": ("officer",),
    "governance:submit": ("officer",),
    "governance:review": ("approver",),
    "governance:approval-delegate": ("approver",),
    "governance:approval-rules": ("practitioner", "administrator"),
    "governance:approval-rule": ("administrator",),
    "governance:access": ("officer",),
    "governance:control": ("officer",),
    "governance:translation": ("officer",),
    "governance:reviews": ("officer", "manager"),
    "governance:review-record": ("officer",),
    "governance:review-call": ("officer",),
    "governance:notifications": ("practitioner", "officer"),
    "governance:notification-settings": ("practitioner",),
    "governance:undelivered": ("administrator",),
    "governance:approval-remind": ("officer",),
    "governance:readings": ("practitioner", "officer"),
    "governance:readers": ("officer", "manager"),
    "governance:reading-ask": ("officer",),
    "governance:reading-confirm": ("practitioner", "officer"),
    "governance:reading-withdraw": ("officer",),
    "governance:reading-report": ("officer", "manager"),
    "governance:training": ("officer",),
    "governance:training-item": ("officer",),
    "governance:training-ask": ("officer",),
    "governance:training-done": ("practitioner",),
    "governance:training-change": ("officer",),
    "governance:body-imports": ("administrator",),
    "governance:body-import": ("administrator",),
    "governance:attachments": ("officer",),
    "governance:disclosure": ("officer",),
    "governance:word-import-new": ("officer",),
    "governance:word-import": ("officer",),
    "organisations:list": ("anonymous", "officer"),
    "organisations:organisation": ("anonymous", "practitioner", "administrator"),
    "organisations:settings": ("administrator",),
    "organisations:sharing": ("practitioner", "administrator"),
    "organisations:people": ("practitioner", "administrator"),
    "organisations:appointments": ("practitioner", "administrator"),
    "organisations:teams": ("practitioner", "administrator"),
    "organisations:contacts": ("administrator",),
    "organisations:identifiers": ("administrator",),
    "organisations:appointment-add": ("administrator",),
    "organisations:team-add": ("administrator",),
    "protocols:register": ("anonymous", "officer"),
    "protocols:register-csv": ("anonymous", "officer"),
    "protocols:register-json": ("anonymous", "officer"),
    "protocols:register-feed": ("anonymous", "officer"),
    "protocols:map": ("anonymous", "officer"),
    "protocols:map-csv": ("anonymous", "officer"),
    "protocols:agreement": ("anonymous", "officer", "stranger"),
    "protocols:agreement-version": ("anonymous", "stranger"),
    "protocols:agreement-changes": ("anonymous", "stranger"),
    "protocols:agreement-life": ("officer", "manager"),
    "protocols:life-suspend": ("officer",),
    "protocols:build": ("officer",),
    "protocols:build-check": ("officer",),
    "protocols:build-task": ("officer",),
    "protocols:build-signatories": ("officer",),
    "protocols:localise": ("officer",),
    "protocols:agreement-source": ("officer",),
    "protocols:row-add": ("officer",),
    "protocols:row-edit": ("officer",),
    "protocols:row-remove": ("officer",),
    "protocols:case-by-case": ("officer",),
    "protocols:agreement-between": ("anonymous", "officer"),
    "protocols:succession": ("manager", "administrator"),
    "protocols:succession-of": ("manager", "administrator"),
    "protocols:signing-rules": ("practitioner", "administrator"),
    "protocols:signing-rule": ("administrator",),
    "protocols:removal-rule": ("administrator",),
    "protocols:added-law": ("practitioner", "administrator"),
    "protocols:added-law-add": ("administrator",),
    "protocols:added-law-change": ("administrator",),
    "protocols:added-law-end": ("administrator",),
    "protocols:signatures": ("officer", "manager", "stranger"),
    "protocols:signing-open": ("officer",),
    "protocols:signing-cancel": ("officer",),
    "protocols:sign": ("manager",),
    "protocols:decline": ("officer", "manager"),
    "protocols:signature-paper": ("officer",),
    "protocols:invitations": ("officer", "other_administrator"),
    "protocols:invite": ("officer",),
    "protocols:invitation-send-anew": ("officer",),
    "protocols:invitation-revoke": ("officer",),
    "protocols:invitation-answer": ("officer",),
    "protocols:invitation": ("anonymous",),
    **dict.fromkeys((f"protocols:{name}" for name in INVITED), ("invited",)),
    "audit:log": ("auditor",),
    "audit:event": ("auditor",),
}


def begin(people):
    """One of everything."""
    today = timezone.localdate()
    people.policy = make_published(
        people.organisation, people.officer, people.approver, today - timedelta(days=360), title="Policy"
    ).document
    withhold(people, "section:commitment")
    people.first = make_template()
    people.draft = make_document(people.organisation, people.officer, title="Draft", adopted=people.first)
    make_template(reworded("commitment", "We share when it helps."))
    people.procedure = make_short_procedure(people.organisation, people.officer)
    people.waiting = make_document(people.organisation, people.officer, title="Waiting")
    a_rule(people, "")
    review.submit(draft_of(people.waiting), by=people.officer, change_summary="What and why")
    talk(people, 0)
    in_welsh(people, 0)
    people.agreement = make_recorded(people.organisation, people.officer, people.other)
    amend(people.agreement, people.officer, people.other, title="Warmer homes")
    people.localised = localise(
        people.organisation, source=people.agreement, title="Made from another", by=people.officer
    ).document
    to_sign(people, "NPT")
    inherited(people, 0)
    people.other_administrator = make_person("administrator@northport.example")
    make_member(people.other_administrator, people.other, Role.ADMINISTRATOR)
    to_invite(people, "NPT")
    around(people, 0)
    people.protocol = begin_protocol(
        people.organisation, kind=PROTOCOL, title="In the making", by=people.officer
    )
    shared(people, 0)
    people.course = make_training(people.organisation, people.officer, name="Course 0")
    to_read(people, people.policy, 0)
    to_read(people, people.course, 0)
    told(people)


def inherited(people, number):
    """One more predecessor, and of the first one more agreement, about one of which it was decided."""
    old = make_organisation(f"OLD{number}", name=f"Old body {number}")
    record_successor(old, by=actors.job("tests"), successor=people.organisation)
    first = Organisation.objects.get(code="OLD0")
    chosen = [
        make_recorded(people.other, people.stranger, first, title=f"Inherited {number} {half}").document
        for half in range(2)
    ]
    succeed(first, by=people.manager, successor=people.organisation, documents=chosen[:1])


def told(people):
    """One more notification of whatever waits, and one more e-mail that did not arrive."""
    refresh_all()
    for person in (people.practitioner, people.officer):
        make_notification(person)
        make_mail(person, attempts=1, error="Refused.", given_up_at=timezone.now())


def to_sign(people, *others):
    """An agreement that was approved, and one that is open for signature after an earlier round, between those."""
    w = SimpleNamespace(**vars(people))
    w.bodies = {body.code: body for body in Organisation.objects.filter(code__in=["NCC", *others])}
    parties = " ".join(["NCC", *others])
    people.to_open = make_approved(w, parties, title=f"To open with {parties}")
    version = make_open(w, parties, title=f"To sign with {parties}")
    for _round in others:
        opening.cancel(version, by=people.approver, reason="A slip")
        version.refresh_from_db()
        opening.open_for_signature(approved(version, people.officer, people.approver), by=people.approver)
    people.to_sign = version


def to_invite(people, *others):
    """An agreement that all others are invited to sign. Each asked something; the first asked more, and answered."""
    w = SimpleNamespace(**vars(people))
    w.bodies = {body.code: body for body in Organisation.objects.filter(code__in=["NCC", *others])}
    parties = " ".join(["NCC", *others])
    people.to_invite = make_open(w, parties, title=f"To invite with {parties}")
    seats = Signatory.objects.filter(round__version=people.to_invite, organisation__code__in=others)
    made = [
        invite_somebody(seat, by=people.approver, name="Pat", address=f"pat@{seat.organisation.code}.example")
        for seat in seats.in_order().select_related("round__version__document__organisation")
    ]
    people.invitation, guest = made[0], guest_of(made[0])
    for invitation in [*made, *made[:1] * (len(others) - 1)]:
        people.question = questions.ask(invitation, by=guest_of(invitation), name="Pat", text="For how long?")
    answers = (invited.request_changes_as_invited, invited.decline_as_invited)
    for act in answers[: len(others)]:
        proof = Proof(Strength.MAIL_CODE, timezone.now())
        act(people.invitation, by=guest, name="Pat", post="Chief", reason="Too long", proof=proof)


def to_read(people, subject, number):
    """One more request; the officer has read it, and the practitioner has not."""
    team = people.organisation.teams.order_by("name").last()
    people.request = make_request(
        subject, people.officer, number + 9, roles=["practitioner"], people=[people.officer], teams=[team]
    )
    if subject == people.course:
        readings.confirm_training(subject, by=people.officer, done_on=timezone.localdate())
    else:
        readings.confirm(subject.versions.in_force(timezone.localdate()).get(), by=people.officer)


def withhold(people, *parts):
    """What the public does not read of the policy."""
    withheld = [Withheld(part, "Section 31") for part in parts]
    version = people.policy.versions.newest_first().select_related("document__organisation").first()
    decide_disclosure(
        version, by=people.approver, publication="redacted", reason="Section 31", withheld=withheld
    )


def a_rule(people, kind):
    """One approval under it is enough, by one of three."""
    seats = (
        Seat(Way.ROLE, "information_officer"),
        Seat(Way.OFFICE, "siro"),
        Seat(Way.PERSON, str(people.manager.pk)),
    )
    set_rule(people.organisation, by=people.administrator, plan=Plan((Step(seats, 1),), days=9), kind=kind)


def grow(people):
    """Two more of everything."""
    a_rule(people, CODE)
    today = timezone.localdate()
    here, officer, approver = people.organisation, people.officer, people.approver
    for number in (1, 2):
        next_version(
            people.policy, officer, approver, today - timedelta(days=300 - number), text=f"Text {number}"
        )
        withhold(people, "section:commitment", "section:advice")
        make_published(here, officer, approver, today - timedelta(days=360), title=f"Policy {number}")
        make_document(here, officer, title=f"Draft {number}", adopted=people.first)
        make_template(reworded("advice", f"Ask {number}.", reworded("commitment", f"We share {number}.")))
        waiting = draft_of(make_document(here, officer, title=f"Waiting {number}"))
        review.submit(waiting, by=officer, change_summary="What and why")
        sections.add_section(draft_of(people.draft), by=officer, heading=f"Section {number}")
        talk(people, number)
        fields = {"what": f"Step {number}", "who": "", "by_when": "", "record": "", "guidance": "{step:send}"}
        steps.add_step(draft_of(people.procedure), by=officer, fields=fields)
        in_welsh(people, number)
        around(people, number)
        shared(people, number)
        recipient = Organisation.objects.get(code=f"ORG{number}")
        make_recorded(here, officer, recipient, title=f"Agreement {number}", powers=("dea_debt", "dea_fraud"))
        amend(people.agreement, officer, recipient, title=f"Warm homes {number}")
    for number in (1, 2):
        inherited(people, number)
    to_sign(people, "NPT", "ORG1", "ORG2")
    to_invite(people, "NPT", "ORG1", "ORG2")
    for number in (1, 2):
        make_training(here, officer, name=f"Course {number}")
        to_read(people, people.course, number)
        to_read(people, people.policy, number)
        to_read(people, make_published(here, officer, approver, title=f"More {number}").document, number)
    for _number in (1, 2):
        told(people)
    last = draft_of(make_document(here, officer, title="Approved"))
    review.approve(review.submit(last, by=officer, change_summary="What"), by=approver)


def shared(people, number):
    """One more of every kind of row in the protocol that is being built."""
    body = Organisation.objects.get(code=f"ORG{number}")

    def add(kind, **fields):
        return add_row(people.protocol, by=people.officer, kind=kind, fields=fields)

    taker = add(PARTIES, organisation=body, direction="both")
    item = add(ITEMS, what=f"Item {number}", special="health")
    add(FLOWS, giver=people.protocol.parties.get(position=1), taker=taker, items=[item.key])
    add(POWERS, key=list(powers())[number])
    law = add_law(
        people.organisation,
        by=people.administrator,
        group="power",
        fields={"act": f"Act {number}", "allows": "To share.", "source": "The statute book"},
    )
    add(POWERS, key=law.key)
    add(BASES, key=["a6_public_task", "art9_g", "sch1_18"][number], covers="all")


def in_welsh(people, number):
    """One more translation of the policy, and one more document that may be an original."""
    here, officer = people.organisation, people.officer
    cod = make_published(here, officer, people.approver, title=f"Cod {number}", language="cy").document
    links.state_translation(cod, of=people.policy, by=officer)
    make_document(here, officer, title=f"Gwreiddiol {number}", language="cy")


def talk(people, number):
    """One more thread in the draft and in what waits, with one more answer; and one more person in the section."""
    for document in (people.draft, people.waiting):
        section = document.versions.get().sections.get(key="commitment")
        made = comments.comment(section, by=people.manager, text=f"Why {number}?", audience="organisation")
        for again in range(number + 1):
            comments.reply(made.thread, by=people.approver, text=f"Since {again}.")
            comments.reply(made.thread, by=people.manager, text=f"Is it {again}?")
        presence.beat(section, make_person(f"writer{number}.{document.pk}@northshire.example"))


def around(people, number):
    here, administrator = people.organisation, people.administrator
    make_organisation(f"ORG{number}", name=f"Body {number}")
    person = make_person(f"guest{number}@elsewhere.example")
    grant(person, by=people.officer, codename="read_drafts", thing=people.policy)
    member = make_person(f"member{number}@northshire.example")
    add_member(member, by=administrator, organisation=here, role=Role.INFORMATION_OFFICER)
    appoint(member, by=administrator, organisation=here, office="siro", deputy=True)
    add_team(here, by=administrator, name=f"Team {number}", members=[member, people.officer])
    add_contact(here, by=administrator, purpose="advice", name=f"Desk {number}", email="desk@a.example")
    add_identifier(here, by=administrator, scheme="ods", value=f"Z{number}")
    listed = Listed("list.csv:2", LISTS_OF_BODIES[0], f"L{number}", {"name": f"Listed {number}"})
    import_organisations([listed], by=actors.job("tests"))
    change_organisation(here, by=administrator, name=f"Northshire {number}")
    checked(people, file(FAULTY, f"{number}.csv"))
    with_files(people, number)
    if number != 1:  # of one file with one faulty row at first, of three with more later
        rows = "".join(f"D{row},,,,\n" for row in range(number + 1))
        texts = [
            FAULTY.partition("\n")[0] + "\n" + rows.replace("D", letter) for letter in "DEF"[: number + 1]
        ]
        people.body_import = checked(people, *[file(text, f"{n}.csv") for n, text in enumerate(texts)])


def with_files(people, number):
    """One more attachment of the draft, and one more Word file, with more parts."""
    version = draft_of(people.draft)
    attach(version, file=check(f"{number}.txt", f"Words {number}".encode()), by=people.officer)
    blocks = [heading(f"Part {n}") + paragraph("Words.") for n in range(number + 1)]
    people.word_import = read_word(people, make_docx(*blocks))


def path(people, address):
    name = address.partition(":")[2]
    if name == "invitation":
        return link(people.invitation)
    if name in ("invitations", "invite") or name.startswith("invitation-"):
        position = people.invitation.signatory.position
        more = {"invitations": [], "invitation-answer": [people.question.pk]}.get(name, [position])
        return reverse(address, args=[people.to_invite.document.reference, "1.0", *more])
    if name in INVITED:
        return reverse(address)
    if name == "word-import":
        return people.word_import.get_absolute_url()
    if name == "body-import":
        return people.body_import.get_absolute_url()
    if name in ("approval-rules", "approval-rule"):
        return reverse(address, args=[people.organisation.code, CODE][: 2 if name == "approval-rule" else 1])
    if name == "undelivered":
        return reverse(address, args=[people.organisation.code])
    if name == "reading-withdraw":
        return reverse(address, args=[people.request.pk])
    if name.startswith(("training", "reading-report")):
        item = [] if name == "training" or name.startswith("reading") else [people.course.pk]
        return reverse(address, args=item if name == "training-done" else [people.organisation.code, *item])
    if address.startswith("organisations:") and name != "list":
        return reverse(address, args=[people.organisation.code])
    if address == "audit:event":
        return reverse(address, args=[Event.objects.for_target(people.organisation).in_order().last().pk])
    if name.startswith("succession"):
        return reverse(
            address, args=[people.organisation.code, *(["OLD0"] if name == "succession-of" else [])]
        )
    if name.startswith("added-law"):
        law = AddedLaw.objects.order_by("pk").first()
        more = [law.pk] if name.endswith(("-change", "-end")) else []
        return reverse(address, args=[people.organisation.code, *more])
    if name in ("signing-rules", "signing-rule", "removal-rule"):
        return reverse(address, args=[people.organisation.code])
    if name in ("agreement-between", "agreement-life", "life-suspend"):
        return reverse(address, args=[people.agreement.document.reference])
    if address.startswith("protocols:sign") or name == "decline":
        version = people.to_open if name == "signing-open" else people.to_sign
        more = {"sign": ["NCC"], "decline": ["NCC"], "signature-paper": [1]}
        return reverse(address, args=[version.document.reference, "1.0", *more.get(name, [])])
    if name == "localise":
        return f"{reverse(address)}?source={people.agreement.document.reference}"
    if name == "agreement-source":
        return reverse(address, args=[people.localised.reference])
    if name.startswith("agreement"):
        number = ["1.1"] if name == "agreement-version" else []
        return reverse(address, args=[people.agreement.document.reference, *number])
    if name.startswith(("build", "row-")):
        flow = people.protocol.flows.order_by("position")[0].pk
        parts = {"build-task": ["flows"], "row-add": ["flows"]}.get(name, ["flows", flow])
        parts = [] if name in ("build", "build-check", "build-signatories") else parts
        return reverse(address, args=[people.protocol.document.reference, "1.0", *parts])
    if name == "compare":
        return reverse(address, args=[people.agreement.document.reference]) + "?from=1.0&to=1.1"
    if name == "framework":
        return reverse(address, args=[people.organisation.code]) + "?as_at=yesterday"
    if name in ("document", "poster", "reviews", "review-record", "review-call", "history", "control", "access",
                "readers", "readers-csv", "reading-ask", "reading-confirm",
                "draft-new"):  # fmt: skip
        return reverse(address, args=[people.policy.reference])
    if name in ("assign-owner", "set-review-date"):
        mine = people.organisation.documents.order_by("reference").values_list("reference", flat=True)
        chosen = [("document", reference) for reference in mine]
        value = ("owner", people.manager.pk) if name == "assign-owner" else ("next_review_on", "3 April 2030")
        return f"{reverse(address)}?{urlencode([*chosen, value])}"
    if name in ("version", "disclosure"):
        return reverse(address, args=[people.policy.reference, "1.0"])
    if name == "template":
        return reverse(address, args=["code-of-practice"])
    if name == "adopted":
        return reverse(address, args=[people.draft.reference])
    if name == "translation":
        return reverse(address, args=[people.draft.reference])
    if name.startswith("step"):
        key = ["confirm"] if name in ("step-edit", "step-remove") else []
        return reverse(address, args=[people.procedure.reference, "1.0", *key])
    if name in ("section-edit", "section-comments"):
        return reverse(address, args=[people.draft.reference, "1.0", "commitment"])
    if name in ("draft", "submit", "comments", "attachments"):
        return reverse(address, args=[people.draft.reference, "1.0"])
    if name in ("review", "approval-delegate", "approval-remind"):
        return reverse(address, args=[people.waiting.reference, "1.0"])
    if name == "search":
        indexing.index_due()
        return reverse(address) + "?q=policy"
    return reverse(address)


def queries(client, where):
    """How often a page asks the database, and what for."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(where)
        list(response.streaming_content if response.streaming else ())
    assert response.status_code == 200, (where, response.status_code)
    return [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]


@pytest.fixture(scope="module")
def measured(django_db_setup, django_db_blocker):
    """What every list asks of each who looks at it, with one row and with three."""
    with django_db_blocker.unblock(), rolled_back():
        people = make_people()
        begin(people)
        one = {address: asked_by_each(people, address) for address in LISTS}
        grow(people)
        return one, {address: asked_by_each(people, address) for address in LISTS}


def asked_by_each(people, address):
    with rolled_back():
        where = path(people, address)
        return {role: queries(signed_in(people, role), where) for role in LISTS[address]}


@pytest.mark.parametrize("address", LISTS)
def test_as_many_queries_with_one_row_as_with_three(measured, address, record_property):
    one, three = (asked[address] for asked in measured)

    for role in LISTS[address]:
        assert list(map(shape, three[role])) == list(map(shape, one[role])), role
        assert len(three[role]) <= LIMIT, "\n".join(three[role])
    counts = ", ".join(f"{role} {len(asked)}" for role, asked in three.items())
    record_property("figure", f"{address}: queries with 1 row and with 3: {counts}")


def signed_in(people, role):
    client = Client()
    if role == "invited":
        client.cookies["sessionid"] = rights.come_in(people.invitation)
    elif role != "anonymous":
        client.force_login(getattr(people, role))
    client.get("/help/")  # the first page after signing in notes in the session when it was used
    return client


def shape(sql):
    """What a query asks, whatever it names: the same shape is the same question."""
    return re.sub(r"'[^']*'|\d+|%s|\([\s,?]*\)", "?", sql)[:80]


PAGES = [
    cell
    for cell in cells()
    if cell.verb == "GET"
    and cell.expected == "200"
    and cell.role
    in {
        "anonymous",
        "practitioner",
        "officer",
        "manager",
        "auditor",
        "administrator",
        "guest_approver",
    }
    and cell.state in {"", "draft", "in_review", "approved", "in_force", "withdrawn", "waiting", "failed"}
    and (cell.address, cell.expected) != ("governance:version-pdf", "200")
]


def test_no_page_asks_more_than_twelve_times(db, record_property):
    world = rights.make_world()
    found = {}
    for cell in PAGES:
        with rolled_back():
            where = rights.path(world, cell.address, cell.state)
            found[cell] = queries(rights.client_of(world, cell.role), where)

    most = max(found, key=lambda cell: len(found[cell]))
    over = [f"{cell}: {len(asked)}" for cell, asked in found.items() if len(asked) > LIMIT]
    assert over == []
    record_property(
        "figure",
        f"{len(PAGES)} pages by {LIMIT} queries at most; the most: {len(found[most])}, {most.address}",
    )
