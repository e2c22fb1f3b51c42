"""Who is let in from outside is told so, once, while there is something to see."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import Event
from governance.models import Notification
from governance.models.notification import Topic
from governance.notices import delivering, outbox
from organisations.services.grants import grant, revoke
from tests.factories.governance import make_document, make_published
from tests.factories.organisations import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(db):
    return make_person("guest@elsewhere.example", name="Ada Guest")


@pytest.fixture
def draft(people):
    return make_document(people.organisation, people.officer, title="Code")


def told(person):
    outbox.refresh_due()
    return [
        (each.text, each.details)
        for each in Notification.objects.visible_to(person).filter(topic=Topic.ACCESS, gone_at=None)
    ]


def test_a_guest_is_told_what_by_whom_and_until_when(people, draft, guest):
    until = timezone.localdate() + timedelta(days=30)

    grant(guest, by=people.officer, codename="comment_document", thing=draft, until=until)

    day = f"{until.day} {until:%B %Y}"
    assert told(guest) == [
        (
            "You have access to Code",
            "Read this document and its drafts, and comment on them. "
            f"{people.officer} gave it. It ends after {day}. {people.organisation.name}",
        )
    ]


def test_an_e_mail_says_so_once(mailoutbox, people, draft, guest):
    grant(guest, by=people.officer, codename="read_drafts", thing=draft)
    outbox.refresh_due()
    delivering.deliver()
    grant(guest, by=people.officer, codename="read_drafts", thing=draft)
    outbox.refresh_due()
    delivering.deliver()

    assert Event.objects.filter(verb="access.granted").count() == 1
    (message,) = [each for each in mailoutbox if each.to == [guest.email]]
    assert message.subject == "You have access to Code"
    assert draft.get_absolute_url() in message.body


def test_another_last_day_is_told_anew(people, draft, guest):
    grant(guest, by=people.officer, codename="read_drafts", thing=draft)
    assert len(told(guest)) == 1

    grant(guest, by=people.officer, codename="read_drafts", thing=draft, until=timezone.localdate())

    (only,) = told(guest)
    assert "It ends after" in only[1]


def test_it_goes_with_the_access(people, draft, guest):
    grant(guest, by=people.officer, codename="read_drafts", thing=draft)
    assert told(guest)

    revoke(guest, by=people.officer, codename="read_drafts", thing=draft)

    assert told(guest) == []


def test_who_may_read_what_is_published_hears_nothing_of_a_draft(people, draft, guest):
    grant(guest, by=people.officer, codename="read_document", thing=draft)
    outbox.refresh_due()
    assert not Notification.objects.filter(person=guest).exists()

    published = make_published(people.organisation, people.officer, people.approver, title="Notice")
    grant(guest, by=people.officer, codename="read_document", thing=published.document)
    assert [text for text, _details in told(guest)] == ["You have access to Notice"]


def test_the_address_opens_for_the_guest(client, people, draft, guest):
    grant(guest, by=people.officer, codename="read_drafts", thing=draft)
    outbox.refresh_due()
    client.force_login(guest)

    answer = client.get(Notification.objects.get(person=guest).href, follow=True)

    assert answer.status_code == 200
    assert "Code" in answer.content.decode()
