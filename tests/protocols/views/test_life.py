"""Joining, leaving, pausing and ending an agreement that is in force."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse

from protocols.models import Statement
from protocols.standing import Standing
from tests.audit.helpers import acting
from tests.once import made_once
from tests.people import PASSWORD
from tests.protocols.signing.world import days, make_signed, make_world

pytestmark = pytest.mark.django_db


def world():
    w = make_world()
    w.trust.set_password(PASSWORD)
    with acting():
        w.trust.save()
    return w


made = made_once(world)


@pytest.fixture
def w(made):
    cache.clear()  # where tries of passwords are counted
    made.version = make_signed(made, "NCC NPT")
    return made


def at(w, name, *more):
    return reverse(f"protocols:{name}", args=[w.version.document.reference, *more])


def words_of(client, w):
    return client.get(at(w, "agreement-life")).content.decode()


def test_an_organisation_joins_with_the_approval_of_the_lead_and_its_own_signature(client, w):
    client.force_login(w.officer)
    sent = {"organisation": w.third.pk, "direction": "both", "reason": "It asked to join"}

    refused = client.post(at(w, "life-admit"), {**sent, "organisation": w.other.pk})
    client.post(at(w, "life-admit"), sent)

    assert refused.status_code == 422
    assert "It asked to join" in words_of(client, w)
    seat = w.version.signing_rounds.get().signatories.get(organisation=w.third)
    assert (seat.is_joining, seat.standing) == (True, Standing.INVITED)
    client.force_login(w.police)
    page = client.get(reverse("protocols:signatures", args=[w.version.document.reference, "1.0"]))
    assert "Northshire Police is asked to sign" in page.content.decode()
    sign = reverse("protocols:sign", args=[w.version.document.reference, "1.0", "POL"])
    assert "My organisation joins it" in client.get(sign).content.decode()


def test_a_suspension_is_told_to_all_and_lifted_again(client, w):
    client.force_login(w.officer)
    refused = client.post(at(w, "life-suspend"), {"whom": "", "reason": ""})
    client.post(at(w, "life-suspend"), {"whom": "", "suspended_on": "", "reason": "A breach"})
    said = Statement.objects.get(kind="suspension")
    between = client.get(at(w, "agreement-between")).content.decode()

    client.force_login(w.trust)
    assert "A breach" in words_of(client, w)
    assert client.get(at(w, "life-lift", said.pk)).status_code == 403
    client.force_login(w.officer)
    client.post(at(w, "life-lift", said.pk), {"reason": "Mended"})

    assert refused.status_code == 422
    assert "Case by case</span>" in between
    assert "Mended" in words_of(client, w)
    again = client.post(at(w, "life-lift", said.pk), {"reason": "Again"})
    assert again.status_code == 409
    assert "The agreement has moved on" in again.content.decode()
    assert "This suspension is over." in again.content.decode()
    assert "This signing was completed" not in again.content.decode()


def test_a_party_leaves_with_notice_and_says_what_became_of_the_information(client, w):
    client.force_login(w.trust)
    sent = {
        "leaves_on": days(60).isoformat(), "reason": "The service ends", "confirmed": "on", "name": "T. Rust",
        "post": "Director", "password": PASSWORD,
    }  # fmt: skip
    page = at(w, "life-leave", "NPT")

    refused = client.post(page, {**sent, "password": "not mine"})
    client.post(page, sent)
    notice = Statement.objects.get(kind="leaving")
    told = {"text": "All deleted on 3 May.", "confirmed": "on", "name": "T. Rust", "post": "Director"}
    client.post(at(w, "life-disposal", notice.pk), told)  # the password counts for five minutes

    assert refused.status_code == 422
    assert (notice.effective_on, notice.name) == (days(60), "T. Rust")
    words = words_of(client, w)
    assert "The service ends" in words
    assert "All deleted on 3 May." in words
    assert client.post(page, sent).status_code == 409


def test_the_lead_ends_it_between_all(client, w):
    client.force_login(w.officer)

    client.post(at(w, "life-terminate"), {"ends_on": days(1).isoformat(), "reason": "No need"})

    assert Statement.objects.get(kind="termination").reason == "No need"
    assert (
        client.post(at(w, "life-terminate"), {"ends_on": days(1).isoformat(), "reason": "x"}).status_code
        == 409
    )


@pytest.mark.parametrize(
    ("who", "status"), [("officer", 200), ("practitioner", 200), ("stranger", 200), ("police", 404)]
)
def test_what_was_stated_is_for_the_parties(client, w, who, status):
    client.force_login(getattr(w, who))

    assert client.get(at(w, "agreement-life")).status_code == status
