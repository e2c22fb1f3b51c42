"""The page of what a person is told, the choice of e-mail, and e-mails that did not arrive."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from governance.models import Mail, Notification, NotificationChoice
from governance.models.notification import Delivery, Topic
from governance.notices.refreshing import refresh_all
from organisations.services.people import end_membership
from tests.factories.governance import draft_of, make_document, make_published, submitted
from tests.factories.notifications import make_mail, make_notification
from tests.factories.reading import make_request

pytestmark = pytest.mark.django_db
PAGE = reverse("governance:notifications")
SETTINGS = reverse("governance:notification-settings")
REFUSED = "The mail server refused the address or the message (550)."


@pytest.fixture
def reader(client, people):
    client.force_login(people.practitioner)
    return client


def texts(response):
    """What is listed, from the top."""
    return [line.notification.text for age in response.context["ages"] for line in age.lines]


def unread(person):
    return list(
        Notification.objects.unread().filter(person=person).order_by("pk").values_list("text", flat=True)
    )


# ---- the list ----------------------------------------------------------------------------------------------------


def test_lists_the_own_ones_that_stand_with_the_newest_first(reader, people):
    now = timezone.now()
    make_notification(people.practitioner, "Older", made_at=now - timedelta(days=3))
    make_notification(people.practitioner, "Newer", made_at=now)
    make_notification(people.practitioner, "Long ago", made_at=now - timedelta(days=30))
    make_notification(people.practitioner, "Gone", gone_at=now)
    make_notification(people.officer, "Another’s")

    response = reader.get(PAGE)

    assert texts(response) == ["Newer", "Older", "Long ago"]
    assert [age.title for age in response.context["ages"]] == ["Today", "In the last seven days", "Earlier"]
    assert "3 days ago" in response.content.decode()


def test_a_line_leads_to_its_page_and_says_why_and_that_it_is_unread(reader, people):
    make_notification(people.practitioner, "Read it", why="Due today.", href="/reading/")
    make_notification(people.practitioner, "Was read", read_at=timezone.now())

    text = reader.get(PAGE).content.decode()
    first, second = text.split('id="notification-')[1:]
    assert '<a class="govuk-link" href="/reading/">Was read' in first
    assert "Unread" not in first
    assert "Mark as read" not in first
    assert '<a class="govuk-link" href="/reading/">Read it</a>' in second
    assert "Due today." in second
    assert ">Unread<" in second
    assert "Mark as read" in second


def test_says_that_there_is_nothing(reader):
    text = reader.get(PAGE).content.decode()

    assert "You have no notifications" in text
    assert "Mark all as read" not in text


def test_a_real_request_to_read_is_told_and_goes_when_it_is_done(reader, people):
    version = make_published(people.organisation, people.officer, people.approver, title="The Code")
    make_request(version.document, people.officer)
    refresh_all()
    assert texts(reader.get(PAGE)) == ["Read The Code, and confirm it"]

    reader.post(reverse("governance:reading-confirm", args=[version.document.reference]), {"number": "1.0"})
    refresh_all()

    assert texts(reader.get(PAGE)) == []


def test_what_is_about_a_document_that_is_not_seen_any_more_is_not_listed(client, people):
    document = make_document(people.organisation, people.officer, title="Hidden")
    make_notification(people.manager, "Approve Hidden", document=document)
    client.force_login(people.manager)
    assert texts(client.get(PAGE)) == ["Approve Hidden"]

    end_membership(people.manager.memberships.get(), by=people.administrator, reason="Left")

    assert texts(client.get(PAGE)) == []


def test_filters_by_topic_and_by_unread_and_says_which(reader, people):
    make_notification(people.practitioner, "A reading", topic=Topic.READING)
    make_notification(people.practitioner, "Read already", topic=Topic.READING, read_at=timezone.now())
    make_notification(people.practitioner, "A comment", topic=Topic.COMMENT)

    assert texts(reader.get(PAGE, {"topic": "reading"})) == ["Read already", "A reading"]
    assert texts(reader.get(PAGE, {"unread": "on"})) == ["A comment", "A reading"]
    both = reader.get(PAGE, {"topic": "reading", "unread": "on"})
    assert texts(both) == ["A reading"]
    assert [(chip["text"], chip["href"]) for chip in both.context["chips"]] == [
        ("About: Reading", "?unread=on"),
        ("Unread only", "?topic=reading"),
    ]


def test_filters_that_nothing_fits_say_so(reader, people):
    make_notification(people.practitioner, "A reading", topic=Topic.READING)

    assert "Nothing fits these filters" in reader.get(PAGE, {"topic": "draft"}).content.decode()


def test_a_topic_that_is_none_is_refused(reader, people):
    make_notification(people.practitioner, "A reading")

    response = reader.get(PAGE, {"topic": "weather"})

    assert response.status_code == 422
    assert "Nothing is told about that. Choose from the list." in response.content.decode()


def test_pages_on_and_back_with_the_filter_kept(reader, people):
    now = timezone.now()
    for number in range(30):
        made_at = now - timedelta(minutes=number)
        make_notification(people.practitioner, f"Number {number}", topic=Topic.READING, made_at=made_at)
    first = reader.get(PAGE, {"topic": "reading"})
    assert texts(first) == [f"Number {number}" for number in range(25)]

    key = first.context["page"].later.pk
    second = reader.get(PAGE, {"topic": "reading", "after": key})

    assert f"?topic=reading&amp;after={key}" in first.content.decode()
    assert texts(second) == [f"Number {number}" for number in range(25, 30)]
    assert "Mark all as read" not in second.content.decode()
    back = reader.get(PAGE, {"topic": "reading", "before": second.context["page"].earlier.pk})
    assert texts(back) == texts(first)


@pytest.mark.parametrize("cursor", ["x", "-1", "9" * 30, "1.5"])
def test_a_cursor_that_is_none_begins_at_the_top(reader, people, cursor):
    make_notification(people.practitioner, "A reading")

    assert texts(reader.get(PAGE, {"after": cursor})) == ["A reading"]


# ---- reading -----------------------------------------------------------------------------------------------------


def test_marks_one_as_read_and_comes_back_to_its_line(reader, people):
    one, _other = (make_notification(people.practitioner, text) for text in ("One", "Other"))

    response = reader.post(f"{PAGE}?topic=reading", {"key": one.pk})

    assert (response.status_code, response.url) == (302, f"{PAGE}?topic=reading#notification-{one.pk}")
    assert unread(people.practitioner) == ["Other"]


def test_marks_all_as_read_but_what_came_since(reader, people):
    make_notification(people.practitioner, "One")
    make_notification(people.practitioner, "Two")
    shown = reader.get(PAGE).context["last"]
    make_notification(people.practitioner, "Came since")
    make_notification(people.officer, "Another’s")

    response = reader.post(PAGE, {"until": shown}, follow=True)

    assert unread(people.practitioner) == ["Came since"]
    assert unread(people.officer) == ["Another’s"]
    assert "2 notifications are marked as read." in response.content.decode()


def test_marks_all_of_the_topic_that_is_shown_alone(reader, people):
    make_notification(people.practitioner, "A reading", topic=Topic.READING)
    make_notification(people.practitioner, "A comment", topic=Topic.COMMENT)

    reader.post(f"{PAGE}?topic=comment", {"until": reader.get(PAGE).context["last"]})

    assert unread(people.practitioner) == ["A reading"]


def test_anothers_stays_unread(reader, people):
    other = make_notification(people.officer, "Another’s")

    assert reader.post(PAGE, {"key": other.pk}).status_code == 302
    assert unread(people.officer) == ["Another’s"]


@pytest.mark.parametrize("data", [{}, {"key": "x"}, {"until": "-1"}, {"key": "9" * 30}])
def test_what_names_nothing_is_refused_with_the_list_shown(reader, people, data):
    make_notification(people.practitioner, "One")

    response = reader.post(PAGE, data)

    assert response.status_code == 422
    assert "This page is out of date. Nothing was marked as read." in response.content.decode()
    assert texts(response) == unread(people.practitioner) == ["One"]


def test_looking_marks_nothing_as_read(reader, people):
    make_notification(people.practitioner, "One")

    reader.get(PAGE)

    assert unread(people.practitioner) == ["One"]


# ---- the bar on every page ---------------------------------------------------------------------------------------


def bar(client, where="/help/"):
    return client.get(where).content.decode().partition("<main")[0]


def test_the_bar_counts_what_is_unread_in_words_too(reader, people):
    for text in ("One", "Two"):
        make_notification(people.practitioner, text)
    make_notification(people.practitioner, "Gone", gone_at=timezone.now())
    make_notification(people.practitioner, "Read", read_at=timezone.now())

    assert '<span class="sr-unread" aria-hidden="true">2</span>' in bar(reader)
    assert ">, 2 unread</span>" in bar(reader)


def test_the_bar_counts_nothing_where_nothing_is_unread(reader, people):
    make_notification(people.officer, "Another’s")

    assert "Notifications</a>" in bar(reader)
    assert "sr-unread" not in bar(reader)


def test_the_bar_offers_nothing_to_who_is_not_signed_in(client):
    assert "Notifications" not in bar(client)


def test_the_bar_asks_as_often_with_notifications_as_without(reader, people):
    reader.get("/help/")
    with CaptureQueriesContext(connection) as without:
        bar(reader)
    make_notification(people.practitioner, "One")
    with CaptureQueriesContext(connection) as captured:
        assert "1 unread" in bar(reader)

    assert len(captured) == len(without) == 3  # the session, the person, the rights


def test_a_page_that_is_not_there_counts_too(reader, people):
    make_notification(people.practitioner, "One")

    assert "1 unread" in bar(reader, "/no-such-page/")


# ---- the choice --------------------------------------------------------------------------------------------------


def chosen(response):
    """The values of the radios that are set."""
    radios = re.findall(r"<input[^>]*type=\"radio\"[^>]*>", response.content.decode())
    return [re.search(r'value="(\w+)"', radio)[1] for radio in radios if " checked" in radio]


def test_the_choice_shows_what_holds_and_is_saved(reader, people):
    assert chosen(reader.get(SETTINGS)) == ["now"]

    response = reader.post(SETTINGS, {"delivery": "daily"}, follow=True)

    assert NotificationChoice.objects.get().delivery == Delivery.DAILY
    assert response.redirect_chain == [(SETTINGS, 302)]
    assert "Your choice is saved." in response.content.decode()
    assert chosen(response) == ["daily"]
    assert "Once a day, all together" in reader.get(PAGE).content.decode()


@pytest.mark.parametrize("data", [{}, {"delivery": "sometimes"}])
def test_no_choice_is_refused(reader, data):
    response = reader.post(SETTINGS, data)

    assert response.status_code == 422
    assert "Choose when you want to hear by e-mail." in response.content.decode()
    assert not NotificationChoice.objects.exists()


# ---- e-mails that did not arrive ---------------------------------------------------------------------------------


def test_the_page_says_what_did_not_arrive_why_and_when_it_is_tried_again(reader, people):
    later = timezone.now() + timedelta(hours=2)
    make_mail(people.practitioner, attempts=2, error="The mail server could not be reached.", due_at=later)
    make_mail(people.practitioner, attempts=1, error=REFUSED, given_up_at=timezone.now())
    make_mail(people.practitioner, attempts=1, sent_at=timezone.now())
    make_mail(people.officer, attempts=1, error="Another’s fault.", given_up_at=timezone.now())

    text = reader.get(PAGE).content.decode()

    assert text.count("Send again") == 2
    assert "The mail server could not be reached." in text
    assert f"It is tried again on {timezone.localtime(later).day} " in text
    assert REFUSED in text
    assert "Given up on " in text
    assert "Another’s fault." not in text


def test_nothing_is_said_where_all_arrived_or_waits(reader, people):
    make_mail(people.practitioner)
    make_mail(people.practitioner, attempts=1, sent_at=timezone.now())

    assert "could not be delivered" not in reader.get(PAGE).content.decode()


def test_shows_three_and_says_that_there_are_more(reader, people):
    for _number in range(4):
        make_mail(people.practitioner, attempts=1, error=REFUSED, given_up_at=timezone.now())

    text = reader.get(PAGE).content.decode()

    assert text.count(REFUSED) == 3
    assert "There are more." in text


def test_an_own_one_is_sent_again(reader, people):
    mail = make_mail(people.practitioner, attempts=7, error=REFUSED, given_up_at=timezone.now())

    response = reader.post(reverse("governance:mail-again", args=[mail.pk]), follow=True)

    mail.refresh_from_db()
    assert (mail.given_up_at, mail.attempts) == (None, 0)
    assert response.redirect_chain == [(PAGE, 302)]
    assert "The e-mail is sent again within minutes." in response.content.decode()
    assert Event.objects.filter(verb="mail.sent_again").count() == 1


def test_one_that_arrived_meanwhile_is_not_sent_again(reader, people):
    mail = make_mail(people.practitioner, attempts=1, sent_at=timezone.now())

    response = reader.post(reverse("governance:mail-again", args=[mail.pk]))

    assert response.status_code == 409
    assert (
        "This e-mail was sent meanwhile, or there is nothing left that it would tell its reader."
        in response.content.decode()
    )
    assert not Event.objects.filter(verb="mail.sent_again").exists()


@pytest.mark.parametrize("role", ["officer", "administrator", "stranger"])
def test_anothers_is_not_there(client, people, role):
    mail = make_mail(people.practitioner, attempts=1, error=REFUSED, given_up_at=timezone.now())
    client.force_login(getattr(people, role))

    assert client.post(reverse("governance:mail-again", args=[mail.pk])).status_code == 404
    mail.refresh_from_db()
    assert mail.given_up_at is not None


# ---- of an organisation ------------------------------------------------------------------------------------------


@pytest.fixture
def keeper(client, people):
    client.force_login(people.administrator)
    return client


def undelivered(people):
    return reverse("governance:undelivered", args=[people.organisation.code])


def test_who_looks_after_people_sees_whose_did_not_arrive_and_never_what_they_say(keeper, people):
    mail = make_mail(
        people.practitioner,
        attempts=3,
        error=REFUSED,
        given_up_at=timezone.now(),
        address="old@northshire.example",
    )
    make_notification(people.practitioner, "A secret title", mail=mail)
    make_mail(people.stranger, attempts=3, error="Elsewhere.", given_up_at=timezone.now())
    make_mail(people.officer, attempts=1, sent_at=timezone.now(), address="arrived@northshire.example")

    text = keeper.get(undelivered(people)).content.decode().partition("<main")[2]

    assert "Practitioner" in text
    assert "old@northshire.example" in text
    assert REFUSED in text
    assert "Given up" in text
    assert "A secret title" not in text
    assert "Elsewhere." not in text
    assert "arrived@northshire.example" not in text


def test_the_address_is_the_persons_where_it_was_not_tried_under_another(keeper, people):
    make_mail(people.practitioner, attempts=1, error=REFUSED, given_up_at=timezone.now())

    assert "practitioner@northshire.example" in keeper.get(undelivered(people)).content.decode()


def test_says_that_everything_arrived(keeper, people):
    assert "Every e-mail has arrived" in keeper.get(undelivered(people)).content.decode()


def test_is_sent_again_for_somebody_else(keeper, people):
    mail = make_mail(people.practitioner, attempts=3, error=REFUSED, given_up_at=timezone.now())
    where = reverse("governance:undelivered-again", args=[people.organisation.code, mail.pk])

    response = keeper.post(where, follow=True)

    mail.refresh_from_db()
    assert (mail.given_up_at, mail.attempts) == (None, 0)
    assert response.redirect_chain == [(undelivered(people), 302)]


def test_who_has_left_is_not_listed_and_his_is_not_sent_again(keeper, people):
    mail = make_mail(people.manager, attempts=3, error=REFUSED, given_up_at=timezone.now())
    where = reverse("governance:undelivered-again", args=[people.organisation.code, mail.pk])
    end_membership(people.manager.memberships.get(), by=people.administrator, reason="Left")

    assert REFUSED not in keeper.get(undelivered(people)).content.decode()
    assert keeper.post(where).status_code == 404


def test_one_of_another_organisation_is_not_there(keeper, people):
    mail = make_mail(people.stranger, attempts=3, error=REFUSED, given_up_at=timezone.now())

    where = reverse("governance:undelivered-again", args=[people.organisation.code, mail.pk])
    assert keeper.post(where).status_code == 404
    assert Mail.objects.get(pk=mail.pk).given_up_at is not None


def test_the_page_of_people_leads_there_for_who_may(client, people):
    where = reverse("organisations:people", args=[people.organisation.code])
    client.force_login(people.administrator)
    assert undelivered(people) in client.get(where).content.decode()

    client.force_login(people.officer)

    assert undelivered(people) not in client.get(where).content.decode()


# ---- reminders ---------------------------------------------------------------------------------------------------


@pytest.fixture
def waiting(people):
    return submitted(
        draft_of(make_document(people.organisation, people.officer, title="Waiting")), people.officer
    )


@pytest.fixture
def officer(client, people):
    client.force_login(people.officer)
    return client


def remind(version):
    return reverse("governance:approval-remind", args=[version.document.reference, version.number])


def test_the_work_of_who_sent_it_offers_a_reminder(officer, people, waiting):
    assert remind(waiting) in officer.get("/work/").content.decode()


def test_the_work_of_who_is_waited_for_offers_none(client, people, waiting):
    client.force_login(people.approver)

    assert remind(waiting) not in client.get("/work/").content.decode()


def test_the_page_of_the_approval_offers_a_reminder(officer, waiting):
    where = reverse("governance:review", args=[waiting.document.reference, waiting.number])

    assert remind(waiting) in officer.get(where).content.decode()


def test_the_page_says_whom_it_reminds_without_the_person(officer, people, waiting):
    response = officer.get(remind(waiting))

    assert response.context["people"] == [people.approver, people.manager]
    text = response.content.decode()
    assert "<li>Approver</li><li>Manager</li>" in text
    assert "It goes once a day at most" in text


def test_reminds_and_tells_those_whom_it_waits_for(officer, people, waiting):
    refresh_all()
    response = officer.post(remind(waiting), follow=True)
    refresh_all()

    assert response.redirect_chain == [("/work/", 302)]
    assert "2 people are reminded." in response.content.decode()
    assert unread(people.approver) == ["Reminder: approve version 1.0 of Waiting, or ask for changes"]
    assert unread(people.officer) == []


def test_a_second_reminder_on_a_day_is_refused(officer, waiting):
    officer.post(remind(waiting))

    response = officer.post(remind(waiting))

    assert response.status_code == 422
    text = response.content.decode()
    assert "Officer sent a reminder today. You can send the next one tomorrow." in text
    assert ">Send reminder<" not in officer.get(remind(waiting)).content.decode()
    assert Event.objects.filter(verb="version.reminded").count() == 1


def test_nobody_is_left_to_be_reminded(officer, people, waiting):
    for name in ("approver", "manager"):
        end_membership(getattr(people, name).memberships.get(), by=people.administrator, reason="Left")

    assert "There is nobody who could be reminded" in officer.get(remind(waiting)).content.decode()
    refused = officer.post(remind(waiting))
    assert refused.status_code == 409
    assert "There is nobody who could be reminded" in refused.content.decode()


def test_a_version_that_does_not_wait_has_moved_on(officer, people):
    version = make_published(people.organisation, people.officer, people.approver)

    assert officer.get(remind(version)).status_code == 409
    assert officer.post(remind(version)).status_code == 409


def test_who_only_approves_reminds_nobody(client, people, waiting):
    client.force_login(people.manager)

    assert client.post(remind(waiting)).status_code == 403
    assert not Event.objects.filter(verb="version.reminded").exists()
