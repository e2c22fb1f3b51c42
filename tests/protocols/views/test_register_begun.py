"""The register with nothing in it, and with what a test puts there."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from audit.actors import job
from governance.models import Document
from protocols.agreement import PartyLine, TermsLine
from protocols.models import RegisterEntry
from tests.factories.organisations import make_organisation
from tests.factories.protocols import amend, make_recorded

pytestmark = pytest.mark.django_db
LIST = "/register/"
BY = job("import_agreements")


def test_of_many_parties_the_first_is_named(client, people):
    lines = [PartyLine(name, "recipient") for name in ("A", "B", "C")]
    make_recorded(people.organisation, BY, parties=lines)

    assertContains(client.get(LIST), "A and 2 others")


def test_only_the_version_that_stands_today_is_listed(client, people):
    first = make_recorded(people.organisation, BY, people.other, title="Old name")
    amend(first, BY, people.other, title="New name")

    response = client.get(LIST)

    assertContains(response, "New name")
    assertNotContains(response, "Old name")


def test_a_row_that_was_written_before_tells_what_is_so_now(client, people, time_machine):
    time_machine.move_to("2026-11-24 12:00+00:00")
    version = make_recorded(
        people.organisation, BY, people.other, title="Fuel", terms=TermsLine(ends_on=date(2026, 11, 24))
    )
    assertContains(client.get(LIST), "In force</strong>")

    time_machine.move_to("2026-11-25 12:00+00:00")
    assertContains(client.get(LIST), "Ended</strong>")
    RegisterEntry.objects.filter(version=version).update(title="Warmth")
    assertContains(client.get(LIST), ">Warmth</a>")


def test_a_closed_agreement_is_listed_for_nobody(client, people):
    version = make_recorded(people.organisation, people.officer, people.other, title="Canary")
    Document.objects.filter(pk=version.document_id).update(audience="organisation")

    for person in (None, people.officer, people.stranger):
        if person:
            client.force_login(person)
        assertNotContains(client.get(LIST), "Canary")


def test_a_name_that_several_bodies_have_is_asked_for_again(client, people):
    for code in ("ONE", "TWO"):
        make_organisation(code, name="St Mary’s School")

    response = client.get(LIST, {"party": "st mary's school"})

    assertContains(response, "St Mary’s School (ONE) or St Mary’s School (TWO)", status_code=422)


def test_an_empty_register_says_that_one_can_still_share(client, db):
    response = client.get(LIST)

    assertContains(response, "No agreement stands here yet")
    assertContains(response, "You do not need a protocol to share about one person.")


def test_an_organisation_with_many_links_to_all(client, people):
    for number in range(6):
        make_recorded(people.organisation, BY, people.other, title=f"Agreement {number}")

    page = client.get("/organisations/NPT/").content.decode()

    assert "Agreement 4" in page
    assert "Agreement 5" not in page
    assert "All its agreements in the register" in page


def test_an_organisation_without_any_can_still_share(client, people):
    assertContains(
        client.get("/organisations/NPT/"), "The register has none yet. That does not mean you cannot share."
    )
