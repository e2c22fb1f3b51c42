"""The filter by party takes names, codes and keys of lists; a search for words that finds nothing leads on."""

from __future__ import annotations

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from audit.actors import job
from governance.kinds import Audience
from organisations.models import Identifier
from protocols.agreement import PartyLine
from protocols.models.party import Direction
from tests.audit.helpers import acting
from tests.factories.protocols import make_recorded

pytestmark = pytest.mark.django_db
BY = job("import_agreements")


def listed(client, query):
    return [row["reference"] for row in client.get(f"/register.json?{query}").json()["results"]]


def with_homes(people, **fields):
    parties = (
        PartyLine("Northshire County Council", Direction.DISCLOSER, people.organisation),
        PartyLine("Hômes  of England", Direction.RECIPIENT),
    )
    return make_recorded(people.organisation, BY, parties=parties, **fields)


def test_a_party_that_no_list_has_is_found_by_its_name(client, people):
    with_homes(people, reference="DEA-0002")
    make_recorded(people.organisation, BY, people.other, reference="DEA-0003")

    assert listed(client, "party=homes+of+ENGLAND") == ["DEA-0002"]
    assertContains(client.get("/register/?party=Homes+of+England"), "Party: Homes of England")


def test_a_party_of_a_closed_agreement_alone_is_as_unknown_as_any(client, people):
    with_homes(people, audience=Audience.ORGANISATION)

    one, other = (
        client.get(f"/register.json?party={name}") for name in ("Homes+of+England", "Nobody+at+all")
    )

    assert one.status_code == 422
    assert one.content == other.content


@pytest.mark.parametrize("typed", ["government-organisation:D25", " Government-Organisation: D25", "NPT"])
def test_a_party_is_found_by_its_key_in_a_public_list(client, people, typed):
    with acting():
        Identifier.objects.create(organisation=people.other, scheme="government-organisation", value="D25")
        Identifier.objects.create(organisation=people.organisation, scheme="other-list", value="D25")
    make_recorded(people.organisation, BY, people.other, reference="DEA-0003")
    make_recorded(people.organisation, BY, reference="DEA-0004")

    assert listed(client, f"party={typed}") == ["DEA-0003"]


def test_an_unknown_key_gets_a_sentence(client, people):
    assertContains(
        client.get("/register/?party=a-list:D25"), "No organisation of this register", status_code=422
    )


def test_words_that_find_nothing_lead_to_the_search_of_everything(client, people):
    make_recorded(people.organisation, BY, people.other)

    found = client.get("/register/?q=warn+hoems+%26&kind=nhs&sort=start")
    assertContains(found, 'href="/search/?q=warn+hoems+%26">Search everything for “warn hoems &amp;”</a>')
    assertNotContains(client.get("/register/?kind=police"), "Search everything")
    assertNotContains(client.get("/register/"), "Search everything")
