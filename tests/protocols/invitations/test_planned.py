"""What was planned while the text was written is asked for once it is open: who is still to be invited."""

import pytest
from django.urls import reverse

from protocols.models import Party
from protocols.services import inviting, opening, signing
from protocols.services.signatories import plan_signatories, plan_stamp
from tests.factories.governance import approved
from tests.once import made_once
from tests.protocols.invitations.world import ADDRESS, seat_of
from tests.protocols.signing.world import given_for, make_draft, make_world, without_signers

pytestmark = pytest.mark.django_db


def world():
    """NPT and POL sign by invitation, as the officer planned; NCC signs itself."""
    w = make_world()
    draft = make_draft(w)
    parties = list(Party.objects.filter(version=draft).select_related("organisation"))
    invited = [w.bodies["NPT"], w.bodies["POL"]]
    plan_signatories(draft, by=w.officer, invited=invited, seen=plan_stamp(parties))
    w.version = approved(draft, w.officer, w.approver)
    opening.open_for_signature(w.version, by=w.approver)
    return w


made = made_once(world)


@pytest.fixture
def w(made):
    made.version.refresh_from_db()
    return made


def pages(client, w, person):
    client.force_login(person)
    at = [w.version.document.reference, w.version.number]
    return [
        client.get(reverse(f"protocols:{name}", args=at)).content.decode()
        for name in ("signatures", "invitations")
    ]


def still_to_invite(client, w):
    with without_signers(w, "NPT", "POL"):
        signatures, invitations = pages(client, w, w.approver)
    found = [
        code for code in ("NCC", "NPT", "POL") if f"Invite somebody for {w.bodies[code].name}" in signatures
    ]
    assert ("Still to be invited" in signatures) == bool(found)
    assert invitations.count("Planned: somebody is still to be invited.") == len(found)
    return found


def test_the_lead_is_told_until_each_is_invited(client, w):
    assert still_to_invite(client, w) == ["NPT", "POL"]

    with without_signers(w, "POL"):
        inviting.invite(seat_of(w.version, "POL"), by=w.approver, name="Pat Reid", address=ADDRESS)

    assert still_to_invite(client, w) == ["NPT"]


def test_who_signed_all_the_same_is_not_to_be_invited(client, w):
    body, by = w.bodies["NPT"], w.signer["NPT"]
    signing.sign(w.version, by=by, organisation=body, given=given_for(w.version, by, body))

    assert still_to_invite(client, w) == ["POL"]


def test_nobody_is_to_be_invited_once_it_is_over(client, w):
    opening.cancel(w.version, by=w.approver, reason="Begun too soon")

    assert "Still to be invited" not in pages(client, w, w.approver)[0]


def test_who_has_people_by_now_is_not_to_be_invited(client, w):
    """The lead names nobody in the place of those who can sign."""
    signatures, invitations = pages(client, w, w.approver)

    assert "Still to be invited" not in signatures
    assert "Planned: somebody is still to be invited." not in invitations
    assert invitations.count("Its own people sign") == 2


def test_a_partner_does_not_read_the_plan(client, w):
    assert "Still to be invited" not in pages(client, w, w.signer["NPT"])[0]
