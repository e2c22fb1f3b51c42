"""Three bodies, their people, and an agreement between them on its way to being signed."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

from django.utils import timezone

from governance.kinds import PlainSection
from governance.models import DocumentVersion
from organisations.models import Appointment, Membership
from organisations.permissions import Can, Role, roles_with
from protocols import shown
from protocols.agreement import Agreement, PartyLine, TermsLine
from protocols.given import Given, Proof
from protocols.kinds import PROTOCOL
from protocols.models import Conditions, DataItem, Flow, LegalBasis
from protocols.models.party import Direction
from protocols.services import inviting, opening, signing
from protocols.services.recording import draft_agreement
from protocols.statements import DECLARATIONS, Kind, Strength
from tests.audit.helpers import acting
from tests.factories.governance import approved
from tests.factories.organisations import make_member, make_organisation, make_person
from tests.people import make_people

TEXT = (PlainSection("purpose", "Purpose", "To keep people safe."),)
WAYS = {"": Direction.BOTH, ">": Direction.DISCLOSER, "<": Direction.RECIPIENT}


def make_world():
    """NCC leads; NPT and POL are the others. Each has a manager who may sign: `manager`, `trust`, `police`."""
    return furnish(make_people())


def furnish(w):
    """Adds the others to the people of tests/people.py."""
    w.third = make_organisation("POL", name="Northshire Police", kind="police")
    for name, body in (("trust", w.other), ("police", w.third)):
        person = make_person(f"{name}@{name}.example", name=name.title())
        make_member(person, body, Role.MANAGER)
        setattr(w, name, person)
    w.police_officer = make_person("po@police.example", name="Police Officer")
    make_member(w.police_officer, w.third, Role.INFORMATION_OFFICER)
    w.fourth = make_organisation("NEW", name="New Trust", kind="nhs")
    w.heir = make_person("heir@new.example", name="Heir")
    make_member(w.heir, w.fourth, Role.MANAGER)
    w.bodies = {"NCC": w.organisation, "NPT": w.other, "POL": w.third, "NEW": w.fourth}
    w.signer = {"NCC": w.manager, "NPT": w.trust, "POL": w.police, "NEW": w.heir}
    return w


@contextmanager
def nobody_signs_for(body):
    """Within, nobody of the organisation can sign, so that the lead may invite somebody for it."""
    theirs = list(Membership.objects.filter(organisation=body, role__in=roles_with(Can.SIGN)))
    _have_roles(theirs, Role.PRACTITIONER)
    try:
        yield
    finally:
        for each in theirs:
            _have_roles([each], each.role)


def _have_roles(memberships, role):
    with acting():
        Membership.objects.filter(pk__in=[each.pk for each in memberships]).update(role=role)


@contextmanager
def without_signers(w, *codes):
    """The same of several."""
    with ExitStack() as stack:
        for code in codes:
            stack.enter_context(nobody_signs_for(w.bodies[code]))
        yield


def invite_somebody(seat, **given):
    """The lead's invitation, as if the organisation had nobody of its own."""
    with nobody_signs_for(seat.organisation):
        return inviting.invite(seat, **given)


def agreement(w, parties="NCC NPT POL", **fields):
    """“NCC> <NPT”: one discloses, the other receives."""
    lines = []
    for text in parties.split():
        body = w.bodies.get(text.strip("<>"))
        way = ">" if text.endswith(">") else "<" if text.startswith("<") else ""
        name = body.name if body else text.strip("<>")
        lines.append(PartyLine(name, WAYS[way], body))
    values = {
        "kind": PROTOCOL,
        "title": "Keeping people safe",
        "sections": TEXT,
        "parties": tuple(lines),
        "powers": ("dea_fuel_poverty",),
    }
    terms = replace(fields.pop("terms", TermsLine()), retention="P2Y")
    return Agreement(**{**values, **fields, "terms": terms})


def make_draft(w, parties="NCC NPT POL", *, lacking=(), special="", **fields):
    """With all that the law asks for but what is `lacking`: items, bases, conditions."""
    version = draft_agreement(w.organisation, agreement=agreement(w, parties, **fields), by=w.officer)
    named = list(version.parties.order_by("position"))
    with acting():
        if "items" not in lacking:
            DataItem.objects.create(version=version, key="name", position=1, what="Name", special=special)
        if "bases" not in lacking:
            LegalBasis.objects.create(version=version, position=1, key="a6_public_task")
            if special:
                LegalBasis.objects.create(version=version, position=2, key="art9_c")
        if "conditions" not in lacking:
            Conditions.objects.create(version=version, assessment="done")
        if len(named) > 1:
            giver, taker = named[:2] if named[0].direction != Direction.RECIPIENT else named[1::-1]
            Flow.objects.create(
                version=version, key="one", position=1, giver=giver, taker=taker, items=["name"]
            )
    return version


def make_approved(w, parties="NCC NPT POL", **fields):
    return approved(make_draft(w, parties, **fields), w.officer, w.approver)


def make_open(w, parties="NCC NPT POL", *, opened=None, **fields):
    """The version, open for signature; `opened`: options of the opening."""
    version = make_approved(w, parties, **fields)
    opening.open_for_signature(version, by=w.approver, **(opened or {}))
    version.refresh_from_db()
    return version


def opened_world():
    """With one version, NCC NPT POL, that is open for signature already."""
    w = make_world()
    w.opened = make_open(w)
    return w


def opened(w):
    """The version of `opened_world`, as it is now."""
    return DocumentVersion.objects.select_related("document__organisation").get(pk=w.opened.pk)


def given_for(version, by, organisation, *, kind=Kind.SIGNATURE, at=None, **fields):
    """What the page collects from a person who was shown the version now."""
    at = at or timezone.now()
    row = version.signing_rounds.order_by("-number").first()
    token = shown.token(signing.what_is_shown(row, organisation, by), at) if row else "no round"
    values = {
        "name": by.as_actor().label,
        "post": "Director",
        "declaration": str(DECLARATIONS[kind]),
        "proof": Proof(Strength.PASSWORD, at),
        "token": token,
        "key": uuid4(),
    }
    return Given(**{**values, **fields})


def sign(w, version, code, *, by=None, **fields):
    by, body = by or w.signer[code], w.bodies[code]
    return signing.sign(version, by=by, organisation=body, given=given_for(version, by, body, **fields))


def make_signed(w, parties="NCC NPT POL", **fields):
    """The version, signed by all and in force."""
    version = make_open(w, parties, **fields)
    for text in parties.split():
        sign(w, version, text.strip("<>"))
    version.refresh_from_db()
    return version


def standings(version):
    """“NCC signed, NPT invited”"""
    row = version.signing_rounds.order_by("-number").first()
    return ", ".join(f"{each.organisation.code} {each.standing}" for each in row.signatories.in_order())


def hold_office(w, person, body, office, **fields):
    with acting():
        return Appointment.objects.create(
            user=person, organisation=body, office=office, starts_on=date(2020, 1, 1), **fields
        )


def days(number):
    return timezone.localdate() + timedelta(days=number)


def kinds(version):
    return [statement.kind for statement in version.statements.in_order()]


def copied(w):
    """For one test: what it changes of the world itself is not there for the next."""
    return SimpleNamespace(**vars(w) | {"bodies": dict(w.bodies), "signer": dict(w.signer)})
