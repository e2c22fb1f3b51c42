from __future__ import annotations

import pytest

from governance.models import SearchBody
from governance.search import indexing
from governance.services.documents import change_control
from governance.services.publication import withdraw
from tests.factories.protocols import amend, make_recorded

pytestmark = pytest.mark.django_db
PAGE = 'href="/register/NCC-DDA-0001/"'


def found(client, words, person=None):
    if person is not None:
        client.force_login(person)
    indexing.index_due()
    return client.get("/search/", {"q": words}).content.decode()


@pytest.mark.parametrize(
    "words", ["warm homes", "heat their homes", "NCC-DDA-0001", "Northport Trust", "fuel poverty"]
)
def test_an_agreement_is_found_by_what_it_says_whom_it_names_and_its_law(client, people, words):
    make_recorded(people.organisation, people.officer, people.other)

    assert PAGE in found(client, words)


def test_an_amendment_takes_the_place_of_the_version_before(client, people):
    first = make_recorded(people.organisation, people.officer, people.other, title="Warm flats")
    amend(first, people.officer, people.other, title="Warm houses")

    assert PAGE in found(client, "houses")
    assert PAGE not in found(client, "flats")


def test_a_closed_agreement_is_found_by_the_people_of_its_parties_alone(client, people):
    version = make_recorded(people.organisation, people.officer, people.other, title="Secret pilot")
    change_control(version.document, by=people.officer, audience="organisation")

    assert PAGE not in found(client, "secret pilot")
    assert PAGE in found(client, "secret pilot", people.stranger)


def test_a_withdrawn_agreement_is_found_as_what_it_is(client, people):
    version = make_recorded(people.organisation, people.officer, people.other)
    assert "(withdrawn)" not in found(client, "warm homes")

    withdraw(version, by=people.officer, reason="Not needed")

    page = found(client, "NCC-DDA-0001")
    assert PAGE in page
    assert "Warm homes (withdrawn)" in page


# ---- by organisation ------------------------------------------------------------------------------


def hits(client, query):
    """What a search finds, and how many of it are of each organisation."""
    found = client.get(f"/search/?{query}").context["results"].hits
    return found.count, {body.code: body.hits for body in found.bodies}


def test_an_agreement_is_counted_and_found_under_each_of_its_parties_once(client, people):
    make_recorded(people.organisation, people.officer, people.other)
    make_recorded(people.organisation, people.officer, title="Warm halls")
    indexing.index_due()

    assert hits(client, "q=warm") == (2, {"NCC": 2, "NPT": 1})
    assert hits(client, "q=warm&organisation=NPT") == (1, {"NCC": 1, "NPT": 1})
    assert hits(client, "q=warm&organisation=NCC")[0] == 2


def test_a_closed_agreement_counts_for_its_own_people_alone(client, people):
    version = make_recorded(people.organisation, people.officer, people.other)
    make_recorded(people.organisation, people.officer, title="Warm halls")
    change_control(version.document, by=people.officer, audience="organisation")
    indexing.index_due()

    assert hits(client, "q=warm") == (1, {"NCC": 1})
    assert hits(client, "q=warm&organisation=NPT") == (0, {})
    client.force_login(people.stranger)
    assert hits(client, "q=warm&organisation=NPT") == (1, {"NCC": 1, "NPT": 1})


def test_a_party_that_leaves_with_an_amendment_is_found_no_more(client, people):
    first = make_recorded(people.organisation, people.officer, people.other)
    indexing.index_due()
    amend(first, people.officer)
    indexing.index_due()

    assert hits(client, "q=warm&organisation=NPT") == (0, {})
    assert hits(client, "q=warm") == (1, {"NCC": 1})


def test_an_entry_that_gains_a_party_alone_is_written_anew(people):
    make_recorded(people.organisation, people.officer, people.other)
    indexing.index_due()
    assert indexing.rebuild().changed == 0

    SearchBody.objects.all().delete()

    assert indexing.rebuild().changed == 1
    assert [row.organisation for row in SearchBody.objects.all()] == [people.other]
