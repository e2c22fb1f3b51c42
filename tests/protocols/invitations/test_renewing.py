"""Whoever finds the link expired, used or replaced asks for another: to the same mailbox, and with the same words."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from audit import verification
from audit.errors import InvalidMove
from audit.models import Event, EventAudience
from governance.notices.notice import Scope
from protocols.models import Invitation, Letter, Statement
from protocols.notifying import notices
from protocols.services import inviting, opening, posting, questions, renewing
from protocols.services.proving import AT_THE_DOOR, guest_of
from tests.once import made_once
from tests.protocols.invitations.world import (
    ADDRESS,
    LINK,
    again,
    come_in,
    fields,
    link,
    make_invited,
    rows,
)
from tests.protocols.signing.world import sign, standings, without_signers

pytestmark = pytest.mark.django_db
made = made_once(make_invited)
ASK = {"new_link": "1"}
OFFER = "Ask for a new link"


@pytest.fixture
def w(made):
    cache.clear()
    return made


def audience(event):
    return set(EventAudience.objects.filter(event=event).values_list("organisation", flat=True))


@pytest.fixture
def capture(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def expired(w, **later):
    return time_machine.travel(w.invitation.expires_at + timedelta(**(later or {"seconds": 1})), tick=False)


def renewed(w):
    return renewing.renew(w.invitation, by=AT_THE_DOOR)


def test_an_expired_link_offers_a_new_one_that_goes_to_the_same_mailbox_alone(w, client):
    with expired(w):
        page = client.get(link(w.invitation))
        response = client.post(link(w.invitation), ASK)
        assert posting.send_due() == 1
        [letter] = mail.outbox
        path = f"/sign/{LINK.search(letter.body)[1]}/"
        opened = Client().get(path)
        old = Client().get(link(w.invitation))

    assert page.status_code == 410
    assert OFFER in page.content.decode()
    assert '<meta name="referrer" content="strict-origin">' in page.content.decode()
    assert response.status_code == 200
    assert "a new one is on its way" in response.content.decode()
    assert letter.to == [ADDRESS]
    assert letter.subject == "Your new link: Keeping people safe"
    assert "You asked for a new link" in letter.body
    assert (opened.status_code, old.status_code) == (200, 410)
    assert "A newer link took the place of this one" in old.content.decode()
    assert path != link(w.invitation)
    assert path not in response.content.decode()
    assert ADDRESS not in response.content.decode()


def test_by_the_new_link_the_guest_signs(w, capture):
    with expired(w):
        anew = renewed(w)
        guest = come_in(w, capture, invitation=again(anew))
        response = guest.post("/invited/sign/", fields(guest))

    assert response.status_code == 302
    assert standings(w.version) == "NCC invited, NPT invited, POL signed"
    assert list(verification.faults()) == []


def test_the_log_says_who_asked_and_the_lead_is_told(w, client):
    with expired(w):
        client.post(link(w.invitation), ASK)
        told = [
            each
            for each in notices(Scope(documents={w.version.document_id}), timezone.localdate())
            if each.key.startswith("renewed:")
        ]
        client.force_login(w.approver)
        posting.send_due()
        page = client.get(f"/documents/{w.version.document.reference}/versions/1.0/invitations/")

    old, anew = Invitation.objects.order_by("number")
    event = Event.objects.for_target(w.version).in_order().last()
    assert (event.verb, event.actor_kind, event.facts["invitation"]) == (
        "invitation.renewed", "public_form", str(anew.pk),
    )  # fmt: skip
    assert audience(event) == {w.organisation.pk, w.third.pk}
    assert (old.is_renewed, old.revoked_by, old.revoked_at is None) == (True, None, False)
    assert (anew.made_by, anew.address, anew.number) == (w.approver, ADDRESS, 2)
    [notice] = told
    assert notice.person == w.approver.pk
    assert notice.text.startswith("Pat Reid, invited to sign for Northshire Police, asked for a new link")
    assert "They asked for this link themselves, on" in page.content.decode()
    assert link(anew)[6:-1] not in page.content.decode()


def test_a_used_link_that_expired_is_renewed_to_read_by_and_signs_nothing(w, capture):
    guest = come_in(w, capture)
    guest.post("/invited/sign/", fields(guest))
    with expired(w):
        response = Client().post(link(w.invitation), ASK)
        posting.send_due()
        anew = Invitation.objects.standing().get(signatory=w.seat)
        reader = come_in(w, capture, invitation=anew)
        receipt, refused = reader.get("/invited/receipt.txt"), reader.get("/invited/sign/")

    assert response.status_code == 200
    assert anew.used_at is not None
    assert LINK.search(mail.outbox[1].body)[1] in link(anew)  # after the code of the first
    assert "Pat Reid" in receipt.content.decode()
    assert refused.status_code == 410
    assert "It signs once." in refused.content.decode()
    assert Statement.objects.filter(kind="signature").count() == 1


def test_the_page_of_a_used_invitation_offers_it_too(w, capture):
    guest = come_in(w, capture)
    guest.post("/invited/sign/", fields(guest))

    page = guest.get("/invited/sign/")
    response = guest.post("/invited/code/", ASK)

    assert page.status_code == 410
    assert OFFER in page.content.decode()
    assert 'action="/invited/code/"' in page.content.decode()
    assert "a new one is on its way" in response.content.decode()
    assert Invitation.objects.count() == 2
    assert guest.get("/invited/").status_code == 410  # the old one is over


def test_somebody_who_declined_reads_on_when_the_round_is_over(w, capture):
    guest = come_in(w, capture)
    guest.post("/invited/decline/", {"name": "Pat", "post": "Chief", "reason": "Too broad"})
    opening.cancel(w.version, by=w.approver, reason="A slip")
    with expired(w):
        anew = renewed(w)
        assert posting.send_due() == 1
        reader = come_in(w, capture, invitation=again(anew))
        assert "Too broad" in reader.get("/invited/receipt.txt").content.decode()
        assert reader.get("/invited/sign/").status_code == 410


def revoked(w):
    inviting.revoke(w.invitation, by=w.approver)


def of_somebody_else(w):
    with without_signers(w, "POL"):
        inviting.invite(w.seat, by=w.approver, name="Sam", address="sam@police.example")


def signed_by_another(w):
    sign(w, w.version, "POL")


def cancelled(w):
    opening.cancel(w.version, by=w.approver, reason="A slip")


def asked_for(where):
    cache.clear()
    response = Client().post(where, ASK)
    assert response.status_code == 200
    return response.content.decode().replace(str(response.context["csrf_token"]), "")


@pytest.mark.parametrize("change", [revoked, of_somebody_else, signed_by_another, cancelled])
def test_nothing_is_sent_where_nothing_is_asked_and_the_page_says_the_same(w, change):
    change(w)
    before = Letter.objects.count()
    with expired(w):
        refused = asked_for(link(w.invitation))
        unknown = asked_for(f"/sign/{'A' * 43}/")

    assert refused == unknown
    assert Letter.objects.count() == before
    assert again(w.invitation).is_renewed is False


def test_the_page_says_the_same_where_a_link_is_sent(w):
    with expired(w):
        assert asked_for(link(w.invitation)) == asked_for(f"/sign/{'A' * 43}/")

    assert Letter.objects.count() == 2


def test_a_link_that_is_still_good_is_not_replaced_by_whoever_holds_it(w, client):
    before = rows()

    response = client.post(link(w.invitation), ASK)

    assert response.status_code == 200
    assert {name: count for name, count in rows().items() if name.startswith("protocols_")} == {
        name: count for name, count in before.items() if name.startswith("protocols_")
    }
    assert client.get(link(w.invitation)).status_code == 200


def test_three_are_sent_in_a_day_whichever_old_link_asks(w):
    with expired(w):
        for _turn in range(5):
            assert Client().post(link(w.invitation), ASK).status_code == 200
        assert Invitation.objects.count() == 4
    with expired(w, days=1, seconds=2):
        Client().post(link(w.invitation), ASK)

    assert Invitation.objects.count() == 5
    assert Invitation.objects.standing().count() == 1


def test_one_caller_asks_sixty_times_in_ten_minutes(w):
    said = [Client().post(f"/sign/{'A' * 43}/", ASK).status_code for _turn in range(61)]

    assert said == [200] * 60 + [429]


def test_looking_at_the_offer_changes_nothing(w, client):
    before = rows()
    with expired(w):
        client.get(link(w.invitation))

    assert rows() == before


def test_a_form_of_another_site_asks_for_nothing(w):
    with expired(w):
        response = Client(enforce_csrf_checks=True).post(link(w.invitation), ASK)

    assert response.status_code == 403
    assert Invitation.objects.count() == 1


def test_after_a_change_of_signatory_the_first_gets_no_link(w):
    with without_signers(w, "POL"):
        other = inviting.invite(w.seat, by=w.approver, name="Sam", address="sam@police.example")
    questions.ask(other, by=guest_of(other), name="Sam", text="Why?")

    with expired(w), pytest.raises(InvalidMove, match="not invited any more"):
        renewed(w)
    assert again(other).revoked_at is None
