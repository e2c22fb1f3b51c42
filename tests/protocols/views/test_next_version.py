"""An agreement that all have signed, while its next version is written: its pages ask the database little."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.services import documents
from tests.protocols.signing import world as signing_world

MOST = 12  # queries of a page, those of the session and of the person included


@pytest.fixture
def w(db):
    made = signing_world.make_world()
    made.signed = signing_world.make_open(made)
    for code in ("NCC", "NPT", "POL"):
        signing_world.sign(made, made.signed, code)
    made.next = documents.start_draft(made.signed.document, by=made.officer, based_on=made.signed)
    return made


@pytest.mark.parametrize("who", ["officer", "manager", "trust", "police_officer"])
@pytest.mark.parametrize("page", ["agreement", "agreement-between", "agreement-life"])
def test_pages_of_the_agreement(client, w, who, page):
    address = reverse(f"protocols:{page}", args=[w.signed.document.reference])

    assert asked(client, getattr(w, who), address) <= MOST


@pytest.mark.parametrize("page", ["build", "build-check"])
def test_pages_of_its_draft(client, w, page):
    address = reverse(f"protocols:{page}", args=[w.next.document.reference, w.next.number])

    assert asked(client, w.officer, address) <= MOST


def asked(client, person, address) -> int:
    client.force_login(person)
    client.get(address)  # what a process keeps, such as kinds of content, is asked for once
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(queries)
