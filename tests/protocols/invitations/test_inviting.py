"""Acts of those who invite, and the letter."""

from __future__ import annotations

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import override_settings
from django.utils import timezone

from audit import verification
from audit.errors import InvalidMove
from audit.models import Event
from protocols.models import Invitation, Letter
from protocols.services import inviting, opening, posting
from protocols.tokens import fingerprint_of, token_of, token_with
from tests.mailserver import SMTP
from tests.once import made_once
from tests.protocols.invitations.world import ADDRESS, again, link, mailed_link, make_invited, seat_of
from tests.protocols.signing.world import sign, without_signers

pytestmark = pytest.mark.django_db
made = made_once(make_invited)


@pytest.fixture
def w(made):
    return made


def test_an_invitation_keeps_the_fingerprint_of_its_link_alone(w):
    token = token_of(w.invitation.pk)

    assert w.invitation.token_sha256 == fingerprint_of(token)
    assert len(token) == 43
    assert w.invitation.expires_at - w.invitation.made_at == timedelta(days=14)
    assert w.seat.invitations.get().history.get().__dict__.get("token_sha256") is None
    event = Event.objects.for_target(w.version).get(verb="invitation.made")
    assert event.facts["invitation"] == str(w.invitation.pk)
    assert list(verification.faults()) == []


def test_the_letter_brings_the_link_to_that_mailbox(w):
    path = mailed_link()

    letter = mail.outbox[-1]
    assert path == link(w.invitation)
    assert letter.to == [ADDRESS]
    assert "You need no account" in letter.body
    assert Letter.objects.get().sent_at is not None
    assert posting.send_due() == 0


def test_a_letter_that_is_tried_again_brings_the_same_link(w):
    with override_settings(EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=9):
        assert posting.send_due() == 0
    waiting = Letter.objects.get()
    assert (waiting.attempts, waiting.sent_at) == (1, None)
    assert waiting.error == "The mail server could not be reached."

    posting.send_due(timezone.now() + timedelta(hours=1))

    assert link(w.invitation) in mail.outbox[-1].body


def test_a_letter_is_not_sent_once_the_invitation_is_revoked(w):
    inviting.revoke(w.invitation, by=w.approver)

    assert posting.send_due() == 0
    assert mail.outbox == []
    assert Letter.objects.get().dropped_at is not None


def test_the_link_outlives_a_new_secret_that_remembers_the_old_one(w, settings):
    old = settings.SECRET_KEY
    path = link(w.invitation)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [old]
    assert f"/sign/{token_with(w.invitation.pk, w.invitation.token_sha256)}/" == path

    settings.SECRET_KEY_FALLBACKS = []
    posting.send_due()

    letter = Letter.objects.get()
    assert mail.outbox == []
    assert letter.error == "The secret of this service has changed. Send a new link."


def test_a_new_link_kills_the_old_one(w):
    anew = inviting.send_anew(w.invitation, by=w.approver)

    old = again(w.invitation)
    assert (anew.number, anew.address) == (2, ADDRESS)
    assert (old.revoked_by, again(anew).revoked_at) == (w.approver, None)
    assert link(anew) != link(old)
    assert list(verification.faults()) == []


def test_inviting_somebody_else_kills_the_link_of_the_first(w):
    with without_signers(w, "POL"):
        other = inviting.invite(w.seat, by=w.approver, name="Sam", address="Sam@Police.example")

    assert again(w.invitation).revoked_at is not None
    assert again(other).address == "sam@police.example"
    assert Invitation.objects.standing().get() == other


@pytest.mark.parametrize("who", ["trust", "practitioner", "police_officer", "auditor"])
def test_others_neither_invite_nor_revoke(w, who):
    person = getattr(w, who)
    for act in (
        lambda: inviting.invite(w.seat, by=person, name="Eve", address="eve@evil.example"),
        lambda: inviting.send_anew(w.invitation, by=person),
        lambda: inviting.revoke(w.invitation, by=person),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert again(w.invitation).revoked_at is None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"address": ""}, "address"),
        ({"address": "no address"}, "invited_address"),
        ({"days": 0}, "days"),
        ({"days": 61}, "days"),
    ],
)
def test_an_invitation_needs_a_name_an_address_and_some_days(w, given, field):
    with pytest.raises(ValidationError) as refused:
        inviting.invite(w.seat, by=w.approver, **{"name": "Sam", "address": "sam@a.example", **given})

    assert field in refused.value.error_dict
    assert again(w.invitation).revoked_at is None


def test_nobody_is_invited_for_what_is_signed_or_over(w):
    sign(w, w.version, "POL")
    with pytest.raises(InvalidMove):
        inviting.send_anew(w.invitation, by=w.approver)
    opening.cancel(w.version, by=w.approver, reason="A slip")
    with pytest.raises(InvalidMove):
        inviting.invite(w.seat, by=w.approver, name="Sam", address="sam@a.example")


def test_an_invitation_is_revoked_once(w):
    inviting.revoke(w.invitation, by=w.approver)

    with pytest.raises(InvalidMove):
        inviting.revoke(w.invitation, by=w.approver)


def test_a_refused_address_is_told_to_who_invited(w):
    class Refusing:
        def open(self):
            raise smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no such mailbox")})

    letter = posting._claim(timezone.now())
    posting._one(letter, Refusing(), timezone.now())

    assert Letter.objects.get().error == "The mail server refused the address or the message (550)."
    assert Letter.objects.get().given_up_at is not None


def test_every_party_has_an_invitation_of_its_own(w):
    seat = seat_of(w.version, "NPT")
    with without_signers(w, "NPT"):
        made = inviting.invite(seat, by=w.approver, name="Pat Reid", address=ADDRESS)

    assert again(made).number == 1
    assert again(w.invitation).revoked_at is None
    assert link(made) != link(w.invitation)
