from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from tests.factories.organisations import make_person
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


def ask(client, email):
    return client.post(reverse("account_reset_password"), {"email": email})


def test_whoever_asks_gets_the_same_answer_and_a_mail(client):
    make_person("known@northshire.example", password=PASSWORD)

    known, unknown = ask(client, "known@northshire.example"), ask(client, "nobody@northshire.example")

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [message.to for message in mail.outbox] == [
        ["known@northshire.example"],
        ["nobody@northshire.example"],
    ]
    assert "/password/reset/key/" in mail.outbox[0].body
    assert "there is no account with this address" in mail.outbox[1].body


def test_a_closed_account_is_as_one_that_is_not_there(client):
    make_person("closed@northshire.example", is_active=False, password=PASSWORD)

    ask(client, "closed@northshire.example")

    assert "there is no account with this address" in mail.outbox[0].body
