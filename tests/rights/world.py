"""The world that every cell of the rights table meets: one document in each state, and all around it."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.actors import job
from audit.models import Event, EventAudience, ObjectHead, RefusalTally
from governance.disclosure import decision_stamp
from governance.files.types import check
from governance.kinds import Audience
from governance.models import Document, Job, Presence
from governance.services import attachments, documents
from governance.stamps import owners_stamp, reviews_stamp
from organisations.models import Contact, Membership, Team, User
from organisations.permissions import Role
from organisations.services.grants import grant
from organisations.services.logos import set_logo
from organisations.services.organisations import add_contact, record_successor
from organisations.services.people import appoint
from organisations.services.teams import add_team
from protocols import shown
from protocols.kinds import DISCLOSURE
from protocols.models import InvitationCode, Signatory
from protocols.services import added_law, leaving, proving, questions, signing, suspension
from protocols.services.answers import conditions_stamp, terms_stamp
from protocols.services.beginning import begin_protocol
from protocols.services.localising import localise
from protocols.services.row_kinds import ITEMS, PARTIES
from protocols.services.rows import add_row, stamp_of
from protocols.services.signatories import plan_stamp
from protocols.statements import Kind
from protocols.tokens import mac_of
from protocols.verifying import code_of
from tests.audit.helpers import acting
from tests.contents import contents
from tests.factories.governance import (
    brought_to,
    draft_of,
    make_document,
    make_short_procedure,
    make_template,
    reworded,
)
from tests.factories.notifications import make_mail, make_notification
from tests.factories.organisations import make_member, make_organisation, make_person
from tests.factories.pdfs import make_pdf
from tests.factories.pictures import make_picture
from tests.factories.practice import make_statement
from tests.factories.protocols import amend, make_recorded
from tests.factories.reading import make_request, make_training
from tests.factories.word import policy_docx
from tests.governance.import_world import checked, file
from tests.governance.word_world import read_word
from tests.people import PASSWORD, make_people
from tests.protocols.invitations.world import link
from tests.protocols.signing import world as signing_world
from tests.rights.table import ROLES, STATES

GRANTS = {
    "reader": "read_document",
    "drafts_reader": "read_drafts",
    "guest_approver": "approve_document",
    "expired": "approve_document",
}
NO_ACTS = [
    "act.refused", "refusal.repeated", "person.signed_in", "person.signed_out", "person.sign_in_failed",
    "password.reset_asked",
]  # fmt: skip
NEW = "new.person@northshire.example"


def make_roles():
    """Everybody of the table, with their organisations; no documents yet."""
    people = make_people()
    world = SimpleNamespace(**vars(people), documents={}, grants={})
    today = world.today = timezone.localdate()
    here = people.organisation
    for name, role, dates in [
        ("ended", Role.INFORMATION_OFFICER, {"ends_on": today}),
        ("coming", Role.INFORMATION_OFFICER, {"starts_on": today + timedelta(days=1)}),
        ("closed", Role.INFORMATION_OFFICER, {}),
    ]:
        person = make_person(f"{name}@northshire.example", is_active=name != "closed")
        make_member(person, here, role, **dates)
        setattr(world, name, person)
    elsewhere = make_organisation("EWH", name="Elsewhere")
    for name in GRANTS:
        person = make_person(f"{name}@elsewhere.example")
        make_member(person, elsewhere, Role.PRACTITIONER)
        setattr(world, name, person)
    world.rival = make_person("rival@northport.example")
    for role in (Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR):
        make_member(world.rival, people.other, role)
    for person in vars(world).values():
        if hasattr(person, "set_password") and not isinstance(person, AnonymousUser):
            person.set_password(PASSWORD)
            person.save()
    return world


def make_world():
    world = make_roles()
    world.adopted = make_template()
    world.procedures, world.statements = {}, {}
    for state in STATES:
        world.documents[state] = _brought(world, state, make_document)
        world.grants[state] = give_grants(world, world.documents[state].document)
        world.procedures[state] = _brought(world, state, make_short_procedure)
        give_grants(world, world.procedures[state].document)
    for state in ("draft", "in_force"):
        world.statements[state] = _brought(world, state, make_statement)
    _around(world)
    sign_in(world)
    world.untouched = everything()
    world.happened = acts_told()
    return world


def sign_in(world):
    """Gives everybody a session."""
    people = [name for name in ROLES if name not in ("anonymous", "invited")]
    world.cookies = {name: _signed_in(getattr(world, name)) for name in people}
    if hasattr(world, "invitation"):
        world.cookies["invited"] = come_in(world.invitation)


def come_in(invitation):
    """The cookie of who is invited, after the link and the code."""
    client = Client()
    client.post(link(invitation))
    code = InvitationCode.objects.last_of(invitation)
    InvitationCode.objects.filter(pk=code.pk).update(mac=mac_of("123456", code.pk))
    assert client.post("/invited/code/", {"code": "123456"}).status_code == 302
    return client.cookies["sessionid"].value


def _signed_in(person):
    """The cookie of a session; a closed account has one from before it was closed."""
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


def client_of(world, role):
    client = Client()
    if role in world.cookies:
        client.cookies["sessionid"] = world.cookies[role]
    return client


def acts_told():
    """How many acts the log tells of: all its lines but refusals and what is noted about signing in."""
    return Event.objects.exclude(verb__in=NO_ACTS).count()


def _brought(world, state, make):
    """A document and the version of it that stands in the state; by the officer, and then by the approver."""
    officer, approver = world.officer, world.approver
    audience = Audience.ORGANISATION if state.startswith("closed_") else Audience.ANYONE
    more = {"adopted": world.adopted} if make is make_document else {}
    document = make(world.organisation, officer, title=f"Code {state}", audience=audience, **more)
    if make is make_document:
        attachments.attach(draft_of(document), file=check("map.pdf", make_pdf("Map")), by=officer)
    return brought_to(state.removeprefix("closed_"), document, officer, approver, world.today)


def give_grants(world, document):
    """Each kind of grant to the one who is named after it. Returns the reader's."""
    for name, codename in GRANTS.items():
        row = grant(
            getattr(world, name), by=world.officer, codename=codename, thing=document, until=world.today
        )
        if name == "expired":
            row.until = world.today - timedelta(days=1)
            with acting():
                row.save()
    return document.grants.get(user=world.reader)


def _around(world):
    here, administrator = world.organisation, world.administrator
    add_contact(here, by=administrator, purpose="advice", name="Desk", email="desk@northshire.example")
    world.organisation = set_logo(here, by=administrator, data=make_picture())
    appoint(world.manager, by=administrator, organisation=here, office="siro")
    add_team(here, by=administrator, name="Team", members=[world.officer])
    make_template(reworded("commitment", "We share when it helps, or protects someone."))
    world.welsh = make_document(here, world.officer, title="Cod", language="cy")
    published = world.documents["in_force"]
    waiting = Job.objects.get(key__startswith=f"render:{published.pk}:")
    failed = Job.objects.get(key__startswith=f"render:{world.documents['withdrawn'].pk}:")
    Job.objects.filter(pk=failed.pk).update(
        state="failed", attempt=1, finished_at=timezone.now(), error="It did not work."
    )
    world.jobs = {"waiting": waiting, "failed": failed}
    world.request_to_read = make_request(published.document, world.officer, roles=[*Role])
    world.course = make_training(here, world.officer)
    make_request(world.course, world.officer, roles=[*Role])
    world.mail = make_mail(world.practitioner, attempts=1, error="Refused.", given_up_at=timezone.now())
    world.notification = make_notification(world.practitioner, mail=world.mail)
    world.body_import = checked(world)
    world.word_import = read_word(world)
    world.agreements = {name: _agreement(world, name) for name in ("open", "closed")}
    _taken_over(world)
    _protocol(world)
    _localised(world)
    world.signing = _signing(world)
    world.to_sign = world.signing["invited"]
    world.seat = Signatory.objects.get(round__version=world.to_sign, organisation=world.other)
    world.invitation = signing_world.invite_somebody(
        world.seat, by=world.approver, name="Sam", address="sam@northport.example"
    )
    world.question = questions.ask(
        world.invitation, by=proving.guest_of(world.invitation), name="Sam", text="For how long?"
    )
    world.event = Event.objects.for_target(published).newest_first().first()


def _protocol(world):
    """A draft with two data items, and with a party for which nobody can sign."""
    world.protocol = begin_protocol(
        world.organisation, kind=DISCLOSURE, title="A protocol in the making", by=world.officer
    )
    add_row(
        world.protocol,
        by=world.officer,
        kind=PARTIES,
        fields={"organisation": world.predecessor, "direction": "recipient"},
    )
    world.item, _other = (
        add_row(world.protocol, by=world.officer, kind=ITEMS, fields={"what": what})
        for what in ("Name", "Age")
    )


def _localised(world):
    """A draft that was begun from an agreement which has changed since."""
    world.source = make_recorded(world.organisation, world.officer, world.other, title="Where it comes from")
    world.localised = localise(
        world.organisation, source=world.source, title="Made from another", by=world.officer
    ).document
    amend(world.source, world.officer, world.other, title="Where it came from")


def _taken_over(world):
    """The organisation has taken over from a body that the other one has an agreement with."""
    world.predecessor = make_organisation("OLD", name="Old Body")
    record_successor(world.predecessor, by=job("tests"), successor=world.organisation)
    world.inherited = make_recorded(
        world.other, world.stranger, world.predecessor, title="Inherited"
    ).document


def _agreement(world, name):
    """Between the two organisations; the closed one is for their people alone."""
    version = make_recorded(world.organisation, world.officer, world.other, title=f"Agreement {name}")
    if name == "closed":
        documents.change_control(version.document, by=world.officer, audience=Audience.ORGANISATION)
    return version


LAW = {"group": "power", "act": "Northshire Act 1985", "allows": "To share.", "source": "The statute book"}


def _signing(world):
    """Agreements on their way to being signed: approved, open, signed by the first, in force between two of three."""
    third = make_organisation("TRD", name="Third Body")
    signs = make_person("signs@northport.example")
    make_member(signs, world.other, Role.MANAGER)
    first = make_person("first@northshire.example")
    make_member(first, world.organisation, Role.MANAGER)
    w = SimpleNamespace(**vars(world))
    w.bodies = {"NCC": world.organisation, "NPT": world.other, "TRD": third}
    w.signer = {"NCC": first, "NPT": signs}
    found = {"approved": signing_world.make_approved(w, "NCC NPT", title="Agreement approved")}
    for name in ("open", "signed", "between", "invited"):
        found[name] = signing_world.make_open(w, "NCC NPT TRD", title=f"Agreement {name}")
    signing_world.sign(w, found["signed"], "NCC")
    for code in ("NCC", "NPT"):
        signing_world.sign(w, found["between"], code)
    found["paper"] = signing_world.make_open(w, "NCC NPT TRD", title="Agreement paper")
    signing.record_wet_ink(
        found["paper"].signing_rounds.get().signatories.get(position=1), by=world.officer, name="Ann",
        post="Director", signed_on=signing_world.days(0), scan=b"%PDF-1.7 signed",
    )  # fmt: skip
    for name in ("held", "noticed"):
        found[name] = signing_world.make_signed(w, "NCC NPT", title=f"Agreement {name}")
    world.fourth = make_organisation("FTH", name="Fourth Body")
    world.added_law = added_law.add_law(
        world.organisation,
        by=world.administrator,
        group="power",
        fields={n: LAW[n] for n in LAW if n != "group"},
    )
    world.suspension = suspension.suspend(found["noticed"], by=world.approver, reason="A breach")
    world.notice = leaving.give_notice(
        found["noticed"], by=first, organisation=world.organisation, leaves_on=signing_world.days(40), reason="Done",
        given=signing_world.given_for(found["noticed"], first, world.organisation, kind=Kind.LEAVING),
    )  # fmt: skip
    return found


def _guest_form(world, role):
    """What who is invited signs by, with a code of just now."""
    seat, guest = world.seat, proving.guest_of(world.invitation)
    if role == "invited":
        InvitationCode.objects.filter(invitation=world.invitation).update(used_at=timezone.now())
    return {
        "name": "Sam", "post": "Director", "agreed": "on", "key": uuid4(),
        "token": shown.token(signing.what_is_shown(seat.round, seat.organisation, guest), timezone.now()),
    }  # fmt: skip


SIGNING = {
    # address: which agreement, and what more the address names
    "signing-open": ("approved", []),
    "signing-remind": ("open", []),
    "signing-cancel": ("open", []),
    "signing-last-day": ("open", []),
    "signing-close": ("between", []),
    "signatures": ("open", []),
    "sign": ("open", ["NCC"]),
    "decline": ("open", ["NCC"]),
    "signing-review": ("open", ["NCC"]),
    "signature-withdraw": ("signed", ["NCC", 1]),
    "signature-paper": ("open", [1]),
    "receipt": ("signed", [1, 1]),
    "signed-copy": ("signed", []),
    "signature-scan": ("paper", [1, 1]),
}


def _signed_form(world, role):
    """What the form of signing carries for a person."""
    version, person = world.signing["open"], getattr(world, role, None)
    if not isinstance(person, User):
        return {}
    row = version.signing_rounds.get()
    seen = signing.what_is_shown(row, world.organisation, person)
    return {
        "confirmed": "on", "name": "Ann", "post": "Director", "password": PASSWORD, "round": 1, "key": uuid4(),
        "token": shown.token(seen, timezone.now()),
    }  # fmt: skip


def path(world, address, state):
    """The address of the thing that the cell is about."""
    name = address.partition(":")[2]
    here = world.organisation.code
    if (
        name
        in (
            "home",
            "policies",
            "search",
            "guidance",
            "work",
            "matrix",
            "matrix-csv",
            "charts",
            "documents",
            "document-new",
            "list",
            "body-imports",
            "templates",
            "word-import-new",
            "readings",
            "notifications",
            "notification-settings",
        )
        or address == "audit:log"
    ):
        return reverse(address)
    if name in ("approval-rules", "approval-rule"):
        return reverse(address, args=[here, "all"][: 2 if name == "approval-rule" else 1])
    if name == "reading-withdraw":
        return reverse(address, args=[world.request_to_read.pk])
    if name.startswith(("training", "reading-report")):
        item = [] if name == "training" or name.startswith("reading") else [world.course.pk]
        return reverse(address, args=item if name == "training-done" else [here, *item])
    if name == "mail-again":
        return reverse(address, args=[world.mail.pk])
    if name.startswith("undelivered"):
        return reverse(address, args=[here, world.mail.pk][: 2 if name == "undelivered-again" else 1])
    if name.startswith("body-import"):
        return reverse(address, args=[world.body_import.pk])
    if name in ("assign-owner", "set-review-date"):
        return f"{reverse(address)}?document={world.documents['in_force'].document.reference}"
    if name.startswith("template"):
        return reverse(address, args=["code-of-practice", 1][: 1 if name == "template" else 2])
    if name.startswith("word-import"):
        return reverse(address, args=[world.word_import.pk])
    if name == "job":
        return reverse(address, args=[world.jobs[state].pk])
    if address == "audit:event":
        return reverse(address, args=[world.event.pk])
    if address.startswith("organisations:") or name == "framework":
        return reverse(address, args=[here, *_of_organisation(world, name)])
    if address == "account_reset_password_from_key":
        person = world.practitioner
        return reverse(address, args=[user_pk_to_url_str(person), default_token_generator.make_token(person)])
    if address == "page-help-task":
        return reverse(address, args=["approve"])
    if address == "protocols:invitation":
        return link(world.invitation)
    if address == "protocols:verify":
        return reverse(address, args=[code_of(world.to_sign.content_sha256)])
    if address == "protocols:invited-file":
        return reverse(address, args=[1])
    if name == "invitation-answer":
        return reverse(address, args=[world.to_sign.document.reference, "1.0", world.question.pk])
    if name in ("invite", "invitations", "invitation-send-anew", "invitation-revoke"):
        parts = [world.to_sign.document.reference, world.to_sign.number, world.seat.position]
        return reverse(address, args=parts[: 2 if name == "invitations" else 3])
    if name.startswith("succession"):
        more = [world.predecessor.code] if name == "succession-of" else []
        return reverse(address, args=[here, *more])
    if name.startswith("added-law"):
        law = world.added_law
        return reverse(address, args=[here, *([law.pk] if name.endswith(("-change", "-end")) else [])])
    if name in ("signing-rules", "signing-rule", "removal-rule"):
        return reverse(address, args=[here])
    if name.startswith(("agreement-life", "life-")):
        key = {"life-lift": [world.suspension.pk], "life-disposal": [world.notice.pk], "life-leave": [here]}
        which = "noticed" if name in ("life-lift", "life-disposal") else "held"
        return reverse(address, args=[world.signing[which].document.reference, *key.get(name, [])])
    if address.startswith("protocols:") and name in SIGNING:
        which, more = SIGNING[name]
        return reverse(address, args=[world.signing[which].document.reference, "1.0", *more])
    if name == "agreement-source":
        return reverse(address, args=[world.localised.reference])
    if state in world.agreements:
        parts = [world.agreements[state].document.reference, "1.0"]
        return reverse(address, args=parts[: 2 if name in ("agreement-version", "agreement-pdf") else 1])
    if address == "practice:signatory":
        return reverse(address, args=[world.statements[state].document.reference, "1.0"])
    if name.startswith(("build", "row-")):
        return reverse(address, args=[world.protocol.document.reference, "1.0", *_of_protocol(world, name)])
    if not address.startswith("governance:"):
        return reverse(address)
    if name.startswith("step"):
        version = world.procedures[state]
        key = ["confirm"] if name in ("step-edit", "step-move", "step-remove") else []
        return reverse(address, args=[version.document.reference, version.number, *key])
    version = world.documents[state]
    reference = version.document.reference
    if name in ("document", "short", "poster", "history", "control", "translation", "access", "draft-new",
                "reviews", "review-record", "review-call", "readers", "readers-csv", "reading-ask",
                "reading-confirm", "reading-opened", "adopted", "adopted-take", "adopted-follow"):  # fmt: skip
        return reverse(address, args=[reference])
    if name in ("compare", "compare-pdf"):
        return reverse(address, args=[reference])
    if name == "access-end":
        return reverse(address, args=[reference, world.grants[state].pk])
    if name in ("attachment", "attachment-remove"):
        return reverse(address, args=[reference, version.number, 1])
    if name.startswith("section-") and name != "section-add":
        return reverse(address, args=[reference, version.number, "commitment"])
    return reverse(address, args=[reference, version.number])


def _of_protocol(world, name):
    """The task, the kind of rows and the row that a page of the builder is about."""
    if name in ("build", "build-check", "build-signatories"):
        return []
    if name == "build-task":
        return ["retention"]
    return ["data_items"] if name in ("row-add", "row-paste") else ["data_items", world.item.pk]


def _of_organisation(world, name):
    """The key of the row that a page of an organisation's settings is about."""
    if name == "logo-picture":
        return [world.organisation.logo_id]
    here = {"organisation": world.organisation}
    rows = {
        "contact-change": Contact.objects.filter(**here),
        "contact-remove": Contact.objects.filter(**here),
        "membership-end": Membership.objects.filter(user=world.practitioner, **here),
        "appointment-end": world.organisation.appointments.all(),
        "appointment-away": world.organisation.appointments.all(),
        "team-change": Team.objects.filter(**here),
    }
    return [rows[name].get().pk] if name in rows else []


def body(world, address, state, role):
    """What a person would type who means it: valid for whoever may."""
    name = address.rpartition(":")[2]
    version = world.documents.get(state)
    published = world.documents["in_force"].document
    whoever = PASSWORD + " and more"
    typed = {
        "first-question": {"sharing": "case"},
        "begin": {"organisation": world.organisation.pk, "kind": "data_disclosure_agreement", "title": "New"},
        "build-signatories": {"invited": ["OLD"], "seen": plan_stamp(world.protocol.parties.all())},
        "localise": {
            "organisation": world.organisation.pk, "source": world.source.document.reference, "title": "New",
            "parties": "ours",
        },
        "signed-elsewhere": {
            "organisation": world.organisation.pk, "kind": "data_disclosure_agreement", "title": "New",
            "purpose": "To help.", "starts_on": world.today.isoformat(), "original": "A box", "audience": "anyone",
            "scan": SimpleUploadedFile("signed.pdf", make_pdf()), "count": "1",
            "party-0": "NCC", "direction-0": "discloser", "name-0": "Ann",
        },
        "succession-of": {"document": [world.inherited.reference], "then": "succession", "reason": ""},
        "agreement-source": {"number": "1.1", "reason": ""},
        "build-task": {
            "retention": "2 years", "seen_terms": terms_stamp(world.protocol),
            "seen_conditions": conditions_stamp(world.protocol),
        },
        "row-add": {"what": "Another"},
        "row-paste": {"text": "What\tWhy\nAnother\tTo be sure."},
        "row-edit": {"what": "Changed", "seen": stamp_of(world.item)},
        "row-move": {"to": "down", "seen": 1},
        "invite": {"name": "Pat", "address": "pat@northport.example", "days": 7},
        "invitation-answer": {"text": "Two years"},
        "invited-code": {"again": "1"},
        "invited-sign": _guest_form(world, role) if name == "invited-sign" else {},
        "invited-decline": {"name": "Sam", "post": "Director", "reason": "Too broad"},
        "invited-ask-for-changes": {"name": "Sam", "post": "Director", "reason": "Say how long"},
        "invited-ask": {"name": "Sam", "text": "For how long?"},
        "verify": {"file": SimpleUploadedFile("signed.pdf", b"%PDF-1.7")},
        "document-new": {
            "organisation": world.organisation.pk, "kind": "code_of_practice", "title": "New",
            "language": "en-gb", "start": "headings",
        },
        "body-imports": {"lists": SimpleUploadedFile("more.csv", file().content + b"D3,Third,,,\n")},
        "body-import-bring-in": {"planned": world.body_import.report["print"]},
        "word-import-new": {
            "organisation": world.organisation.pk, "kind": "code_of_practice", "language": "en-gb",
            "file": SimpleUploadedFile("policy.docx", policy_docx()),
        },
        "word-import": {"title": "Policy", "place_0": "commitment", "place_1": "own", "place_2": "own"},
        "attachments": {"file": SimpleUploadedFile("more.txt", b"Words."), "title": ""},
        "control": {
            "owner": world.officer.pk, "audience": "anyone", "review_cycle_months": 7, "publication": "full",
            "seen": "",
        },
        "assign-owner": {"document": [published.reference], "owner": world.manager.pk,
                         "seen": owners_stamp([published])},
        "set-review-date": {
            "document": [published.reference], "next_review_on": "3 April 2028", "reason": "Later",
            "seen": reviews_stamp([published]),
        },
        "sharing": {"sharing": "regular", "reason": "Daily lists"},
        "review-record": {"outcome": "no_change", "note": "", "next_review_on": "3 April 2028", "seen": ""},
        "review-call": {"cause": "law", "reason": "A new Act", "due_on": (world.today + timedelta(days=9)).isoformat()},
        "reading-ask": {"roles": ["practitioner"], "due_on": (world.today + timedelta(days=9)).isoformat()},
        "training-ask": {"roles": ["practitioner"], "due_on": (world.today + timedelta(days=9)).isoformat()},
        "reading-confirm": {"number": version.number if version else ""},
        "reading-opened": {"number": version.number if version else ""},
        "notifications": {"key": world.notification.pk},
        "notification-settings": {"delivery": "daily"},
        "training-done": {"done_on": world.today.isoformat()},
        "training": {"name": "Another course"},
        "training-change": {"name": "Another name"},
        "translation": {"translation_of": world.welsh.reference, "seen": ""},
        "access": {"email": world.stranger.email, "codename": "read_document", "until": ""},
        "adopted-take": {"offered": 2, "key": "commitment", "base": 1},
        "adopted-follow": {"template": 2},
        "access-end": {"reason": "Done"},
        "membership-end": {"reason": "Left"},
        "appointment-end": {"reason": "Left"},
        "appointment-away": {"back_on": (world.today + timedelta(days=9)).isoformat()},
        "draft-new": {"based_on": version.pk if version else "", "edition": "no"},
        "version-restore": {"reason": "It was clearer"},
        "details": {"title": "Another title", "marking": "", "handling": "", "lock": version.lock if version else ""},
        "section-add": {"heading": "Another", "after": ""},
        "section-edit": {"body": "Changed words.", "base": 1},
        "section-autosave": {"body": "Unsaved words.", "base": 1},
        "section-comments": {"comment": "new", "new-text": "Is this so?", "new-audience": "parties"},
        "section-preview": {"body": "Words.", "base": 1},
        "section-move": {"to": "down", "seen": 1},
        "step-add": {"what": "Follow up", "after": "at-the-end", "base": 0},
        "step-edit": {"what": "Confirm it", "base": 1},
        "step-move": {"to": "down", "seen": 1},
        "signing-open": {"force": "pairs", "closes_on": "", "long_stop_on": ""},
        "life-admit": {"organisation": world.fourth.pk, "direction": "both", "reason": "It asked"},
        "life-suspend": {"whom": "", "suspended_on": "", "reason": "A breach"},
        "life-lift": {"reason": "Mended"},
        "life-terminate": {"ends_on": (world.today + timedelta(days=9)).isoformat(), "reason": "No need"},
        "life-leave": {
            "leaves_on": (world.today + timedelta(days=400)).isoformat(), "reason": "No need", "confirmed": "on",
            "name": "Ann", "post": "Director", "password": PASSWORD,
        },
        "life-disposal": {
            "text": "All deleted", "confirmed": "on", "name": "Ann", "post": "Director", "password": PASSWORD,
        },
        "signing-rule": {"kind": "", "condition": "always", "posts": ["office:siro"], "needed": "0"},
        "added-law-add": {**LAW, "act": "Another Act"},
        "added-law-change": {**LAW, "section": "section 9", "seen": added_law.stamp_of(world.added_law)},
        "added-law-end": {"on": world.today.isoformat()},
        "removal-rule": {"way": "after", "months": "3"},
        "signing-cancel": {"then": "again", "reason": "A slip"},
        "signing-last-day": {"closes_on": (world.today + timedelta(days=9)).isoformat()},
        "signing-close": {"reason": "No answer"},
        "sign": _signed_form(world, role),
        "decline": {"answer": "changes", "reason": "Say how often"},
        "signature-withdraw": {"reason": "Too soon"},
        "signature-paper": {
            "name": "Ann", "post": "Director", "signed_on": world.today.isoformat(),
            "scan": SimpleUploadedFile("page.png", make_picture()),
        },
        "signatory": {"name": "Ann Other", "post": "Director", "signed_on": "", "base": 1},
        "submit": {"change_summary": "What and why", "grade": "material"},
        "recall": {"reason": "Not yet"},
        "review": {"decision": "approve", "lock": version.lock if version else ""},
        "approval-take-back": {"reason": "A slip"},
        "approval-delegate": {
            "to": (world.approver if role == "manager" else world.manager).pk, "until": world.today.isoformat(),
        },
        "approval-rule": {
            "seats_1": ["role:manager"], "needed_1": "0", "order": "order", "days": "", "save": "1",
        },
        "disclosure": {
            "publication": "metadata", "reason": "Section 31", "seen": decision_stamp(version) if version else "",
        },
        "publish": {"when": "day", "effective_from": (world.today + timedelta(days=90)).isoformat()},
        "withdraw": {"reason": "Wrong"},
        "give-up": {"reason": "No need"},
        "identifiers": {"scheme": "ico", "value": "Z9"},
        "details-of-organisation": {"name": "New name", "kind": "council", "marking_default": ""},
        "four-eyes": {"reason": "One officer alone"},
        "logo": {"picture": SimpleUploadedFile("logo.png", make_picture(colour="red")), "confirmed": "on"},
        "contact-add": {"purpose": "general", "name": "Hall", "email": "hall@northshire.example"},
        "contact-change": {"purpose": "general", "name": "Hall", "email": "hall@northshire.example"},
        "person-add": {"email": NEW, "name": "New Person", "role": "practitioner"},
        "appointment-add": {"person": world.manager.pk, "office": "dpo"},
        "team-add": {"name": "Another team"},
        "team-change": {"name": "Another name"},
        "account_login": {"login": world.practitioner.email, "password": PASSWORD},
        "account_change_password": {"oldpassword": PASSWORD, "password1": whoever, "password2": whoever},
        "account_set_password": {"password1": whoever, "password2": whoever},
        "account_reset_password": {"email": world.practitioner.email},
        "account_reset_password_from_key": {"password1": whoever, "password2": whoever},
    }  # fmt: skip
    if address == "organisations:details":
        return typed["details-of-organisation"]
    if address == "governance:control" and version is not None:
        from governance.forms.documents import control_print

        document = Document.objects.get(pk=version.document_id)
        return typed["control"] | {"seen": control_print(document)}
    return typed.get(name, {})


NOT_DATA = {Event, EventAudience, ObjectHead, RefusalTally, Presence}  # who is where is told, not kept
WRITES = re.compile(
    r'\A\s*(?:INSERT INTO|UPDATE|DELETE FROM) "((?:organisations|governance|protocols|practice)_\w+)"'
)


class Watch:
    """Notices statements that write into the product's own tables."""

    def __init__(self):
        self.written = set()

    def __call__(self, execute, sql, params, many, context):
        if found := WRITES.match(sql):
            self.written.add(found[1])
        return execute(sql, params, many, context)


def everything():
    """A print of the product's own tables but the log: equal before and after what changed nothing."""
    own = [
        apps.get_app_config(label).get_models()
        for label in ("organisations", "governance", "protocols", "practice")
    ]
    return contents(
        (model for models in own for model in models if model not in NOT_DATA), but=["last_login"]
    )
