"""The pages of the guest: what opens, what signs, and every refusal with its sentence."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from audit import verification
from audit.models import Event
from protocols import shown
from protocols.given import Proof
from protocols.models import InvitationCode, Statement
from protocols.services import inviting, opening
from protocols.services.invited import sign_as_invited
from protocols.services.proving import guest_of
from protocols.services.signing import what_is_shown
from tests.audit.helpers import acting
from tests.once import made_once
from tests.protocols.invitations.world import (
    ADDRESS,
    again,
    come_in,
    fields,
    link,
    mailed_code,
    make_invited,
    rows,
    seat_of,
)
from tests.protocols.signing.world import given_for, make_open, sign, standings, without_signers

pytestmark = pytest.mark.django_db
made = made_once(make_invited)
PAGES = [
    "/invited/", "/invited/changes/", "/invited/sign/", "/invited/decline/", "/invited/ask-for-changes/",
    "/invited/text.json", "/invited/version.pdf", "/invited/receipt.txt", "/invited/your-data.json",
    "/invited/your-data.csv",
]  # fmt: skip


@pytest.fixture
def w(made):
    cache.clear()
    return made


@pytest.fixture
def capture(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


# ---- the link and the code --------------------------------------------------------------------------


def test_looking_at_the_link_changes_nothing(w, client):
    before = rows()

    for _turn in range(3):
        response = client.get(link(w.invitation))

    assert response.status_code == 200
    assert rows() == before
    assert mail.outbox == []
    assert not client.session.keys()
    assert standings(w.version) == "NCC invited, NPT invited, POL invited"


def test_the_address_of_the_link_leaks_nowhere(w, client, capture):
    response = client.get(link(w.invitation))
    token = link(w.invitation).strip("/").partition("/")[2]

    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert token not in response.content.decode()
    with capture(execute=True):
        answer = client.post(link(w.invitation))
    assert answer["Location"] == "/invited/code/"
    assert token not in str(answer.headers)


def test_who_holds_the_mailbox_comes_in_and_reads(w, capture):
    client = come_in(w, capture)

    page = client.get("/invited/")

    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    for said in ("Keeping people safe", "For Northshire Police", "To keep people safe.", "Sign"):
        assert said in page.content.decode()
    assert standings(w.version) == "NCC invited, NPT invited, POL reviewing"
    verbs = Event.objects.for_target(w.version).in_order().values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["invitation.code_sent", "invitation.proven"]


def test_the_code_is_kept_as_a_keyed_hash_and_goes_to_the_mailbox_alone(w, client, capture):
    with capture(execute=True):
        client.post(link(w.invitation))

    code = mailed_code()
    kept = InvitationCode.objects.get()
    assert mail.outbox[-1].to == [ADDRESS]
    assert code not in json.dumps([str(value) for value in vars(kept).values()])
    assert kept.expires_at - kept.made_at == timedelta(minutes=10)


def test_a_wrong_code_is_refused_and_the_sixth_try_too_even_if_right(w, client, capture):
    with capture(execute=True):
        client.post(link(w.invitation))
    code = mailed_code()
    wrong = "000000" if code != "000000" else "111111"
    for _turn in range(5):
        response = client.post("/invited/code/", {"code": wrong})
        assert response.status_code == 422
        assert "This is not the code in our latest e-mail." in response.content.decode()

    response = client.post("/invited/code/", {"code": code})

    assert response.status_code == 422
    assert "This code was tried too often. Ask for a new one." in response.content.decode()
    assert client.get("/invited/").status_code == 403


def test_a_code_is_good_for_ten_minutes_and_once(w, client, capture):
    with capture(execute=True):
        client.post(link(w.invitation))
    code = mailed_code()
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        response = client.post("/invited/code/", {"code": code})
        assert "This code has expired. Ask for a new one." in response.content.decode()
    assert client.post("/invited/code/", {"code": f"{code[:3]} {code[3:]}"}).status_code == 302

    other = Client()
    with capture(execute=True):
        other.post(link(w.invitation))
    assert other.post("/invited/code/", {"code": code}).status_code == 422


def test_another_code_kills_the_one_before(w, client, capture):
    with capture(execute=True):
        client.post(link(w.invitation))
    first = mailed_code()
    with capture(execute=True):
        client.post("/invited/code/", {"again": "1"})
    second = mailed_code()
    if first != second:
        assert client.post("/invited/code/", {"code": first}).status_code == 422
    assert client.post("/invited/code/", {"code": second}).status_code == 302


def test_five_codes_are_sent_within_an_hour(w, client, capture):
    with capture(execute=True):
        for _turn in range(5):
            client.post(link(w.invitation))
        response = client.post(link(w.invitation))

    assert response.status_code == 429
    assert "Wait an hour" in response.content.decode()
    assert len(mail.outbox) == 5


def test_a_form_of_another_site_sends_no_code(w):
    client = Client(enforce_csrf_checks=True)

    response = client.post(link(w.invitation))

    assert response.status_code == 403
    assert mail.outbox == []
    assert not client.session.keys()


def test_guessing_links_is_slowed_down(client):
    cache.clear()
    answers = [client.get(f"/sign/{'A' * 43}/").status_code for _turn in range(61)]

    assert answers == [404] * 60 + [429]


# ---- links that open nothing ------------------------------------------------------------------------


def test_a_link_that_nobody_was_sent(w, client):
    response = client.get(f"/sign/{'A' * 43}/")

    assert response.status_code == 404
    assert "We do not know this link" in response.content.decode()
    assert "ask who invited you" in response.content.decode()


def expired(w):
    return time_machine.travel(w.invitation.expires_at + timedelta(seconds=1))


def test_an_expired_link_says_whom_to_ask(w, client, capture):
    inside = come_in(w, capture)
    with expired(w):
        response = client.get(link(w.invitation))
        post = client.post(link(w.invitation))
        assert inside.get("/invited/").status_code in (403, 410)

    assert (response.status_code, post.status_code) == (410, 410)
    assert "Ask Northshire County Council to send you a new link." in response.content.decode()


def test_a_revoked_link_says_whom_to_ask_at_once(w, client, capture):
    inside = come_in(w, capture)
    before = Statement.objects.count()
    inviting.revoke(w.invitation, by=w.approver)

    response = client.get(link(w.invitation))

    assert response.status_code == 410
    assert "somebody else is asked now. Ask Northshire County Council." in response.content.decode()
    for page in PAGES:
        assert inside.get(page).status_code == 410, page
    assert inside.post("/invited/sign/", {"name": "Pat Reid"}).status_code == 410
    assert Statement.objects.count() == before


def test_a_link_of_somebody_who_is_not_asked_any_more(w, client):
    with without_signers(w, "POL"):
        opening.change_signatory(w.seat, by=w.approver, name="Sam", address="sam@police.example")

    assert client.get(link(w.invitation)).status_code == 410


def test_a_forwarded_link_opens_nothing_without_the_mailbox(w, client, capture):
    with capture(execute=True):
        client.post(link(w.invitation))  # the code goes to Pat, not to whom the link was forwarded

    for page in PAGES:
        response = client.get(page)
        assert response.status_code == 403, page
        assert "Open the link in your own e-mail" in response.content.decode()


def test_what_was_typed_is_given_back_when_the_hour_is_over(w, capture):
    client = come_in(w, capture)
    with time_machine.travel(timezone.now() + timedelta(minutes=59, seconds=59)):
        assert client.get("/invited/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        client.cookies.clear()
        response = client.post("/invited/decline/", {"reason": "We hold no such data"})

    assert response.status_code == 403
    assert "We hold no such data" in response.content.decode()


def test_a_proof_for_one_invitation_opens_no_other(w, capture):
    client = come_in(w, capture)
    with without_signers(w, "NPT"):
        other = inviting.invite(
            seat_of(w.version, "NPT"), by=w.approver, name="Sam", address="sam@trust.example"
        )
    with capture(execute=True):
        client.post(link(other))

    assert client.get("/invited/").status_code == 403


# ---- signing ----------------------------------------------------------------------------------------


def test_the_guest_signs_once_and_takes_everything_away(w, capture):
    client = come_in(w, capture)

    response = client.post("/invited/sign/", fields(client))

    assert (response.status_code, response["Location"]) == (302, "/invited/")
    said = Statement.objects.get(version=w.version, kind="signature")
    assert (said.address, said.name, said.post, said.strength) == (ADDRESS, "Pat Reid", "Chief", "mail_code")
    assert said.person is None
    assert standings(w.version) == "NCC invited, NPT invited, POL signed"
    assert again(w.invitation).used_at == said.at
    page = client.get("/invited/").content.decode()
    assert "You signed this version on" in page
    assert "E-mail address verified: the link and the code both went to it" in page
    receipt = client.get("/invited/receipt.txt").content.decode()
    assert "E-mail address verified" in receipt
    assert "Pat Reid" in receipt
    held = json.loads(client.get("/invited/your-data.json").content)
    assert held["statements"][0]["Name, as typed"] == "Pat Reid"
    assert ADDRESS in client.get("/invited/your-data.csv").content.decode()
    text = client.get("/invited/text.json").content
    assert hashlib.sha256(text).hexdigest() == w.version.content_sha256
    assert list(verification.faults()) == []


def test_a_used_invitation_signs_nothing_and_still_opens_what_was_signed(w, capture):
    client = come_in(w, capture)
    sent = fields(client)
    client.post("/invited/sign/", sent)

    again_ = client.post("/invited/sign/", {**sent, "key": str(uuid4())})

    assert again_.status_code == 410
    assert "It signs once." in again_.content.decode()
    assert Statement.objects.filter(kind="signature").count() == 1
    other = come_in(w, capture)
    assert other.get("/invited/receipt.txt").status_code == 200
    assert other.get("/invited/sign/").status_code == 410


def test_the_same_request_again_gives_the_same_answer(w, capture):
    come_in(w, capture)
    guest = guest_of(w.invitation)
    given = given_for(w.version, guest, w.third, proof=Proof("mail_code", timezone.now()))

    first = sign_as_invited(again(w.invitation), by=guest, given=given)
    second = sign_as_invited(again(w.invitation), by=guest, given=given)

    assert first == second
    assert Statement.objects.filter(kind="signature").count() == 1


def test_a_proof_of_six_minutes_asks_for_another_code_and_keeps_what_was_typed(w, capture):
    client = come_in(w, capture)
    sent = fields(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        refused = client.post("/invited/sign/", sent)
        assert refused.status_code == 422
        assert "Ask for a new code, and type it here." in refused.content.decode()
        with capture(execute=True):
            page = client.post("/invited/sign/", {**sent, "send_code": "1"})
        assert page.status_code == 200
        assert 'value="Chief"' in page.content.decode()
        assert client.post("/invited/sign/", {**sent, "code": "12"}).status_code == 422
        response = client.post("/invited/sign/", {**sent, "code": mailed_code()})

    assert response.status_code == 302
    assert standings(w.version) == "NCC invited, NPT invited, POL signed"


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("name", "Write your name."),
        ("post", "Write your post"),
        ("agreed", "Confirm the declaration."),
    ],
)
def test_what_is_missing_is_said_and_the_rest_kept(w, capture, field, sentence):
    client = come_in(w, capture)
    sent = fields(client)
    del sent[field]

    response = client.post("/invited/sign/", sent)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Statement.objects.filter(kind="signature").exists()


def test_a_token_of_another_text_signs_nothing(w, capture):
    client = come_in(w, capture)
    other = make_open(w)
    seat = seat_of(other, "POL")
    foreign = shown.token(
        what_is_shown(seat.round, seat.organisation, guest_of(w.invitation)),
        timezone.now(),
    )

    response = client.post("/invited/sign/", fields(client, token=foreign))

    assert response.status_code == 409
    assert 'value="Chief"' in response.content.decode()
    assert not Statement.objects.filter(kind="signature").exists()


def test_signing_that_was_cancelled_meanwhile_records_nothing(w, capture):
    client = come_in(w, capture)
    sent = fields(client)
    opening.cancel(w.version, by=w.approver, reason="A slip")

    response = client.post("/invited/sign/", sent)

    assert response.status_code == 410
    assert "cancelled it" in response.content.decode()
    assert client.get("/invited/").status_code == 200
    assert not Statement.objects.filter(kind="signature").exists()


def test_somebody_of_the_organisation_signed_first(w, capture):
    client = come_in(w, capture)
    sent = fields(client)
    sign(w, w.version, "POL")

    response = client.post("/invited/sign/", sent)

    assert response.status_code == 410
    assert "Somebody else has signed for your organisation." in response.content.decode()


@pytest.mark.parametrize(
    ("page", "standing", "kind"),
    [("decline", "declined", "refusal"), ("ask-for-changes", "changes_requested", "changes_requested")],
)
def test_other_answers_take_a_reason_and_leave_signing_open(w, capture, page, standing, kind):
    client = come_in(w, capture)
    assert client.post(f"/invited/{page}/", {"name": "Pat", "post": "Chief"}).status_code == 422

    response = client.post(
        f"/invited/{page}/", {"name": "Pat", "post": "Chief", "reason": "Keep it for less time"}
    )

    assert response.status_code == 302
    said = Statement.objects.get(kind=kind)
    assert (said.name, said.reason, said.strength) == ("Pat", "Keep it for less time", "mail_code")
    assert standings(w.version).endswith(f"POL {standing}")
    assert "You answered on" in client.get("/invited/").content.decode()
    assert client.post("/invited/sign/", fields(client)).status_code == 302
    assert list(verification.faults()) == []


def test_nothing_is_signed_for_another_seat_of_the_organisation(w, capture):
    """The invitation signs its own seat, even where the organisation has more than one."""
    client = come_in(w, capture)
    client.post("/invited/sign/", fields(client))

    assert Statement.objects.get(kind="signature").signatory == w.seat


def test_what_changed_is_told_where_the_organisation_signed_before(w, capture):
    client = come_in(w, capture)

    response = client.get("/invited/changes/")

    assert "Your organisation has signed no version before" in response.content.decode()


def test_after_the_last_day_the_guest_reads_and_is_told_whom_to_ask(w, capture):
    guest = come_in(w, capture)
    with acting():
        w.seat.round.closes_on = timezone.localdate() - timedelta(days=1)
        w.seat.round.save(update_fields=["closes_on"])

    response = guest.get("/invited/sign/")

    assert response.status_code == 409
    assert "Ask the lead organisation for another day." in response.content.decode()
    assert guest.get("/invited/").status_code == 200
