import pytest
from django.urls import reverse

from governance.kinds import Audience
from tests.factories.governance import draft_of, make_document, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(people):
    return make_published(people.organisation, people.officer, people.approver).document


def close(policy):
    type(policy).objects.filter(pk=policy.pk).update(audience=Audience.ORGANISATION)


def poster(policy, client):
    return client.get(reverse("governance:poster", args=[policy.reference]))


@pytest.mark.parametrize("typed", ["/{}", "/{}/"])
def test_the_reference_alone_leads_to_the_document(client, policy, typed):
    for reference in (policy.reference, policy.reference.lower()):
        answer = client.get(typed.format(reference))
        assert (answer.status_code, answer.url) == (302, policy.get_absolute_url())


def test_a_hidden_document_answers_like_one_that_is_not_there(client, policy):
    close(policy)

    hidden, missing = client.get(f"/{policy.reference}"), client.get("/NCC-COP-9999")

    assert hidden.status_code == missing.status_code == 404
    assert policy.title not in hidden.content.decode()


def test_the_poster_shows_the_short_address_and_its_code(client, policy):
    page = poster(policy, client).content.decode()

    assert f"127.0.0.1:8000/{policy.reference}" in page
    assert policy.title in page
    assert 'src="data:image/svg+xml' in page


def test_only_what_anyone_may_read_today_has_a_poster(client, people, policy):
    client.force_login(people.officer)
    draft = draft_of(make_document(people.organisation, people.officer)).document
    assert poster(draft, client).status_code == 404
    assert "/poster/" in client.get(policy.get_absolute_url()).content.decode()

    close(policy)

    assert poster(policy, client).status_code == 404
    assert "/poster/" not in client.get(policy.get_absolute_url()).content.decode()
