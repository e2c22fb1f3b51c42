"""An agreement that was withdrawn stays in the register, and is told as what it is everywhere."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest
import time_machine
from pytest_django.asserts import assertContains, assertNotContains

from audit.actors import job
from governance.models.version import Standing
from governance.search import indexing
from governance.services.publication import withdraw
from protocols.agreement import TermsLine
from tests.factories.protocols import amend, make_recorded
from tests.protocols.views.test_feed import entries

pytestmark = pytest.mark.django_db
BY = job("import_agreements")
PAGE = "/register/DEA-0001/"
WHY = "The trust gives up the scheme."


@pytest.fixture
def first(people):
    with time_machine.travel(datetime(2026, 1, 10, 12, tzinfo=UTC)):
        return make_recorded(people.organisation, BY, people.other, reference="DEA-0001")


@pytest.fixture
def second(people, first):
    with time_machine.travel(datetime(2026, 6, 1, 12, tzinfo=UTC)):
        return amend(first, BY, people.other, title="Warmer homes")


def listed(client, query=""):
    found = client.get(f"/register.json{query}").json()["results"]
    return [(row["reference"], row["version"], row["status"], row["end"]) for row in found]


def test_withdrawing_the_newest_version_does_not_bring_the_one_before_back(client, people, first, second):
    withdraw(second, by=people.manager, reason=WHY)
    indexing.index_due()
    first.refresh_from_db()

    assert first.standing() is Standing.SUPERSEDED
    assert listed(client) == [("DEA-0001", "1.1", "ended", "2026-11-23")]
    assertContains(client.get(PAGE), "This version was withdrawn on 24 November 2026.")
    assertContains(client.get("/search/?q=warmer"), "homes (withdrawn)")
    for address in ("/register/", "/organisations/NPT/"):
        page = client.get(address).content.decode()
        listed_there = page.partition('class="sr-results"')[2]
        assert "Warmer homes" in listed_there
        assert ">Withdrawn<" in listed_there
        assert ">In force<" not in listed_there
    assert client.get("/search/?q=homes").context["results"].hits.count == 1


def test_its_changes_compare_it_with_the_version_before(client, people, first, second):
    withdraw(second, by=people.manager, reason=WHY)

    assertContains(client.get(f"{PAGE}changes/"), "What changed from version 1.0 to 1.1")


def test_the_register_keeps_it_as_ended_and_calls_it_withdrawn(client, people, first):
    withdraw(first, by=people.manager, reason=WHY)

    page = client.get("/register/").content.decode()
    assert "Withdrawn" in page
    assert "On 24 November 2026" in page
    assert listed(client, "?status=ended") == [("DEA-0001", "1.0", "ended", "2026-11-23")]
    assert listed(client, "?status=in_force") == listed(client, "?status=not_started") == []
    rows = b"".join(client.get("/register.csv").streaming_content).decode("utf-8-sig")
    assert [row["status"] for row in csv.DictReader(io.StringIO(rows))] == ["ended"]


def test_a_list_that_was_written_before_is_written_anew(client, people, first):
    assertContains(client.get("/register/"), "In force")

    withdraw(first, by=people.manager, reason=WHY)

    assertContains(client.get("/register/"), "Withdrawn")


def test_its_page_says_when_and_why_and_no_end_or_review_to_come(client, people, first):
    withdraw(first, by=people.manager, reason=WHY)

    response = client.get(PAGE)

    assertContains(response, "<dt>Withdrawn</dt><dd>24 November 2026</dd>", html=True)
    assertContains(response, WHY)
    assertContains(response, "does not say that it was withdrawn")
    for words in ("31 March 2027", "<dt>Ends", "<dt>Review", "overdue", "A passed review date"):
        assertNotContains(response, words)


def test_the_feed_tells_a_withdrawal_and_keeps_what_it_told_before(client, people, first, second):
    before = entries(client)

    withdraw(second, by=people.manager, reason=WHY)

    told, *others = entries(client)
    assert others == before
    assert told["title"] == "DEA-0001 Warmer homes: version 1.1 withdrawn"
    assert told["summary"] == f"<p>Version 1.1 was withdrawn on 24 November 2026.</p>\n<p>{WHY}</p>"
    assert told["id"] == f"{told['link']}#withdrawn"
    assert told["updated"][:10] == "2026-11-24"


def test_a_withdrawal_of_a_closed_agreement_is_not_told(client, people, first):
    withdraw(first, by=people.manager, reason=WHY)
    type(first.document).objects.update(audience="organisation")

    assert entries(client) == []


def test_the_newest_are_told_whatever_they_are(client, people, first, second, monkeypatch):
    monkeypatch.setattr("protocols.views.feed.NEWEST", 2)
    withdraw(second, by=people.manager, reason=WHY)

    assert [told["title"][-9:] for told in entries(client)] == ["withdrawn", "rsion 1.1"]


def test_one_that_had_not_taken_effect_leaves_the_one_before_as_it_was(client, people, first):
    terms = TermsLine(date(2027, 1, 1))
    later = amend(first, BY, people.other, title="Warmer homes", terms=terms)

    withdraw(later, by=people.manager, reason=WHY)

    assert listed(client) == [("DEA-0001", "1.0", "in_force", "2027-03-31")]
    assert len(entries(client)) == 1


def test_an_amendment_that_comes_after_a_withdrawal_stands(client, people, first):
    withdraw(first, by=people.manager, reason=WHY)
    amend(first, BY, people.other, title="Warmer homes")

    assert listed(client) == [("DEA-0001", "1.1", "in_force", "2027-03-31")]
    assert len(entries(client)) == 3


# ---- comparing ------------------------------------------------------------------------------------


def test_a_version_to_come_is_compared_where_the_one_that_stands_is_the_first(client, people, first):
    amend(first, BY, people.other, title="Warmer homes", terms=TermsLine(date(2027, 1, 1)))

    assertContains(client.get(f"{PAGE}changes/"), "What changed from version 1.0 to 1.1")


def test_nothing_came_before_the_first_of_two(client, people, first, second):
    response = client.get(f"{PAGE}changes/?newer=1.0")

    assertContains(response, "This is the first version")
    assertNotContains(response, "There is one version")
