from datetime import date

import pytest
import time_machine

from governance.services import documents, review
from organisations.permissions import Role
from tests.factories.governance import make_document, make_published, next_version
from tests.factories.organisations import make_member, make_organisation, make_person

pytestmark = pytest.mark.django_db
LIST = "/documents/"


@pytest.fixture(autouse=True)
def _frozen_day():
    with time_machine.travel("2026-11-24T10:00:00+00:00", tick=True):
        yield


def titles(client, **query):
    return [row.title for row in client.get(LIST, query).context["rows"]]


def test_nothing_can_be_sent(client, people):
    client.force_login(people.officer)

    assert client.post(LIST).status_code == 405


def test_filter_by_superseded_and_in_force(client, people):
    first = make_published(
        people.organisation, people.officer, people.approver, date(2026, 1, 1), title="Old"
    )
    next_version(first.document, people.officer, people.approver, date(2026, 2, 1))
    make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1), title="One")
    client.force_login(people.officer)

    assert titles(client, standing="superseded") == ["Old"]
    assert titles(client, standing="in_force") == ["Old", "One"]


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
