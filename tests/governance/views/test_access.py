from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from governance.models import DocumentVersion
from organisations.services.grants import grant
from tests.factories.governance import draft_of, make_document
from tests.factories.organisations import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(people):
    return make_document(people.organisation, people.officer)


@pytest.fixture
def guest(db):
    return make_person("guest@elsewhere.example", name="<b>Guest</b>")


def url(document, *more):
    return reverse(f"governance:{'access-end' if more else 'access'}", args=[document.reference, *more])


def test_access_is_given_until_a_day(client, people, document, guest):
    day = timezone.localdate() + timedelta(days=30)
    client.force_login(people.officer)

    answer = client.post(
        url(document),
        {"email": "Guest@Elsewhere.example", "codename": "read_drafts", "until": day.isoformat()},
    )

    row = document.grants.get()
    assert answer.url == url(document)
    assert (row.user, row.permission.codename, row.until, row.given_by) == (
        guest,
        "read_drafts",
        day,
        people.officer,
    )
    assert DocumentVersion.objects.visible_to(guest).get() == draft_of(document)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"email": "nobody@elsewhere.example"}, "Nobody with this address has an account."),
        ({"email": "guest"}, "Enter an e-mail address such as"),
        ({"until": "1 May 2020"}, "not in the past"),
        ({"codename": "everything"}, "Choose one of the options for"),
        ({"email": "officer@northshire.example"}, "Ask a colleague."),
    ],
)
def test_access_is_refused_with_what_was_typed(client, people, document, guest, sent, sentence):
    client.force_login(people.officer)

    answer = client.post(
        url(document), {"email": "guest@elsewhere.example", "codename": "read_drafts", "until": "", **sent}
    )

    assert (answer.status_code, document.grants.count()) == (422, 0)
    assert sentence in answer.content.decode()


def test_access_list_escapes_names_and_marks_what_ended(client, people, document, guest):
    grant(guest, by=people.officer, codename="read_drafts", thing=document)
    document.grants.update(until=timezone.localdate() - timedelta(days=1))
    client.force_login(people.officer)

    answer = client.get(url(document))

    assert [row["has_ended"] for row in answer.context["rows"]] == [True]
    assert "&lt;b&gt;Guest&lt;/b&gt;" in answer.content.decode()


def test_access_ends_at_once_with_a_reason(client, people, document, guest):
    row = grant(guest, by=people.officer, codename="read_drafts", thing=document)
    client.force_login(people.officer)

    refused = client.post(url(document, row.pk), {"reason": ""})
    answer = client.post(url(document, row.pk), {"reason": "The project is over"})
    again = client.post(url(document, row.pk), {"reason": "The project is over"})

    assert refused.status_code == 422
    assert (answer.url, document.grants.count(), again.status_code) == (url(document), 0, 302)
    assert Event.objects.filter(verb__contains="revoked").count() == 1


def test_access_of_another_document_is_not_ended_here(client, people, document, guest):
    other = make_document(people.organisation, people.officer, title="Other")
    row = grant(guest, by=people.officer, codename="read_drafts", thing=other)
    client.force_login(people.officer)

    client.post(url(document, row.pk), {"reason": "Mistake"})

    assert other.grants.count() == 1


@pytest.mark.parametrize(
    ("name", "status"),
    [("officer", 200), ("manager", 403), ("practitioner", 404), ("stranger", 404), ("anonymous", 302)],
)
def test_access_is_for_those_who_grant_it(client, people, document, name, status):
    if name != "anonymous":
        client.force_login(getattr(people, name))

    assert client.get(url(document)).status_code == status


def test_access_asks_as_often_for_one_as_for_three(client, people, document, django_assert_num_queries):
    client.force_login(people.officer)
    for number in range(3):
        guest = make_person(f"guest{number}@elsewhere.example")
        grant(guest, by=people.officer, codename="read_document", thing=document)
        client.get(url(document))
        with django_assert_num_queries(5):
            client.get(url(document))
