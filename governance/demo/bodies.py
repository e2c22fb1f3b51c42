"""Enters an organisation of the demo, with its people, offices, teams and contacts, through the acts."""

from __future__ import annotations

from datetime import date

from audit import actors
from audit.actors import Actor
from audit.acts import act, record
from audit.models import Event
from governance.demo.world import COUNCIL, PARTNERSHIP, PASSWORD, Body, Desk, Person
from governance.events import DEMO_ENTERED
from organisations import events
from organisations.models import Organisation, User
from organisations.permissions import Role
from organisations.services.organisations import (
    add_contact,
    add_identifier,
    found_organisation,
    waive_four_eyes,
)
from organisations.services.people import add_member, appoint
from organisations.services.sharing import decide_sharing
from organisations.services.teams import add_team

SEED = actors.job("seed_demo")


def enter(body: Body, since: date) -> tuple[Organisation, dict[str, User]]:
    """The organisation and its people by mailbox; roles and offices begin on `since`.

    What is there already stays.
    """
    organisation = Organisation.objects.filter(code=body.code).first() or found_organisation(
        body.code,
        by=SEED,
        name=body.name,
        legal_name=body.legal_name,
        kind=body.kind,
        website=f"https://www.{body.domain}",
        marking_default=body.marking,
    )
    if body.four_eyes_waiver and organisation.has_four_eyes:
        organisation = waive_four_eyes(organisation, by=SEED, reason=body.four_eyes_waiver)
    for scheme, value in body.identifiers:
        if not organisation.identifiers.filter(scheme=scheme, value=value).exists():
            add_identifier(organisation, by=SEED, scheme=scheme, value=value)
    for desk in body.desks:
        if not organisation.contacts.filter(purpose=desk.purpose).exists():
            _add_desk(organisation, desk, body.domain)
    people = {
        person.mailbox: _enter_person(organisation, person, f"{person.mailbox}@{body.domain}", since)
        for person in body.people
    }
    _enter_person(organisation, PARTNERSHIP, f"{PARTNERSHIP.mailbox}@{COUNCIL.domain}", since)
    if body.sharing and not organisation.sharing:
        by = next(people[person.mailbox] for person in body.people if Role.ADMINISTRATOR in person.roles)
        organisation = decide_sharing(organisation, by=by, sharing=body.sharing, reason=body.sharing_reason)
    for name, mailboxes in body.teams:
        if not organisation.teams.filter(name=name).exists():
            add_team(organisation, by=SEED, name=name, members=[people[mailbox] for mailbox in mailboxes])
    return organisation, people


def is_complete(body: Body) -> bool:
    """Whether the organisation was entered to the end, whatever people have done with it since."""
    organisation = Organisation.objects.filter(code=body.code).first()
    entered = {"verb": DEMO_ENTERED.name}
    return organisation is not None and Event.objects.for_target(organisation).filter(**entered).exists()


@act
def note_completed(organisation: Organisation, *, by: Actor) -> None:
    record(DEMO_ENTERED, organisation, by=by, audience=[organisation])


@act
def open_account(organisation: Organisation, *, by: Actor, email: str, name: str) -> User:
    """An account with the password of the demo and no welcome by mail."""
    person = User.objects.create_user(email, name, PASSWORD)
    record(events.PERSON_ADDED, person, by=by, audience=[organisation])
    return person


def _enter_person(organisation: Organisation, person: Person, email: str, since: date) -> User:
    user = User.objects.filter(email=email).first()
    if user is None:
        user = open_account(organisation, by=SEED, email=email, name=person.name)
    for role in person.roles:
        if not user.memberships.filter(organisation=organisation, role=role).exists():
            add_member(user, by=SEED, organisation=organisation, role=role, starts_on=since)
    for office, deputy in ((person.office, False), (person.deputy_for, True)):
        if office and not user.appointments.filter(organisation=organisation, office=office).exists():
            appoint(user, by=SEED, organisation=organisation, office=office, deputy=deputy, starts_on=since)
    return user


def _add_desk(organisation: Organisation, desk: Desk, domain: str) -> None:
    add_contact(
        organisation,
        by=SEED,
        purpose=desk.purpose,
        name=desk.name,
        email=f"{desk.mailbox}@{domain}" if desk.mailbox else "",
        telephone=desk.telephone,
        hours=desk.hours,
    )
