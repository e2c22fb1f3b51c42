"""A version that ended by its own dates is not called superseded, unless another followed it in force."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from pytest_django.asserts import assertContains, assertNotContains

from audit.actors import job
from governance.models import DocumentVersion
from governance.models.version import Standing
from governance.presenting.ranges import bar_of
from governance.presenting.shelf import shelf_of
from governance.reading import standing_on
from governance.services.publication import withdraw
from protocols.agreement import TermsLine
from tests.factories.governance import make_published
from tests.factories.protocols import amend, make_recorded

pytestmark = pytest.mark.django_db
BY = job("import_agreements")
TODAY = date(2026, 11, 24)
BEGAN = date(2018, 12, 1)


@pytest.fixture(autouse=True)
def day():
    with time_machine.travel("2026-11-24T09:30:00Z", tick=True):
        yield


@pytest.fixture
def ended(people):
    terms = TermsLine(BEGAN, date(2020, 3, 31))
    fields = {"reference": "DEA-0003", "terms": terms, "published_at": noon(2019, 2, 25)}
    return make_recorded(people.organisation, BY, people.other, **fields)


def noon(*day):
    return datetime(*day, 12, tzinfo=UTC)


def standings(document, person):
    """By number, as a page tells them; the lists of documents must tell the same."""
    told = {version.number: version.standing(TODAY) for version in shelf_of(document, person, TODAY).versions}
    for standing in (Standing.SUPERSEDED, Standing.ENDED, Standing.IN_FORCE):
        found = standing_on(DocumentVersion.objects.filter(document=document), standing, TODAY)
        assert {version.number for version in found} == {n for n, one in told.items() if one is standing}
    return told


def test_one_that_merely_ended_has_ended(client, people, ended):
    assert standings(ended.document, people.anonymous) == {"1.0": Standing.ENDED}

    response = client.get("/documents/DEA-0003/history/")
    assertContains(response, "Ended")
    assertContains(response, "Version 1.0 was in force from 1 December 2018 to 31 March 2020, when it ended.")
    for words in ("Superseded", "Material: changes what people must do"):
        assertNotContains(response, words)


def test_of_two_the_first_is_superseded_and_the_second_has_ended(people, ended):
    terms = TermsLine(BEGAN, date(2021, 3, 31))
    amend(ended, BY, people.other, terms=terms, published_at=noon(2019, 6, 1))

    assert standings(ended.document, people.anonymous) == {"1.0": Standing.SUPERSEDED, "1.1": Standing.ENDED}


def test_an_amendment_after_the_end_was_never_in_force_and_supersedes_nothing(people, ended):
    terms = TermsLine(BEGAN, date(2020, 3, 31))
    amend(ended, BY, people.other, terms=terms, published_at=noon(2020, 6, 1))

    assert standings(ended.document, people.anonymous) == {"1.0": Standing.ENDED, "1.1": Standing.ENDED}


def test_one_that_was_renewed_after_a_gap_is_superseded(people, ended):
    amend(ended, BY, people.other, terms=TermsLine(date(2022, 1, 1), date(2030, 3, 31)))

    assert standings(ended.document, people.anonymous) == {
        "1.0": Standing.SUPERSEDED,
        "1.1": Standing.IN_FORCE,
    }


def test_one_that_is_renewed_from_a_day_to_come_has_ended(people, ended):
    amend(ended, BY, people.other, terms=TermsLine(date(2027, 1, 1)))

    assert standings(ended.document, people.anonymous) == {"1.0": Standing.ENDED, "1.1": Standing.SCHEDULED}


def test_one_whose_successor_was_withdrawn_at_once_stays_superseded(people):
    first = make_recorded(people.organisation, BY, people.other)
    withdraw(amend(first, BY, people.other), by=people.manager, reason="Entered twice.")

    assert standings(first.document, people.anonymous) == {
        "1.0": Standing.SUPERSEDED, "1.1": Standing.WITHDRAWN,
    }  # fmt: skip


def test_what_was_published_here_never_ends_by_itself(people):
    first = make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1))
    DocumentVersion.objects.filter(pk=first.pk).update(effective_to=date(2026, 6, 1))

    assert standings(first.document, people.anonymous) == {"1.0": Standing.SUPERSEDED}


def test_the_bar_says_what_ended(people, ended):
    bar = bar_of(shelf_of(ended.document, people.anonymous, TODAY).versions, TODAY)

    assert [(one.standing, one.label) for one in bar.ranges] == [(Standing.ENDED, "1.0 ended")]


def test_a_changed_day_is_told_wherever_two_versions_are_compared(client, people, ended):
    terms = TermsLine(BEGAN, date(2021, 3, 31))
    amend(ended, BY, people.other, terms=terms, published_at=noon(2019, 6, 1))

    for address in (
        "/documents/DEA-0003/versions/1.1/changes/",
        "/documents/DEA-0003/compare/?from=1.0&to=1.1",
        "/register/DEA-0003/changes/?older=1.0&newer=1.1",
    ):
        told = client.get(address, follow=True).content.decode()
        assert "Ends" in told
        assert re.search(r"31 March (<del.*?</del>)?(<ins.*?>)?2021", told, re.DOTALL), address
    assert client.get("/register/DEA-0003/changes/?older=7.7&newer=1.1").status_code == 422
