"""Two worlds that differ only in what a person may not see give the same register, feed and files, byte for byte."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from audit.actors import job
from governance.models import Document
from governance.search import indexing
from protocols.agreement import TermsLine
from tests.factories.protocols import amend, make_recorded
from tests.once import rolled_back

BY = job("import_agreements")
ADDRESSES = [
    "/register/",
    "/register/?q=warm",
    "/register/?q=canary",
    "/register/?party=NPT",
    "/register/?kind=nhs&status=in_force&sort=start",
    "/register/?power=dea_fraud",
    "/register/?review=overdue&sort=review",
    "/register/?letter=C",
    "/register/?after=NCC-DDA-0003",
    "/register/?before=NCC-DDA-0003",
    "/register.csv",
    "/register.csv?party=NPT",
    "/register.json",
    "/register.json?after=NCC-DDA-0003",
    "/register/changes.atom",
    "/register/NCC-DDA-0001/",
    "/register/NCC-DDA-0001/changes/",
    "/organisations/NCC/",
    "/organisations/NPT/",
]


def world(people):
    first = make_recorded(people.organisation, BY, people.other)
    amend(first, BY, people.other, title="Warmer homes")
    make_recorded(people.organisation, BY, people.other, title="Water")
    indexing.index_due()


def hidden(people):
    closed = make_recorded(people.organisation, BY, people.other, title="Canary", powers=("dea_fraud",))
    Document.objects.filter(pk=closed.document_id).update(audience="organisation")
    amend(closed, BY, people.other, title="Canary again", terms=TermsLine())
    indexing.index_due()
    closed.document.register_entries.update(is_open=True)  # an older entry, as if nobody had written it anew


def answers(person=None):
    client = Client()
    if person is not None:
        client.force_login(person)
        client.get("/help/")
    found = {}
    for address in ADDRESSES:
        response = client.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        found[address] = (response.status_code, content, response.headers.get("ETag"))
    return found


@pytest.mark.django_db
def test_what_nobody_may_see_leaves_no_trace(people):
    with time_machine.travel("2026-11-24T10:00:00Z", tick=False):
        world(people)
        one = answers()
        with rolled_back():
            hidden(people)
            two = answers()

    assert {address for address in ADDRESSES if one[address] != two[address]} == set()
    assert not any(b"Canary" in content for _status, content, _etag in two.values())
    assert all(status == 200 for status, _content, _etag in one.values())


@pytest.mark.django_db
def test_the_register_is_the_same_for_a_party_of_a_closed_agreement(people):
    """Its page is not; but a list that differs from person to person would be no public register."""
    with time_machine.travel("2026-11-24T10:00:00Z", tick=False):
        world(people)
        one = answers(people.stranger)
        with rolled_back():
            hidden(people)
            two = answers(people.stranger)

    assert {address for address in ADDRESSES if one[address] != two[address]} == set()
