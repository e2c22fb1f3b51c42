from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from governance.models import PeriodicReview
from governance.services.documents import start_draft
from tests.factories.governance import make_document, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(people, client):
    client.force_login(people.officer)
    return make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1)).document


def url(name, document):
    return reverse(f"governance:{name}", args=[document.reference])


def form_of(client, document, **said):
    seen = client.get(url("review-record", document)).context["form"]["seen"].value()
    return {"outcome": "no_change", "note": "", "next_review_on": "3 April 2030", "seen": seen} | said


def test_a_review_is_recorded_once_and_stands_in_the_list(client, document):
    form = form_of(client, document, note="Read with <b>care</b>")

    for _time in range(2):  # sent twice
        answer = client.post(url("review-record", document), form, follow=True)

    page = answer.content.decode()
    assert "The review is recorded." in page
    assert "3 April 2030" in page
    assert "Read with &lt;b&gt;care&lt;/b&gt;" in page
    assert PeriodicReview.objects.count() == 1


@pytest.mark.parametrize("is_open", [False, True])
def test_a_review_that_asks_for_change_leads_to_a_draft(client, people, document, is_open):
    if is_open:
        start_draft(document, by=people.officer)
    form = form_of(client, document, outcome="new_version", note="The Act has changed")

    answer = client.post(url("review-record", document), form)

    assert answer.url == url("reviews" if is_open else "draft-new", document)


def test_a_refused_record_keeps_what_was_typed_and_goes_through_again(client, people, document):
    form = form_of(client, document)
    client.post(url("review-record", document), form_of(client, document, note="Another's"))

    refused = client.post(url("review-record", document), form | {"note": "Mine"})

    assert refused.status_code == 422
    assert "before you" in refused.content.decode()
    assert "Mine" in refused.content.decode()
    again = form | {"note": "Mine", "seen": refused.context["form"]["seen"].value()}
    assert client.post(url("review-record", document), again).status_code == 302


def test_a_call_comes_to_the_top_of_the_work(client, document):
    said = {"cause": "law", "reason": "A new Act began", "due_on": timezone.localdate().isoformat()}

    for _time in range(2):
        answer = client.post(url("review-call", document), said, follow=True)

    page = answer.content.decode()
    assert "A new Act began" in page
    assert PeriodicReview.objects.count() == 1
    assert document.title in [item.text for item in client.get("/work/").context["work"].reviews.items]
    assert "A new Act began" in client.get(url("review-record", document)).content.decode()
    assert Event.objects.filter(verb="review.called").count() == 1


def test_nothing_in_force_has_nothing_to_review(client, people):
    client.force_login(people.officer)
    draft = make_document(people.organisation, people.officer)

    assert "nothing to review" in client.get(url("reviews", draft)).content.decode()
    assert client.get(url("review-record", draft)).url == url("reviews", draft)
    assert client.post(url("review-call", draft), {"cause": "law"}).url == url("reviews", draft)
