"""E-mail through a real mail server: down for a day, refusing, moody, and a worker that is killed."""

from __future__ import annotations

import json
import subprocess
from datetime import timedelta

import pytest
from django.utils import timezone

from audit.errors import InvalidMove
from governance.models import Mail, Notification
from governance.models.notification import Delivery
from governance.notices import delivering, outbox, refreshing
from governance.services import notifications
from organisations.services.people import end_membership
from tests.factories.governance import make_published
from tests.factories.organisations import make_member, make_person
from tests.factories.reading import make_request
from tests.faults.conftest import database_url, template_database  # noqa: F401  # fixtures
from tests.faults.databases import ROOT, command, environment
from tests.mailserver import MailServer
from tests.once import rolled_back
from tests.people import make_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    with MailServer() as server:
        for name, value in server.settings.items():
            setattr(settings, name, value)
        yield server


def asked(people, readers=3, title="Code"):
    """Asks so many new practitioners to read something. Returns them."""
    staff = [make_person(f"{title}-{number}@northshire.example".lower()) for number in range(readers)]
    for person in staff:
        make_member(person, people.organisation, "practitioner")
    version = make_published(people.organisation, people.officer, people.approver, title=title)
    make_request(version.document, people.officer, people=staff)
    outbox.refresh_due()
    return staff


def addresses(server):
    return sorted(message["To"] for message in server.box.messages)


def test_a_mail_says_what_waits_and_where_and_how_to_stop_it(server, people, settings):
    (reader,) = asked(people, 1)

    assert delivering.deliver().sent == 1

    (message,) = server.box.messages
    text = message.get_content()
    assert message["Subject"] == "Read Code, and confirm it"
    assert message["To"] == reader.email
    assert message["Auto-Submitted"] == "auto-generated"
    assert f"{settings.PUBLIC_BASE_URL}/documents/NCC-COP-" in text
    assert f"{settings.PUBLIC_BASE_URL}/notifications/settings/" in text
    assert delivering.deliver() == delivering.Delivered()


def test_a_server_that_is_down_for_a_day_gets_each_mail_once_afterwards(server, people):
    staff = asked(people, 12)
    server.stop()
    began = timezone.now()
    for minutes in range(0, 24 * 60, 5):
        done = delivering.deliver(began + timedelta(minutes=minutes))
        assert done.sent == done.given_up == 0
        assert done.put_off <= 1, "a run ends at the first sign that nothing can be sent"
    server.start()
    for minutes in range(0, 3 * 60, 5):
        delivering.deliver(began + timedelta(days=1, minutes=minutes))

    assert addresses(server) == sorted(person.email for person in staff)
    assert set(server.box.times.values()) == {1}
    assert not Mail.objects.waiting().exists()


def test_what_has_gone_while_the_server_was_down_is_told_to_nobody(server, people):
    gone, stays = asked(people, 2)
    server.stop()
    delivering.deliver()
    end_membership(gone.memberships.get(), by=people.administrator, reason="Left")
    server.start()

    done = delivering.deliver(timezone.now() + timedelta(hours=3))

    assert (done.sent, done.dropped) == (1, 1)
    assert addresses(server) == [stays.email]


def test_an_address_that_is_refused_is_given_up_and_can_be_tried_again(server, people):
    bad, good = asked(people, 2)
    server.box.refusing[bad.email] = "550 5.1.1 No such mailbox"

    done = delivering.deliver()

    assert (done.sent, done.given_up) == (1, 1)
    mail = Mail.objects.undelivered().get()
    assert (mail.person, mail.address) == (bad, bad.email)
    assert mail.error == "The mail server refused the address or the message (550)."
    assert delivering.deliver(timezone.now() + timedelta(days=1)).sent == 0

    server.box.refusing.clear()
    with pytest.raises(Mail.DoesNotExist):
        notifications.send_again(mail, by=good)
    notifications.send_again(mail, by=people.administrator)
    assert delivering.deliver().sent == 1
    assert addresses(server) == sorted([bad.email, good.email])
    with pytest.raises(InvalidMove, match="sent meanwhile"):
        notifications.send_again(mail, by=bad)


def test_a_mail_in_a_workers_hand_is_not_sent_again_beside_it(server, people):
    (reader,) = asked(people, 1)
    server.box.moody = ["451 4.7.1 Greylisted"]
    delivering.deliver()
    mail = Mail.objects.undelivered().get()
    Mail.objects.filter(pk=mail.pk).update(claimed_until=timezone.now() + timedelta(minutes=5))

    with pytest.raises(InvalidMove, match="being sent at this moment"):
        notifications.send_again(mail, by=reader)


def test_what_is_gone_is_neither_called_undelivered_nor_sent_again(server, people):
    (reader,) = asked(people, 1)
    server.box.refusing[reader.email] = "550 No such mailbox"
    delivering.deliver()
    mail = Mail.objects.undelivered().get()
    end_membership(reader.memberships.get(), by=people.administrator, reason="Left")
    outbox.refresh_due()

    assert not Mail.objects.undelivered().exists()
    with pytest.raises(InvalidMove, match="nothing left"):
        notifications.send_again(mail, by=reader)


def test_who_wants_to_hear_at_once_again_hears_what_waited(server, people):
    (reader,) = asked(people, 1)
    Mail.objects.all().delete()
    notifications.choose(reader, by=reader, delivery=Delivery.DAILY)
    assert delivering.deliver().sent == 0

    notifications.choose(reader, by=reader, delivery=Delivery.NOW)

    assert delivering.deliver().sent == 1
    assert refreshing.gather_digests() == 0


def test_a_mail_that_is_to_come_later_comes_later_and_the_others_at_once(server, people):
    staff = asked(people, 3)
    server.box.moody = ["451 4.7.1 Greylisted"]
    began = timezone.now()

    first = delivering.deliver(began)
    soon = delivering.deliver(began + timedelta(seconds=30))
    later = delivering.deliver(began + timedelta(minutes=2))

    assert (first.sent, first.put_off, soon.sent, later.sent) == (2, 1, 0, 1)
    assert addresses(server) == sorted(person.email for person in staff)


def test_what_is_put_off_for_five_days_is_given_up(server, people):
    (reader,) = asked(people, 1)
    server.box.refusing[reader.email] = "450 4.2.1 Busy"
    began, given_up = timezone.now(), None
    for hour in range(7 * 24):
        if delivering.deliver(began + timedelta(hours=hour)).given_up:
            given_up = hour
            break

    assert given_up is not None
    assert 5 * 24 <= given_up <= 5 * 24 + 3
    assert Mail.objects.undelivered().get().has_failed


def test_a_digest_tells_once_a_day_what_is_unread_and_off_tells_nothing(server, people):
    daily, off, now = asked(people, 3, "One")
    notifications.choose(daily, by=daily, delivery=Delivery.DAILY)
    notifications.choose(off, by=off, delivery=Delivery.OFF)
    Mail.objects.all().delete()
    for title in ("Two", "Three"):
        version = make_published(people.organisation, people.officer, people.approver, title=title)
        make_request(version.document, people.officer, people=[daily, off, now])
        outbox.refresh_due()
        delivering.deliver()
    assert addresses(server) == [now.email, now.email]
    assert Notification.objects.unread().filter(person=off).count() == 3

    notifications.mark_read(daily, Notification.objects.get(person=daily, text__contains="Two").pk)
    assert refreshing.gather_digests() == 1
    delivering.deliver()
    assert refreshing.gather_digests() == 0

    (digest,) = [message for message in server.box.messages if message["To"] == daily.email]
    assert digest["Subject"] == "2 things wait for you"
    text = digest.get_content()
    assert ["Read One" in text, "Read Two" in text, "Read Three" in text] == [True, False, True]


def test_a_choice_to_hear_nothing_counts_for_what_waits_already(server, people):
    (reader,) = asked(people, 1)
    notifications.choose(reader, by=reader, delivery=Delivery.OFF)

    assert delivering.deliver().dropped == 1
    assert server.box.messages == []


def test_a_title_with_line_breaks_adds_no_header(server, people):
    (reader,) = asked(people, 1)
    Notification.objects.filter(person=reader).update(text="Read this\r\nBcc: everybody@example.org")

    assert delivering.deliver().sent == 1

    (message,) = server.box.messages
    assert message["Subject"] == "Read this Bcc: everybody@example.org"
    assert message["Bcc"] is None


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_rolled_back_tells_nobody():
    people = make_people()
    version = make_published(people.organisation, people.officer, people.approver)
    outbox.refresh_due()
    with rolled_back():
        make_request(version.document, people.officer)
        assert outbox.is_waiting()

    assert not outbox.is_waiting()
    assert not Notification.objects.filter(topic="reading").exists()


def test_a_worker_that_is_killed_loses_no_mail_and_two_send_none_twice(database_url):  # noqa: F811  # the fixture
    done = subprocess.run(
        command("-m", "tests.faults.launch", "delivering", "--each", "2"),
        env=environment(database_url),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)

    claimed, sent = report["points"]["mail.claimed"], report["points"]["mail.sent"]
    assert (claimed["killed"], claimed["lost"], claimed["too_soon"], claimed["most"]) == (2, 0, 0, 1)
    assert (sent["killed"], sent["lost"], sent["too_soon"]) == (2, 0, 0)
    assert sent["most"] <= 2, "the one in hand comes twice at most, under one Message-ID"
    assert report["race"] == {"messages": 24, "most": 1}
    assert report["waiting"] == 0
