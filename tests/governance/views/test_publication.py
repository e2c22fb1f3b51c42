from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django.asserts import assertContains, assertNotContains

from audit.models import Event
from governance.days import add_months
from governance.models import DocumentVersion
from governance.services.documents import change_version, start_draft
from governance.services.publication import publish, withdraw
from tests.factories.governance import approved, draft_of, make_document, make_published, next_version
from tests.races import meanwhile

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def version(people):
    return approved(
        draft_of(make_document(people.organisation, people.officer)), people.officer, people.approver
    )


def url(name, version):
    return reverse(f"governance:{name}", args=[version.document.reference, version.number])


def said(day):
    return date_format(day, "j F Y")


# ---- publishing -----------------------------------------------------------------------------------


def test_publish_today_sets_the_range_and_the_review(client, people, version):
    client.force_login(people.manager)

    answer = client.post(url("publish", version), {"when": "today"}, follow=True)

    version.refresh_from_db()
    today = timezone.localdate()
    assert (version.state, version.effective_from, version.effective_to) == ("published", today, None)
    assert version.next_review_on == add_months(today, 12)
    assert f"Version 1.0 is in force from {said(today)}" in answer.content.decode()


def test_publish_on_a_day_reads_the_day_as_people_write_it(client, people, version):
    day = timezone.localdate() + timedelta(days=40)
    client.force_login(people.officer)

    client.post(url("publish", version), {"when": "day", "effective_from": said(day)})

    version.refresh_from_db()
    assert (version.state, version.effective_from) == ("published", day)


def test_today_wins_over_what_stands_in_the_field_beside_it(client, people, version):
    client.force_login(people.officer)

    client.post(url("publish", version), {"when": "today", "effective_from": "some day"})

    version.refresh_from_db()
    assert version.effective_from == timezone.localdate()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose when it takes effect."),
        ({"when": "day"}, "Enter the day on which it takes effect."),
        ({"when": "day", "effective_from": "31 April 2027"}, "Enter a day such as 3 April 2026"),
        ({"when": "today", "next_review_on": "1 May 2020"}, "The next review must come after"),
    ],
)
def test_publish_refuses_what_is_no_day_and_keeps_it(client, people, version, sent, sentence):
    client.force_login(people.officer)

    answer = client.post(url("publish", version), sent)

    version.refresh_from_db()
    page = answer.content.decode()
    assert (answer.status_code, version.state) == (422, "approved")
    assert sentence in page
    assert all(value in page for value in sent.values())


def test_publish_refuses_a_range_that_would_overlap(client, people):
    today = timezone.localdate()
    first = make_published(people.organisation, people.officer, people.approver, today - timedelta(days=9))
    next_version(first.document, people.officer, people.approver, today + timedelta(days=30))
    third = approved(start_draft(first.document, by=people.officer), people.officer, people.approver)
    client.force_login(people.officer)

    answer = client.post(url("publish", third), {"when": "today"})

    third.refresh_from_db()
    assert (answer.status_code, third.state) == (422, "approved")
    assert "so the two would overlap" in answer.content.decode()
    assert DocumentVersion.objects.in_force(today).get() == first


def test_publish_sent_twice_is_one_act(client, people, version):
    client.force_login(people.officer)
    client.post(url("publish", version), {"when": "today"})

    again = client.post(url("publish", version), {"when": "today"})

    assert (again.status_code, Event.objects.filter(verb="version.published").count()) == (302, 1)


def test_a_draft_is_not_published(client, people):
    draft = draft_of(make_document(people.organisation, people.officer))
    client.force_login(people.officer)

    answer = client.post(url("publish", draft), {"when": "today"})

    draft.refresh_from_db()
    assert (answer.status_code, draft.state) == (409, "draft")


@pytest.mark.parametrize(
    ("name", "status"),
    [("officer", 200), ("manager", 200), ("practitioner", 404), ("stranger", 404), ("anonymous", 302)],
)
def test_publish_is_for_those_who_publish(client, people, version, name, status):
    if name != "anonymous":
        client.force_login(getattr(people, name))

    assert client.get(url("publish", version)).status_code == status
    assert client.put(url("publish", version)).status_code == (302 if name == "anonymous" else 405)


# ---- withdrawing ----------------------------------------------------------------------------------


@pytest.fixture
def in_force(people):
    return make_published(people.organisation, people.officer, people.approver)


def test_withdraw_needs_a_reason_and_ends_the_range(client, people, in_force):
    client.force_login(people.manager)

    refused = client.post(url("withdraw", in_force), {"reason": " "})
    answer = client.post(url("withdraw", in_force), {"reason": "Replaced by the county's"})
    again = client.post(url("withdraw", in_force), {"reason": "Replaced by the county's"})

    in_force.refresh_from_db()
    assert refused.status_code == 422
    assert (answer.status_code, in_force.state, in_force.effective_to) == (
        302,
        "withdrawn",
        timezone.localdate(),
    )
    assert (again.status_code, Event.objects.filter(verb="version.withdrawn").count()) == (302, 1)


def test_withdrawing_says_that_sharing_goes_on(client, people, in_force):
    client.force_login(people.manager)

    page = client.get(url("withdraw", in_force)).content.decode()

    assert "You do not need a protocol to share about one person." in page


def test_a_superseded_version_is_not_withdrawn(client, people):
    today = timezone.localdate()
    first = make_published(people.organisation, people.officer, people.approver, today - timedelta(days=9))
    next_version(first.document, people.officer, people.approver, today)
    client.force_login(people.manager)

    assert client.post(url("withdraw", first), {"reason": "Old"}).status_code == 409


@pytest.mark.parametrize(
    ("name", "status"),
    [("officer", 200), ("practitioner", 403), ("stranger", 403), ("anonymous", 302)],
)
def test_withdraw_is_for_those_who_withdraw(client, people, in_force, name, status):
    if name != "anonymous":
        client.force_login(getattr(people, name))

    assert client.get(url("withdraw", in_force)).status_code == status


def test_what_is_typed_is_never_markup(client, people, in_force):
    client.force_login(people.manager)

    refused = client.post(url("withdraw", in_force), {"reason": SCRIPT + "x" * 2000})
    client.post(url("withdraw", in_force), {"reason": SCRIPT})
    page = client.get(in_force.get_absolute_url())

    assert SCRIPT not in refused.content.decode()
    assert SCRIPT not in page.content.decode()
    assert "&lt;script&gt;" in page.content.decode()


# ---- two at once ----------------------------------------------------------------------------------


def test_two_publishers_at_once_the_second_sees_who_was_first(client, people, version):
    client.force_login(people.manager)
    today = timezone.localdate()

    with meanwhile(lambda: publish(version, by=people.approver, effective_from=today)):
        answer = client.post(url("publish", version), {"when": "today"})

    assertContains(answer, "This version has moved on", status_code=409)
    assertContains(answer, "Approver published it on", status_code=409)


def test_two_who_withdraw_at_once_the_second_keeps_what_was_typed(client, people):
    version = make_published(people.organisation, people.officer, people.approver)
    client.force_login(people.manager)

    with meanwhile(lambda: withdraw(version, by=people.approver, reason="Wrong")):
        answer = client.post(url("withdraw", version), {"reason": "It names the wrong office"})

    assertContains(answer, "This version has moved on", status_code=409)
    assertContains(answer, "It names the wrong office", status_code=409)


# ---- a sensitive text for everyone ----------------------------------------------------------------

MEANT = "I mean to show this OFFICIAL-SENSITIVE text to everyone"


@pytest.fixture
def sensitive(people):
    def make(**control):
        draft = draft_of(make_document(people.organisation, people.officer, **control))
        details = {"title": draft.title, "marking": "official_sensitive", "handling": "", "lock": draft.lock}
        draft = change_version(draft, by=people.officer, **details)
        return approved(draft, people.officer, people.approver)

    return make


def test_a_sensitive_text_for_everyone_asks_for_confirmation(client, people, sensitive):
    version = sensitive()
    client.force_login(people.manager)

    page = client.get(url("publish", version))
    refused = client.post(url("publish", version), {"when": "today"})
    version.refresh_from_db()
    stood = version.state
    client.post(url("publish", version), {"when": "today", "confirmed_open": "on"})

    version.refresh_from_db()
    assertContains(page, "anyone will be able to read it without signing in")
    assertContains(page, MEANT)
    assertNotContains(page, "checked")
    assertContains(refused, "Confirm that you mean to show", status_code=422)
    assert (stood, version.state) == ("approved", "published")


def test_a_sensitive_text_for_the_organisation_asks_nothing(client, people, sensitive):
    version = sensitive(audience="organisation")
    client.force_login(people.manager)

    assertNotContains(client.get(url("publish", version)), MEANT)
    client.post(url("publish", version), {"when": "today"})

    version.refresh_from_db()
    assert version.state == "published"


def test_the_act_refuses_a_sensitive_text_for_everyone_that_nobody_confirmed(people, sensitive):
    version = sensitive()

    with pytest.raises(ValidationError) as refused:
        publish(version, by=people.manager, effective_from=timezone.localdate())

    assert list(refused.value.error_dict) == ["confirmed_open"]
    version.refresh_from_db()
    assert version.state == "approved"


def test_a_refused_publication_says_again_when_the_review_falls(client, people, version):
    client.force_login(people.manager)

    assertContains(client.post(url("publish", version), {}), "Left empty, it falls", status_code=422)
