"""The list of documents with one in each standing: who sees it, and its filters."""

from copy import deepcopy
from datetime import date

import pytest
import time_machine

from governance.services import publication
from tests.factories.governance import approved, draft_of, make_document, make_published, submitted
from tests.once import made_once
from tests.people import make_people

pytestmark = pytest.mark.django_db
LIST = "/documents/"
DAY = "2026-11-24T10:00:00+00:00"


@pytest.fixture(autouse=True)
def _frozen_day():
    with time_machine.travel(DAY, tick=True):
        yield


def titles(client, **query):
    return [row.title for row in client.get(LIST, query).context["rows"]]


def make_shelf():
    """One document in each standing."""
    with time_machine.travel(DAY, tick=True):
        people = make_people()
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


made = made_once(make_shelf)


@pytest.fixture
def shelf(made):
    return deepcopy(made)


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


@pytest.mark.parametrize("standing", ["draft", "in_review", "approved", "scheduled", "withdrawn"])
def test_filter_by_standing(client, shelf, standing):
    client.force_login(shelf.officer)

    assert titles(client, standing=standing) == [standing]


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
