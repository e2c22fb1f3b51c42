"""Somebody else signs, named by the lead or by the party: the old link is dead at once, and the log says so."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit import verification
from audit.models import Event
from organisations.permissions import Role
from protocols.models import Invitation
from protocols.services import posting
from tests.audit.helpers import acting
from tests.factories.organisations import make_member, make_person
from tests.once import made_once
from tests.protocols.invitations.world import again, come_in, fields, link, make_invited
from tests.protocols.signing.world import sign, standings, without_signers

pytestmark = pytest.mark.django_db
SAM = {"name": "Sam Lee", "address": "Sam.Lee@Police.example", "days": "7"}


def world():
    w = make_invited()
    w.police_administrator = make_person("pa@police.example", name="Police Administrator")
    make_member(w.police_administrator, w.third, Role.ADMINISTRATOR)
    return w


made = made_once(world)


@pytest.fixture
def w(made):
    cache.clear()
    return made


@pytest.fixture
def capture(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def page(w, name="invite", *more):
    parts = [w.version.document.reference, "1.0", *(more or [w.seat.position])]
    return reverse(f"protocols:{name}", args=parts)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("who", ["approver", "police_administrator"])
def test_lead_and_party_name_somebody_else_and_the_old_link_is_dead_at_once(w, capture, who):
    posting.send_due()
    inside = come_in(w, capture)
    sent = fields(inside)
    client = signed_in(getattr(w, who))
    with without_signers(w, "POL") if who == "approver" else nullcontext():
        listed = client.get(reverse("protocols:invitations", args=[w.version.document.reference, "1.0"]))
    assert "Change who signs" in listed.content.decode()
    assert page(w) in listed.content.decode()

    with without_signers(w, "POL") if who == "approver" else nullcontext():
        response = client.post(page(w), SAM)

    assert response.status_code == 302
    assert (Client().get(link(w.invitation)).status_code, inside.get("/invited/").status_code) == (410, 410)
    refused = inside.post("/invited/sign/", sent)
    assert refused.status_code == 410
    assert "somebody else is asked now" in refused.content.decode()
    assert "Pat Reid" in refused.content.decode()
    mail.outbox.clear()
    posting.send_due()
    assert [letter.to for letter in mail.outbox] == [["sam.lee@police.example"]]
    assert "Hello Sam Lee" in mail.outbox[0].body
    verbs = Event.objects.for_target(w.version).in_order().values_list("verb", "actor_label")
    assert list(verbs)[-2:] == [
        ("signatory.changed", str(getattr(w, who))),
        ("invitation.made", str(getattr(w, who))),
    ]
    assert list(verification.faults()) == []


def test_the_new_signatory_signs_and_the_history_keeps_whom_it_was_asked_of_first(w, capture):
    with without_signers(w, "POL"):
        signed_in(w.approver).post(page(w), SAM)
    anew = Invitation.objects.standing().get(signatory=w.seat)
    guest = come_in(w, capture, invitation=again(anew))

    response = guest.post("/invited/sign/", fields(guest, name="Sam Lee"))

    assert response.status_code == 302
    assert standings(w.version) == "NCC invited, NPT invited, POL signed"
    first = [row.invited_address for row in w.seat.history.order_by("history_date")]
    assert first[:3] == ["", "pat@police.example", "sam.lee@police.example"]


def test_the_lead_names_nobody_in_the_place_of_those_who_can_sign(w):
    client = signed_in(w.approver)

    response = client.post(page(w), SAM)

    assert response.status_code == 422
    said = response.content.decode()
    assert "Northshire Police has people who can sign this." in said
    assert "Sam Lee" in said  # what was typed is given back
    assert again(w.invitation).revoked_at is None


def test_the_lead_names_none_of_its_own_people_for_another(w):
    with without_signers(w, "POL"):
        response = signed_in(w.approver).post(page(w), SAM | {"address": w.officer.email.upper()})

    assert response.status_code == 422
    assert f"This is somebody of {w.organisation.name}. Invite somebody of Northshire Police." in (
        response.content.decode()
    )
    assert again(w.invitation).revoked_at is None


def test_nobody_is_invited_after_the_last_day(w):
    with acting():
        w.seat.round.closes_on = timezone.localdate() - timedelta(days=1)
        w.seat.round.save(update_fields=["closes_on"])

    response = signed_in(w.police_administrator).post(page(w), SAM)

    assert response.status_code == 422
    assert "The last day to sign has passed. Set another one first." in response.content.decode()


@pytest.mark.parametrize("who", ["police", "police_officer", "trust", "stranger"])
def test_nobody_else_names_who_signs(w, who):
    response = signed_in(getattr(w, who)).post(page(w), SAM)

    assert response.status_code in (403, 404)
    assert "Sam Lee" in response.content.decode()  # what was typed is given back
    assert again(w.invitation).revoked_at is None


def test_once_it_is_signed_nobody_is_named_and_what_was_typed_is_given_back(w):
    sign(w, w.version, "POL")

    response = signed_in(w.approver).post(page(w), SAM)

    assert response.status_code == 409
    assert "This signature is not asked for any more." in response.content.decode()
    assert "Sam Lee" in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Write the name of the person whom you invite."),
        ({"address": ""}, "Write the e-mail address of the person whom you invite."),
        ({"address": "sam at police"}, "Enter an e-mail address for"),
        ({"days": "61"}, "60"),
    ],
)
def test_what_does_not_fit_is_refused_and_the_rest_kept(w, typed, sentence):
    response = signed_in(w.approver).post(page(w), {**SAM, **typed})

    words = response.content.decode()
    assert response.status_code == 422
    assert sentence in words
    for name, value in {**SAM, **typed}.items():
        assert value in words, name
    assert again(w.invitation).revoked_at is None
