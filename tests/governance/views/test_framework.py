from datetime import date

import pytest
import time_machine

from governance.services import documents, publication
from organisations.services.grants import grant
from protocols.agreement import TermsLine
from tests.factories.governance import make_document, make_published, next_version
from tests.factories.protocols import amend, make_recorded

pytestmark = pytest.mark.django_db
PAGE = "/organisations/NCC/framework/"
DAY = "3 March 2026"


@pytest.fixture(autouse=True)
def _frozen_day():
    with time_machine.travel("2026-11-24T10:00:00+00:00", tick=True):
        yield


def make(people, title, day, **fields):
    with time_machine.travel(f"{day}T09:00:00+00:00", tick=True):
        return make_published(
            people.organisation, people.officer, people.approver, day, title=title, **fields
        )


@pytest.fixture
def framework(people):
    """On 3 March 2026: one that stayed, one that was replaced, one that was withdrawn later; one is new since."""
    make(people, "Stayed", date(2026, 1, 1))
    replaced = make(people, "Replaced", date(2026, 1, 1))
    next_version(replaced.document, people.officer, people.approver, date(2026, 6, 1))
    withdrawn = make(people, "Withdrawn", date(2026, 1, 1))
    publication.withdraw(withdrawn, by=people.approver, reason="The service has closed.")
    make(people, "New", date(2026, 5, 1))
    make_document(people.organisation, people.officer, title="Only a draft")


def read(client, as_at=DAY, person=None):
    if person is not None:
        client.force_login(person)
    return client.get(PAGE, {"as_at": as_at})


def told(answer):
    """By part: title and number of what was in force, and what is new since."""
    return {
        shown.part.key: (
            [
                (line.version.title, line.version.number, line.now.number if line.now else "")
                for line in shown.lines
            ],
            [version.title for version in shown.new],
        )
        for shown in answer.context["parts"]
    }


def test_the_framework_as_it_stood_and_what_has_changed_since(client, people, framework):
    answer = read(client)
    page = answer.content.decode()

    assert told(answer)["policies"] == (
        [("Replaced", "1.0", "1.1"), ("Stayed", "1.0", "1.0"), ("Withdrawn", "1.0", "")], ["New"],
    )  # fmt: skip
    assert "3 things have changed since." in page
    assert "/documents/NCC-COP-0002/compare/?from=1.0&amp;to=1.1" in page
    assert "Version 1.1 is in force since 1 June 2026." in page
    assert "Withdrawn on 24 November 2026." in page
    assert "The service has closed." in page
    assert "Only a draft" not in page


def test_today_is_shown_without_a_day(client, people, framework):
    answer = client.get(PAGE)

    assert told(answer)["policies"] == (
        [("New", "1.0", "1.0"), ("Replaced", "1.1", "1.1"), ("Stayed", "1.0", "1.0")], [],
    )  # fmt: skip
    assert "changed since" not in answer.content.decode()


@pytest.mark.parametrize("day", ["2026-03-03", "3/3/2026", "3 mar 2026", "Tuesday 3rd March 2026"])
def test_days_are_read_as_people_write_them(client, people, day):
    assert "In force on 3 March 2026" in read(client, day).content.decode()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("25 November 2026", "That day has not come yet. Enter today or a day before."),
        ("tomorrow", "That day has not come yet."),
        ("31 February 2026", "Enter a day such as 3 April 2026"),
        ("", "Enter a day such as 3 April 2025."),
        ("<script>x", "Enter a day such as"),
    ],
)
def test_a_wrong_or_future_day_gets_a_sentence_and_no_list(client, people, day, sentence):
    answer = read(client, day)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "<script>x" not in answer.content.decode()
    assert "parts" not in answer.context


def test_before_there_was_anything_that_is_said(client, people):
    page = read(client, "1/1/2020").content.decode()

    assert "No policy was in force." in page
    assert "No agreement was in force." in page


def test_only_what_the_rights_of_today_allow(client, people):
    closed = make(people, "Closed", date(2026, 1, 1), audience="organisation")
    next_version(closed.document, people.officer, people.approver, date(2026, 6, 1))

    seen = {
        name: [title for title, _then, _now in told(read(client, DAY, getattr(people, name)))["policies"][0]]
        for name in ("officer", "practitioner", "stranger")
    }
    grant(people.stranger, codename="read_document", thing=closed.document, by=people.officer)

    assert seen == {"officer": ["Closed"], "practitioner": ["Closed"], "stranger": []}
    assert told(read(client, DAY, people.stranger))["policies"][0] == [("Closed", "1.0", "1.1")]
    client.logout()
    assert "Closed" not in read(client).content.decode()


def test_what_was_dated_back_says_when_it_came(client, people):
    make_published(people.organisation, people.officer, people.approver, date(2026, 3, 1), title="Dated back")

    assert "It was published on 24 November 2026, after this day." in read(client).content.decode()


def test_agreements_of_both_parties_stand_there(client, people):
    first = make_recorded(people.organisation, people.officer, people.other)
    ended = make_recorded(
        people.other, people.stranger, people.organisation, title="Ended",
        terms=TermsLine(date(2025, 1, 1), date(2026, 6, 30), None, "", ""),
    )  # fmt: skip
    terms = TermsLine(date(2026, 7, 1), date(2027, 3, 31), None, "", "")
    amend(first, people.officer, people.other, title="Warmer homes", terms=terms)

    answer = read(client)
    page = answer.content.decode()

    assert told(answer)["agreements"] == ([("Ended", "1.0", ""), ("Warm homes", "1.0", "1.1")], [])
    assert "Its last day was 30 June 2026." in page
    assert f"/documents/{first.document.reference}/compare/?from=1.0&amp;to=1.1" in page
    other = client.get(f"/organisations/{people.other.code}/framework/", {"as_at": DAY})
    assert told(other) == {"policies": ([], []), "agreements": told(answer)["agreements"]}
    assert ended.document.organisation == people.other


def test_an_unknown_organisation_is_not_there(client, people):
    assert client.get("/organisations/NOBODY/framework/").status_code == 404
    assert client.post(PAGE).status_code == 405


def test_the_organisation_leads_there(client, people):
    assert f'href="{PAGE}"' in client.get("/organisations/NCC/").content.decode()


# ---- the page of one document --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "leads_to"),
    [
        ("2026-03-03", "/documents/NCC-COP-0001/versions/1.0/"),
        ("6 June 2026", "/documents/NCC-COP-0001/versions/1.1/"),
        ("2019-01-01", "/documents/NCC-COP-0001/history/?on=2019-01-01"),
        ("soon", "/documents/NCC-COP-0001/history/?on=soon"),
    ],
)
def test_a_document_as_at_a_day_is_the_version_in_force_then(client, people, day, leads_to):
    version = make(people, "Code", date(2026, 1, 1))
    next_version(version.document, people.officer, people.approver, date(2026, 6, 1))
    documents.start_draft(version.document, by=people.officer)

    assert client.get("/documents/NCC-COP-0001/", {"as_at": day}).url == leads_to


def test_an_agreement_as_at_a_day_is_the_version_in_force_then(client, people):
    version = make_recorded(people.organisation, people.officer, people.other)

    answer = client.get(version.document.get_absolute_url(), {"as_at": "2026-03-03"}, follow=True)

    assert answer.redirect_chain[-1][0] == version.get_absolute_url()
