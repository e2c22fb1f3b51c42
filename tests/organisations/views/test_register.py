"""The public list and page of organisations: where an entry came from, and what it was called."""

from __future__ import annotations

import pytest

from audit import actors
from organisations.models import Organisation
from organisations.services.imports import import_organisations
from organisations.services.lists import LISTS, Listed
from organisations.services.organisations import add_identifier, change_organisation

pytestmark = pytest.mark.django_db
LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
SOURCE = "Taken from: Register of local authorities in England."


def words(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def listed(people):
    import_organisations([Listed("list.csv:2", LISTS[1], "BAS", {"name": "Bath"})], by=actors.job("tests"))
    return Organisation.objects.get(code="ENG-BAS")


def test_an_entry_from_a_public_list_says_source_and_licence(client, listed):
    shown = words(client.get(listed.get_absolute_url()))

    assert SOURCE in shown
    assert LICENCE in shown


def test_an_entry_that_people_wrote_names_no_list(client, people, listed):
    add_identifier(people.organisation, by=people.administrator, scheme="local-authority-eng", value="NSH")

    shown = words(client.get(people.organisation.get_absolute_url()))

    assert "local-authority-eng:NSH" in shown
    assert LICENCE not in shown


def test_the_list_says_the_licence_once_something_came_from_a_list(client, people):
    before = words(client.get("/organisations/"))
    import_organisations([Listed("list.csv:2", LISTS[1], "BAS", {"name": "Bath"})], by=actors.job("tests"))

    after = words(client.get("/organisations/"))

    assert (LICENCE in before, LICENCE in after) == (False, True)


@pytest.mark.parametrize("who", ["", "practitioner", "stranger"])
def test_former_names_are_public(client, people, listed, who):
    change_organisation(listed, by=actors.job("tests"), name="Bath and North East Somerset")
    if who:
        client.force_login(getattr(people, who))

    shown = words(client.get(listed.get_absolute_url()))

    assert "Former names here" in shown
    assert 'Bath <span class="sr-soft">until' in shown


def test_an_organisation_that_kept_its_name_has_no_former_names(client, listed):
    assert "Former names" not in words(client.get(listed.get_absolute_url()))
