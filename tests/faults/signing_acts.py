"""Rounds of signing that stand everywhere that an act begins from, and each act on them."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from django.utils import timezone

from audit import actors
from governance.pdf.render import Pdf
from organisations.models import Office
from organisations.permissions import Role
from organisations.services.organisations import record_successor
from protocols.given import Proof
from protocols.models import InvitationCode, Signatory
from protocols.services import (
    accession,
    added_law,
    answering,
    certificates,
    invited,
    inviting,
    leaving,
    opening,
    proving,
    questions,
    reminding,
    removal_rules,
    renewing,
    signing,
    signing_rules,
    succession,
    suspension,
    termination,
)
from protocols.signers import OFFICE, ROLE, Condition, Line, Post
from protocols.statements import Kind, Strength
from protocols.tokens import mac_of
from tests.factories.organisations import make_member
from tests.protocols.signing.world import (
    days,
    furnish,
    given_for,
    make_approved,
    make_open,
    make_signed,
    sign,
)

LAW = {"act": "Northshire Act 1985", "allows": "To share.", "source": "The statute book"}
GUEST = actors.invitation("guest@police.example")


def fresh():
    return Proof(Strength.MAIL_CODE, timezone.now())


def to_sign(w):
    furnish(w)
    make_member(w.approver, w.third, Role.MANAGER)
    make_member(w.approver, w.third, Role.ADMINISTRATOR)  # who names whom the police ask
    w.unopened, w.opened, w.half_signed = make_approved(w), make_open(w), make_open(w)
    w.signature = sign(w, w.half_signed, "NPT")
    w.nearly = make_open(w, "NCC NPT")
    sign(w, w.nearly, "NPT")
    w.in_part = make_open(w)
    for code in ("NPT", "NCC"):
        sign(w, w.in_part, code)
    w.signed = make_signed(w)
    record_successor(w.other, by=actors.job("tests"), successor=w.fourth, on=days(-1))
    w.notice = give_notice(w, "POL")
    w.suspension = suspension.suspend(w.signed, by=w.approver, reason="A breach")
    w.seat = Signatory.objects.get(round__version=w.opened, organisation=w.third)
    w.guest_seat = Signatory.objects.get(round__version=w.half_signed, organisation=w.third)
    w.guest_seat = opening.change_signatory(w.guest_seat, by=w.approver, name="Pat", address=GUEST.id)
    w.invited_seat = Signatory.objects.get(round__version=w.nearly, organisation=w.organisation)
    w.invited = {
        name: inviting.invite(seat, by=w.approver, name="Pat", address=GUEST.id)
        for name, seat in (
            ("here", w.invited_seat),
            ("there", Signatory.objects.get(round__version=w.in_part, organisation=w.third)),
        )
    }
    w.question = questions.ask(w.invited["there"], by=GUEST, name="Pat", text="For how long?")
    w.lasting = inviting.invite(w.seat, by=w.approver, name="Pat", address=GUEST.id)
    proving.send_code(w.invited["there"], by=GUEST)
    last = InvitationCode.objects.last_of(w.invited["there"])
    InvitationCode.objects.filter(pk=last.pk).update(mac=mac_of("123456", last.pk))
    line = Line((Post(OFFICE, Office.SIRO),), Condition.HEALTH)
    signing_rules.set_rule(w.organisation, by=w.administrator, line=line)
    w.law = added_law.add_law(w.organisation, by=w.administrator, group="power", fields=LAW)


def give_notice(w, code):
    return leaving.give_notice(
        w.signed,
        by=w.signer[code],
        organisation=w.bodies[code],
        leaves_on=days(30),
        reason="No need any more",
        given=given_for(w.signed, w.signer[code], w.bodies[code], kind=Kind.LEAVING),
    )


def renew(invitation):
    """Once it has expired."""
    with time_machine.travel(invitation.expires_at + timedelta(seconds=1)):
        return renewing.renew(invitation, by=proving.AT_THE_DOOR)


ACTS = {
    "accession.admit": lambda w: accession.admit(
        w.signed, by=w.approver, organisation=w.fourth, direction="both"
    ),
    "leaving.give_notice": lambda w: give_notice(w, "NPT"),
    "leaving.declare_disposal": lambda w: leaving.declare_disposal(
        w.notice,
        by=w.police,
        text="All deleted.",
        given=given_for(w.signed, w.police, w.third, kind=Kind.DISPOSAL),
    ),
    "succession.succeed": lambda w: succession.succeed(w.other, by=w.heir, successor=w.fourth),
    "succession.end_part": lambda w: succession.end_part(
        w.other, by=w.heir, successor=w.fourth, documents=[w.signed.document], reason="It closed"
    ),
    "suspension.suspend": lambda w: suspension.suspend(
        w.signed, by=w.approver, organisation=w.other, reason="A breach"
    ),
    "suspension.lift": lambda w: suspension.lift(w.suspension, by=w.approver, reason="Mended"),
    "termination.terminate": lambda w: termination.terminate(
        w.signed, by=w.approver, ends_on=days(1), reason="No need"
    ),
    "opening.open_for_signature": lambda w: opening.open_for_signature(w.unopened, by=w.approver),
    "reminding.remind": lambda w: reminding.remind(w.opened, by=w.approver),
    "opening.cancel": lambda w: opening.cancel(w.half_signed, by=w.approver, reason="A slip"),
    "opening.extend": lambda w: opening.extend(w.opened, by=w.approver, closes_on=days(9)),
    "opening.close": lambda w: opening.close(w.in_part, by=w.approver, reason="No answer"),
    "opening.change_signatory": lambda w: opening.change_signatory(
        w.seat, by=w.approver, name="Pat", address="pat@police.example"
    ),
    "signing.sign": lambda w: sign(w, w.nearly, "NCC"),
    "signing.sign_by_invitation": lambda w: signing.sign_by_invitation(
        w.guest_seat,
        by=GUEST,
        given=given_for(w.half_signed, GUEST, w.third, proof=Proof(Strength.MAIL_CODE, timezone.now())),
    ),
    "certificates.keep": lambda w: certificates.keep(
        w.half_signed, by=w.approver, pdf=Pdf(b"%PDF-1.7", 1), key="0" * 64, statements=1
    ),
    "inviting.invite": lambda w: inviting.invite(
        w.seat, by=w.approver, name="Pat", address="pat@police.example"
    ),
    "inviting.send_anew": lambda w: inviting.send_anew(w.invited["here"], by=w.approver),
    "inviting.revoke": lambda w: inviting.revoke(w.invited["here"], by=w.approver),
    "renewing.renew": lambda w: renew(w.lasting),
    "questions.ask": lambda w: questions.ask(w.invited["there"], by=GUEST, name="Pat", text="And why?"),
    "questions.answer": lambda w: questions.answer(w.question, by=w.approver, text="Two years."),
    "proving.send_code": lambda w: proving.send_code(w.invited["here"], by=GUEST),
    "proving.prove": lambda w: proving.prove(w.invited["there"], by=GUEST, code="123456"),
    "invited.sign_as_invited": lambda w: invited.sign_as_invited(
        w.invited["here"],
        by=GUEST,
        given=given_for(w.nearly, GUEST, w.organisation, proof=fresh()),
    ),
    "invited.decline_as_invited": lambda w: invited.decline_as_invited(
        w.invited["there"], by=GUEST, name="Pat", post="Chief", reason="Too broad", proof=fresh()
    ),
    "invited.request_changes_as_invited": lambda w: invited.request_changes_as_invited(
        w.invited["there"], by=GUEST, name="Pat", post="Chief", reason="Say how long", proof=fresh()
    ),
    "signing.record_wet_ink": lambda w: signing.record_wet_ink(
        w.seat, by=w.approver, name="Pat", post="Chief", signed_on=timezone.localdate(), scan=b"%PDF-1.7"
    ),
    "answering.begin_review": lambda w: answering.begin_review(w.opened, by=w.police, organisation=w.third),
    "answering.request_changes": lambda w: answering.request_changes(
        w.opened, by=w.police, organisation=w.third, reason="Say how long"
    ),
    "answering.decline": lambda w: answering.decline(
        w.in_part, by=w.police, organisation=w.third, reason="Too broad"
    ),
    "answering.withdraw_signature": lambda w: answering.withdraw_signature(
        w.signature, by=w.trust, reason="Not yet"
    ),
    "signing_rules.set_rule": lambda w: signing_rules.set_rule(
        w.organisation, by=w.administrator, line=Line((Post(ROLE, "manager"),))
    ),
    "added_law.add_law": lambda w: added_law.add_law(
        w.organisation, by=w.administrator, group="power", fields=LAW | {"act": "Another Act"}
    ),
    "added_law.change_law": lambda w: added_law.change_law(
        w.law, by=w.administrator, fields={"section": "section 9"}, seen=added_law.stamp_of(w.law)
    ),
    "added_law.end_law": lambda w: added_law.end_law(w.law, by=w.administrator, on=days(0)),
    "removal_rules.set_removal_rule": lambda w: removal_rules.set_removal_rule(
        w.organisation, by=w.administrator, months=3
    ),
    "signing_rules.remove_rule": lambda w: signing_rules.remove_rule(
        w.organisation, by=w.administrator, condition=Condition.HEALTH
    ),
}
