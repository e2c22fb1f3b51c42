"""Brings agreements of invented Northshire to signature, by the acts by which people do.

One is open and overdue, one waits for all, one is in force between three, of which one leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from audit.actors import Actor
from audit.acts import act, record
from governance.demo.bodies import SEED
from governance.models import Document, DocumentVersion
from governance.registry import add_chapter
from governance.services import review
from organisations.models import Membership, Office, Organisation, User
from organisations.roles import Role
from protocols import events, shown
from protocols.demo.agreements import Told
from protocols.demo.chapter import as_agreement
from protocols.demo.rounds import COLD_HOMES, FALLS, INVITED, LEAVES, NO, TOLD, YOUNG_PEOPLE
from protocols.given import Given, Proof
from protocols.models import Signatory
from protocols.services import answering, inviting, leaving, opening, signing, signing_rules
from protocols.services.recording import draft_agreement
from protocols.signers import OFFICE, Condition, Line, Post
from protocols.statements import DECLARATIONS, Kind, Strength

OFFICER, APPROVER, COORDINATOR, ADMINISTRATOR = "officer", "approver", "grace", "admin"
OVERDUE = timedelta(days=4)
HEALTH_DATA = Line((Post(OFFICE, Office.CALDICOTT_GUARDIAN), Post(OFFICE, Office.SIRO)), Condition.HEALTH)
TO_ANSWER, TO_LEAVE = timedelta(days=21), timedelta(days=60)


def enter_rounds(bodies: Mapping[str, Organisation], today: date) -> int:
    """Enters what is not there yet, between bodies that are. Returns how many agreements that were."""
    titles = [told.title for told in TOLD]
    there = set(Document.objects.filter(title__in=titles).values_list("title", flat=True))
    new = [
        told
        for told in TOLD
        if told.title not in there and bodies.keys() >= {code for code, _direction in told.parties}
    ]
    for told in new:
        version = _opened(told, bodies, today)
        if told is FALLS:
            _one_of_each(version, bodies, today)
        elif told is YOUNG_PEOPLE:
            _signed_and_left(version, bodies, today)
    if new and (trust := bodies.get("NNHS")):  # after the rounds, which keep the rule of their day
        signing_rules.set_rule(trust, by=_member(trust, ADMINISTRATOR), line=HEALTH_DATA)
    return len(new)


def _opened(told: Told, bodies: Mapping[str, Organisation], today: date) -> DocumentVersion:
    """Drafted, sent for review, approved by another, and open for signature."""
    lead = bodies[told.lead]
    officer, approver = _member(lead, OFFICER), _member(lead, APPROVER)
    agreement = replace(as_agreement(told, bodies, today), source=None, published_at=None)
    version = draft_agreement(lead, agreement=agreement, by=officer)
    version = review.submit(version, by=officer, change_summary="The first version.")
    version = review.approve(version, by=approver)
    closes_on = today + TO_ANSWER if told in (FALLS, COLD_HOMES) else None
    opening.open_for_signature(version, by=approver, closes_on=closes_on, confirmed_new=True)
    version.refresh_from_db()
    return version


def _one_of_each(version: DocumentVersion, bodies: Mapping[str, Organisation], today: date) -> None:
    """The council has signed, the police declined, the charity invited somebody of its own, the trust is late."""
    _sign(version, bodies["NCC"])
    police = bodies["NPOL"]
    answering.decline(version, by=_manager(police), organisation=police, reason=NO)
    seats = Signatory.objects.select_related("organisation", "round__version__document__organisation")
    seat = seats.get(round__version=version, organisation=bodies["HLT"])
    inviting.invite(seat, by=_member(bodies["HLT"], COORDINATOR), name=INVITED[0], address=INVITED[1])
    as_if_closed_before(version, by=SEED, closes_on=today - OVERDUE)


def _signed_and_left(version: DocumentVersion, bodies: Mapping[str, Organisation], today: date) -> None:
    for code in ("NCC", "NNHS", "HLT"):
        _sign(version, bodies[code])
    leaver = bodies["HLT"]
    leaving.give_notice(
        version,
        by=_manager(leaver),
        organisation=leaver,
        leaves_on=today + TO_LEAVE,
        reason=LEAVES,
        given=_given(version, leaver, Kind.LEAVING),
    )


@act
def as_if_closed_before(version: DocumentVersion, *, by: Actor, closes_on: date) -> None:
    """Moves the last day of a round of the demo back, so that somebody is late: acts take days to come alone."""
    row = version.signing_rounds.select_for_update().get()
    row.closes_on = closes_on
    row.save(update_fields=["closes_on"])
    record(
        events.SIGNING_EXTENDED,
        version,
        by=by,
        audience=[version.organisation],
        facts={"version": version.number, "round": row.number, "closes_on": closes_on.isoformat()},
    )


def _sign(version: DocumentVersion, body: Organisation) -> None:
    given = _given(version, body, Kind.SIGNATURE)
    signing.sign(version, by=_manager(body), organisation=body, given=given)


def _given(version: DocumentVersion, body: Organisation, kind: Kind) -> Given:
    """What the page of signing collects from somebody who was shown the version now."""
    now, person = timezone.now(), _manager(body)
    seen = signing.what_is_shown(version.signing_rounds.get(), body, person)
    return Given(
        name=str(person),
        post="Manager",
        declaration=str(DECLARATIONS[kind]),
        proof=Proof(Strength.PASSWORD, now),
        token=shown.token(seen, now),
        key=uuid4(),
    )


def _member(body: Organisation, mailbox: str) -> User:
    return User.objects.members_of(body).get(email__startswith=f"{mailbox}@")


def _manager(body: Organisation) -> User:
    managers = Membership.objects.current().filter(organisation=body, role=Role.MANAGER, user__is_active=True)
    mine = managers.filter(user__email__startswith="manager@").first() or managers.order_by("user__email")[0]
    return mine.user


add_chapter("rounds of signing", enter_rounds)
