from __future__ import annotations

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from governance.services.disclosure import decide_disclosure
from governance.withheld import Withheld
from protocols.presenting.flows import flow_picture
from protocols.services.recording import record_existing
from tests.factories.protocols import make_detailed, make_recorded


def rows(number, *routes):
    """So many parties, and flows between those with these numbers."""
    named = [{"name": f"Party {each}", "code": f"P{each}" if each else ""} for each in range(number)]
    flows = [
        {
            "route": {"from": named[giver], "to": named[taker]},
            "items": [{"key": item, "what": item} for item in items],
        }
        for giver, taker, *items in routes
    ]
    return {"parties": named, "flows": flows}


def test_all_parties_are_drawn_and_told_with_what_goes_between_them():
    svg = flow_picture(rows(3, (0, 1, "Name", "Income"), (0, 1, "Name", "Illness"), (1, 2)))

    assert "Which way information flows between 3 parties" in svg
    assert "Party 0 to Party 1: Name, Income, Illness. Party 1 to Party 2: not told." in svg
    assert svg.count("<rect") == 3


@pytest.mark.parametrize("found", [{}, rows(2), rows(13, (0, 1, "Name")), {"flows": []}])
def test_without_flows_and_with_more_than_twelve_parties_there_is_none(found):
    assert flow_picture(found) == ""


@pytest.mark.django_db
def test_the_page_of_an_agreement_shows_its_flows(client, people):
    agreement = make_detailed(people.organisation, people.other, reference="DEA-0001")
    version = record_existing(people.organisation, agreement=agreement, by=people.officer)

    assertContains(client.get("/register/DEA-0001/"), 'id="flows-title"', count=1)
    assertContains(client.get("/register/DEA-0001/versions/1.0/"), 'id="flows-title"', count=1)

    withheld = [Withheld("rows:flows", "Section 31")]
    decide_disclosure(version, by=people.approver, publication="redacted", reason="S", withheld=withheld)
    assertNotContains(client.get("/register/DEA-0001/"), "flows-title")


@pytest.mark.django_db
def test_an_agreement_without_flows_has_no_picture(client, people):
    version = make_recorded(people.organisation, people.officer, people.other)

    assertNotContains(client.get(version.document.get_absolute_url()), "sr-map")
