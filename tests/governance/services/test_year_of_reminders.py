"""365 days of an organisation at work: each person is told of each thing once, and of nothing that is over.

What should be told is asked again by other means: the querysets of the pages, which are the twins of the sources.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.errors import InvalidMove
from governance.lifecycle import State
from governance.models import CommentThread, DocumentVersion, Mail, Notification, Reading
from governance.models.notification import Delivery, Topic
from governance.notices import delivering, outbox, refreshing
from governance.presenting.reviews import looks_after
from governance.seats import waiting_for
from governance.services import (
    comments,
    documents,
    notifications,
    periodic_reviews,
    publication,
    readings,
    review,
)
from organisations.models import Membership, User
from organisations.permissions import Can, Role, can
from organisations.services.people import add_member, end_membership
from tests.factories.governance import draft_of, make_document, make_published, make_template, reworded
from tests.factories.organisations import make_person
from tests.factories.reading import make_request, make_training
from tests.people import make_people

START = date(2026, 1, 5)
OF_THEIR_OWN = {Topic.SIGNING, Topic.ACCESS, Topic.AGREEMENT}  # have tests of their own
REFUSED = (InvalidMove, ValidationError, PermissionDenied)

pytestmark = pytest.mark.django_db


def at(day, hour):
    return datetime.combine(day, time(hour), tzinfo=UTC)


class Year:
    """Acts at random, the worker's jobs as they come round, and the same questions every day."""

    def __init__(self, seed):
        self.chance = Random(seed)
        self.people = people = make_people()
        self.staff = [people.officer, people.approver, people.manager, people.practitioner, people.stranger]
        self.everybody = [*self.staff, people.administrator, people.auditor]
        template = make_template()
        self.versions = [
            make_published(
                people.organisation,
                people.officer,
                people.approver,
                title=f"Policy {number}",
                adopted=template,
            )
            for number in range(5)
        ]
        for number, version in enumerate(self.versions):
            DocumentVersion.objects.filter(pk=version.pk).update(
                next_review_on=START + timedelta(days=20 + 70 * number)
            )
        make_document(people.organisation, people.approver, title="New one")
        self.training = make_training(people.organisation, people.officer)
        self.seen: Counter[str] = Counter()
        self.addresses: dict[str, str] = {}

    def live(self, days):
        acts = [
            self.review, self.draft, self.submit, self.decide, self.decide, self.publish, self.ask, self.confirm,
            self.comment, self.answer, self.remind, self.choose, self.come_or_go, self.close, self.new_template,
            self.read,
        ]  # fmt: skip
        for number in range(days):
            day = START + timedelta(days=number)
            with time_machine.travel(at(day, 7), tick=False):
                refreshing.refresh_all()
                refreshing.gather_digests()
                self.deliver()
                self.check_mail(Delivery.OFF)
            with time_machine.travel(at(day, 11), tick=False):
                for act in self.chance.sample(acts, 2):
                    with suppress(REFUSED):
                        act()
                outbox.refresh_due()
                self.deliver()
                self.check_mail(Delivery.OFF, Delivery.DAILY)
                self.check(day, self.everybody if number % 30 == 0 else self.everybody[number % 14 :: 14])

    def deliver(self):
        mail.outbox.clear()
        delivering.deliver()
        standing = set(Notification.objects.standing().values_list("text", flat=True))
        for message in mail.outbox:
            self.seen[message.extra_headers["Message-ID"]] += 1
            told = Notification.objects.filter(mail__message_id=message.extra_headers["Message-ID"])
            assert told.exists()
            assert all(notice.text in message.body for notice in told if notice.gone_at is None)
            gone = {notice.text for notice in told if notice.gone_at is not None} - standing
            assert not any(text in message.body for text in gone)

    # What people do. -------------------------------------------------------------------------------------------

    def anybody(self):
        return self.chance.choice(self.staff)

    def a_version(self, state):
        found = DocumentVersion.objects.filter(state=state).select_related("document__organisation")
        rows = list(found.order_by("pk"))
        if not rows:
            raise InvalidMove("none")
        return self.chance.choice(rows)

    def review(self):
        version = self.a_version(State.PUBLISHED)
        day = timezone.localdate() + timedelta(days=self.chance.choice([15, 60, 200]))
        periodic_reviews.record_review(
            version.document, by=self.people.approver, outcome="no_change", next_review_on=day
        )

    def draft(self):
        documents.start_draft(self.a_version(State.PUBLISHED).document, by=self.chance.choice(self.staff[:2]))

    def submit(self):
        day = timezone.localdate() + timedelta(days=self.chance.choice([0, 5, 20]))
        version = self.a_version(State.DRAFT)
        review.submit(version, by=self.anybody(), change_summary="Law", grade="material", due_on=day)

    def decide(self):
        version, by = self.a_version(State.IN_REVIEW), self.anybody()
        if self.chance.random() < 0.5:
            review.send_back(version, by=by, reason="Shorter")
        else:
            review.approve(version, by=by)

    def publish(self):
        publication.publish(
            self.a_version(State.APPROVED), by=self.anybody(), effective_from=timezone.localdate()
        )

    def ask(self):
        subject = self.chance.choice([self.training, self.a_version(State.PUBLISHED).document])
        make_request(subject, self.people.officer, days=self.chance.choice([2, 14]))

    def confirm(self):
        mine = Reading.objects.outstanding(timezone.localdate()).of(self.people.practitioner)
        reading = mine.select_related("version__document", "training").order_by("pk").first()
        if reading is None:
            raise InvalidMove("none")
        if reading.version is not None:
            readings.confirm(reading.version, by=self.people.practitioner)
        else:
            day = timezone.localdate()
            readings.confirm_training(reading.training, by=self.people.practitioner, done_on=day)

    def comment(self):
        section = self.a_version(State.DRAFT).sections.select_related("version__document").first()
        comments.comment(section, by=self.anybody(), text="Why?", audience="organisation")

    def answer(self):
        thread = CommentThread.objects.unresolved().order_by("pk").last()
        if thread is None:
            raise InvalidMove("none")
        if self.chance.random() < 0.3:
            comments.resolve(thread, by=self.anybody())
        else:
            comments.reply(thread, by=self.anybody(), text="Because.")

    def remind(self):
        notifications.remind(self.a_version(State.IN_REVIEW), by=self.people.officer)

    def choose(self):
        person = self.anybody()
        notifications.choose(person, by=person, delivery=self.chance.choice(list(Delivery)))

    def come_or_go(self):
        """The approver leaves, or comes back; one more officer joins now and then."""
        here = Membership.objects.current().filter(user=self.people.approver).first()
        people = self.people
        if here is not None:
            end_membership(here, by=people.administrator, reason="Left")
        else:
            add_member(
                people.approver, by=people.administrator, organisation=people.organisation,
                role=Role.INFORMATION_OFFICER,
            )  # fmt: skip

    def close(self):
        """An account that was closed for a while: by no act yet, so it is the daily job that finds out."""
        self.people.manager.is_active = not self.people.manager.is_active
        self.people.manager.save(update_fields=["is_active"])
        refreshing.refresh_all()

    def new_template(self):
        make_template(reworded("commitment", f"We share. {timezone.localdate()}"))

    def read(self):
        notifications.mark_read(self.anybody())

    # What must hold. -------------------------------------------------------------------------------------------

    def check(self, day, whom):
        """One person every other day in turn, all once a month: asking is dearer than telling."""
        told = self.told()
        for person in whom:
            person = User.objects.get(pk=person.pk)  # who remembers no rights
            assert told.get(person.pk, {}) == self.should_know(person, day), (day, person)
        assert all(times == 1 for times in self.seen.values()), "an e-mail was sent twice"

    @staticmethod
    def check_mail(*silent):
        """Whatever is unread is in an e-mail, but for those who chose to hear nothing, or later."""
        untold = Notification.objects.unread().filter(mail=None, person__is_active=True)
        choices = set(untold.values_list("person__notification_choice__delivery", flat=True))
        assert choices <= set(silent), "somebody was not told by e-mail"

    def told(self):
        """What each person is told now, by topic: as often as it is told."""
        found: dict = {}
        for notice in Notification.objects.standing():
            found.setdefault(notice.person_id, {}).setdefault(notice.topic, Counter())[
                self.about(notice)
            ] += 1
        return found

    @staticmethod
    def about(notice):
        parts = notice.key.split(":")
        return parts[1] if notice.topic in (Topic.COMMENT, Topic.READING) else str(notice.document_id)

    def should_know(self, person, day):
        """By the querysets that the pages ask."""
        found = {}
        if not person.is_active:
            return found
        lists = {
            Topic.REVIEW: self.reviews_of(person, day),
            Topic.APPROVAL: self.approvals_of(person, day),
            Topic.READING: [str(row.pk) for row in Reading.objects.outstanding(day).of(person)],
            Topic.COMMENT: [str(thread.pk) for thread in CommentThread.objects.waiting_for(person)],
        }
        for topic, rows in lists.items():
            if rows:
                found[topic] = Counter(rows)
        others = self.told().get(person.pk, {})  # drafts and templates: by tests of their own
        return found | {key: others[key] for key in (Topic.DRAFT, Topic.TEMPLATE) if key in others}

    def reviews_of(self, person, day):
        due = DocumentVersion.objects.review_due(day).filter(state=State.PUBLISHED)
        found = []
        for version in due.select_related("document__owner"):
            after = looks_after(version.document)
            if person in ([after.owner] if after.owner else after.people):
                found.append(str(version.document_id))
        return found

    def approvals_of(self, person, day):
        if not DocumentVersion.objects.in_review().exists():
            return []
        seats = waiting_for(person, day).select_related("step__round__version__document__organisation")
        versions = {seat.step.round.version for seat in seats}
        return [str(v.document_id) for v in versions if can(person, Can.APPROVE, v.document)]


def test_a_year_tells_each_person_each_thing_once_and_nothing_that_is_over():
    with time_machine.travel(at(START - timedelta(days=400), 9), tick=False):
        year = Year(seed=7)

    year.live(365)

    keys = Counter(Notification.objects.values_list("person", "key"))
    assert keys
    assert set(keys.values()) == {1}
    topics = Counter(Notification.objects.values_list("topic", flat=True))
    assert {*Topic.values} - OF_THEIR_OWN == set(topics), topics
    assert sum(year.seen.values()) > 50
    waiting = Mail.objects.waiting().count()
    assert waiting == 0, "something was neither sent nor dropped"


def test_a_document_that_nobody_touches_is_told_on_the_days_that_the_rule_names(people):
    with time_machine.travel(at(START - timedelta(days=100), 9), tick=False):
        version = make_published(people.organisation, people.officer, people.approver)
        DocumentVersion.objects.filter(pk=version.pk).update(next_review_on=date(2026, 4, 10))
    told = []
    for number in range(200):
        day = START + timedelta(days=number)
        mail.outbox.clear()
        with time_machine.travel(at(day, 7), tick=False):
            refreshing.refresh_all()
            delivering.deliver()
        told += [(day, message.to) for message in mail.outbox]

    assert told == [
        (day, [people.officer.email])
        for day in (
            date(2026, 1, 10), date(2026, 3, 11), date(2026, 4, 3), date(2026, 4, 11), date(2026, 5, 10),
            date(2026, 6, 10), date(2026, 7, 10),
        )
    ]  # fmt: skip


def test_what_is_read_late_is_told_before_the_last_day_and_weekly_after(people):
    with time_machine.travel(at(START, 9), tick=False):
        version = make_published(people.organisation, people.officer, people.approver)
        make_request(version.document, people.officer, days=10)
    days = []
    for number in range(30):
        day = START + timedelta(days=number)
        mail.outbox.clear()
        with time_machine.travel(at(day, 10), tick=False):
            outbox.refresh_due()
            refreshing.refresh_all()
            delivering.deliver()
        days += [number for message in mail.outbox if message.to == [people.practitioner.email]]

    assert days == [0, 7, 11, 18, 25]


def test_a_draft_that_was_sent_back_or_approved_is_told_to_its_author(people):
    version = draft_of(make_document(people.organisation, people.officer))
    review.submit(version, by=people.officer, change_summary="First", grade="material")
    outbox.refresh_due()
    assert texts(people.officer) == []
    assert texts(people.approver) == ["Approve version 1.0 of Code of Practice, or ask for changes"]

    review.send_back(version, by=people.approver, reason="Shorter")
    outbox.refresh_due()
    assert texts(people.officer) == ["Version 1.0 of Code of Practice needs changes"]
    assert texts(people.approver) == []

    review.submit(version, by=people.officer, change_summary="Again", grade="material")
    review.approve(version, by=people.approver)
    outbox.refresh_due()
    assert texts(people.officer) == ["Version 1.0 of Code of Practice is approved: publish it"]

    publication.publish(version, by=people.approver, effective_from=timezone.localdate())
    outbox.refresh_due()
    assert texts(people.officer) == []


def test_a_new_version_of_a_template_is_told_to_who_looks_after_what_follows_it(people):
    document = make_document(people.organisation, people.officer, title="Ours", adopted=make_template())
    make_template(reworded("commitment", "We share, and say so."))
    outbox.refresh_due()
    refreshing.refresh_all()

    assert texts(people.officer) == [f"Look at the new template for {document.title}"]


def test_a_reminder_is_one_more_notice_at_most_once_a_day(people):
    version = draft_of(make_document(people.organisation, people.officer))
    review.submit(version, by=people.officer, change_summary="First", grade="material")
    outbox.refresh_due()
    delivering.deliver()
    mail.outbox.clear()

    assert notifications.remind(version, by=people.officer) == 2
    with pytest.raises(ValidationError, match="sent a reminder today"):
        notifications.remind(version, by=people.officer)
    outbox.refresh_due()
    delivering.deliver()

    assert sorted(message.to[0] for message in mail.outbox) == [people.approver.email, people.manager.email]
    assert texts(people.approver) == ["Reminder: approve version 1.0 of Code of Practice, or ask for changes"]
    with pytest.raises(PermissionDenied):
        notifications.remind(version, by=people.practitioner)


def test_a_reminder_tells_neither_who_sent_it_nor_what_a_later_stage_says_nor_a_delegate(people):
    with time_machine.travel(at(START, 8), tick=False):
        version = draft_of(make_document(people.organisation, people.officer))
        due = START + timedelta(days=6)
        review.submit(version, by=people.officer, change_summary="First", grade="material", due_on=due)
    with time_machine.travel(at(START, 9), tick=False):
        notifications.remind(version, by=people.approver)
        outbox.refresh_due()
    plain = "Approve version 1.0 of Code of Practice, or ask for changes"
    assert texts(people.approver) == [plain]
    assert texts(people.manager) == [f"Reminder: a{plain[1:]}"]

    for days in (3, 7, 15):
        refreshing.refresh_all(START + timedelta(days=days), at(START + timedelta(days=days), 7))
        assert texts(people.manager) == [plain]


def test_who_writes_a_draft_is_reminded_of_it_and_hears_no_more_once_it_is_sent(people):
    version = draft_of(make_document(people.organisation, people.officer))
    assert notifications.remind(version, by=people.approver) == 1
    outbox.refresh_due()
    assert texts(people.officer) == ["Reminder: finish version 1.0 of Code of Practice"]

    review.submit(version, by=people.officer, change_summary="First", grade="material")
    outbox.refresh_due()
    assert texts(people.officer) == []


def test_what_is_told_counts_the_days_anew(people):
    with time_machine.travel(at(START, 9), tick=False):
        version = make_published(people.organisation, people.officer, people.approver)
    DocumentVersion.objects.filter(pk=version.pk).update(next_review_on=date(2026, 4, 10))
    refreshing.refresh_all(date(2026, 4, 11), at(date(2026, 4, 11), 7))
    (notice,) = Notification.objects.standing()
    for day, words in ((12, "2 days ago"), (29, "19 days ago")):
        with time_machine.travel(at(date(2026, 4, day), 9), tick=False):
            assert notice.details == f"Was due 10 April 2026, {words}. Northshire County Council"


def test_many_new_things_are_one_email_and_none_after_the_person_may_see_them_no_more(people):
    stranger = make_person("late@northshire.example", name="Late")
    member = add_member(
        stranger, by=people.administrator, organisation=people.organisation, role=Role.PRACTITIONER
    )
    for title in ("One", "Two"):
        version = make_published(people.organisation, people.officer, people.approver, title=title)
        make_request(version.document, people.officer, people=[stranger])
    outbox.refresh_due()
    assert Mail.objects.filter(person=stranger).count() == 1

    end_membership(member, by=people.administrator, reason="Left")
    delivering.deliver()

    assert [message.to for message in mail.outbox if message.to == [stranger.email]] == []
    assert Mail.objects.get(person=stranger).dropped_at is not None
    assert texts(stranger) == []


def texts(person):
    return list(Notification.objects.visible_to(person).standing().values_list("text", flat=True))
