from datetime import date

import pytest
import time_machine

from governance.services import documents, publication, review
from organisations.permissions import Role
from tests.factories.governance import (
    approved,
    draft_of,
    make_document,
    make_published,
    next_version,
    submitted,
)
from tests.factories.organisations import make_member, make_organisation, make_person

pytestmark = pytest.mark.django_db
LIST = "/documents/"


@pytest.fixture(autouse=True)
def _frozen_day():
    with time_machine.travel("2026-11-24T10:00:00+00:00", tick=True):
        yield


def titles(client, **query):
    return [row.title for row in client.get(LIST, query).context["rows"]]


@pytest.fixture
def shelf(people):
    """One document in each standing."""
    officer, approver, body = people.officer, people.approver, people.organisation
    make_document(body, officer, title="draft")
    submitted(draft_of(make_document(body, officer, title="in_review")), officer)
    approved(draft_of(make_document(body, officer, title="approved")), officer, approver)
    make_published(body, officer, approver, date(2027, 1, 1), title="scheduled")
    make_published(body, officer, approver, date(2026, 6, 1), title="in_force")
    make_published(body, officer, approver, date(2025, 11, 1), title="overdue")
    withdrawn = make_published(body, officer, approver, date(2026, 6, 1), title="withdrawn")
    publication.withdraw(withdrawn, by=approver, reason="Wrong")
    return people


@pytest.mark.parametrize("who", ["officer", "manager"])
def test_team_sees_all_its_documents(client, shelf, who):
    client.force_login(getattr(shelf, who))

    assert titles(client) == [
        "approved",
        "draft",
        "in_force",
        "in_review",
        "overdue",
        "scheduled",
        "withdrawn",
    ]


@pytest.mark.parametrize("who", ["practitioner", "auditor", "administrator"])
def test_others_are_told_whose_list_it_is(client, shelf, who):
    client.force_login(getattr(shelf, who))

    answer = client.get(LIST)

    assert answer.status_code == 403
    assert "This list is for information officers and managers." in answer.content.decode()


def test_other_organisations_documents_are_not_there(client, shelf):
    client.force_login(shelf.stranger)

    assert titles(client) == []
    assert "There is no document yet" in client.get(LIST).content.decode()


def test_list_is_for_people_who_are_signed_in(client, shelf):
    assert client.get(LIST).url == "/sign-in/?next=/documents/"


def test_nothing_can_be_sent(client, people):
    client.force_login(people.officer)

    assert client.post(LIST).status_code == 405


@pytest.mark.parametrize("standing", ["draft", "in_review", "approved", "scheduled", "withdrawn"])
def test_filter_by_standing(client, shelf, standing):
    client.force_login(shelf.officer)

    assert titles(client, standing=standing) == [standing]


def test_filter_by_superseded_and_in_force(client, people):
    first = make_published(
        people.organisation, people.officer, people.approver, date(2026, 1, 1), title="Old"
    )
    next_version(first.document, people.officer, people.approver, date(2026, 2, 1))
    make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1), title="One")
    client.force_login(people.officer)

    assert titles(client, standing="superseded") == ["Old"]
    assert titles(client, standing="in_force") == ["Old", "One"]


def test_filter_by_review_words_and_organisation(client, shelf):
    client.force_login(shelf.officer)

    assert titles(client, review="overdue") == ["overdue"]
    assert titles(client, q="force") == ["in_force"]
    assert len(titles(client, organisation="NCC")) == 7


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"standing": "x"}, "A version cannot stand there."),
        ({"review": "x"}, "Choose when the review is due"),
        ({"organisation": "NPT"}, "This list knows no such organisation"),
    ],
)
def test_a_wrong_filter_gets_a_sentence(client, shelf, query, sentence):
    client.force_login(shelf.officer)

    answer = client.get(LIST, query)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "rows" not in answer.context


def test_filters_that_leave_nothing_say_so(client, people):
    make_document(people.organisation, people.officer)
    client.force_login(people.officer)

    assert "No document fits these filters" in client.get(LIST, {"q": "nowhere"}).content.decode()


def test_a_row_shows_what_is_in_force_and_what_is_being_worked_on(client, people):
    version = make_published(people.organisation, people.officer, people.approver)
    review.submit(
        documents.start_draft(version.document, by=people.officer), by=people.officer, change_summary="x"
    )
    client.force_login(people.officer)

    (row,) = client.get(LIST).context["rows"]

    assert [(shown.number, shown.standing().value) for shown in row.shown] == [
        ("1.0", "in_force"),
        ("1.1", "in_review"),
    ]


def test_a_grant_from_outside_opens_the_list_for_that_document(client, people):
    from organisations.services.grants import grant

    make_document(people.organisation, people.officer, title="Hidden")
    document = make_document(people.organisation, people.officer, title="Shared")
    person = make_person("delegate@elsewhere.example")
    grant(person, codename="read_drafts", thing=document, by=people.officer, until=None)
    client.force_login(person)

    assert titles(client) == ["Shared"]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_number_of_questions(client, people, rows, django_assert_num_queries):
    for number in range(rows):
        body = make_organisation(f"X{number}")
        for person in (people.officer, people.approver):
            make_member(person, body, Role.INFORMATION_OFFICER)
        version = make_published(body, people.officer, people.approver, date(2026, 1, 1))
        documents.start_draft(version.document, by=people.officer)
    client.force_login(people.officer)
    client.get(LIST)  # the session is kept, and content types are known

    with django_assert_num_queries(7):
        client.get(LIST)
