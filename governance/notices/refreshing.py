"""Brings notifications in step with what people should know: adds what is new, ends what has lost its cause.

Each is made once for a person and a cause, whoever asks for it and however often. The e-mail that tells of new ones is
put into the outbox in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import make_msgid
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from governance.models import Document, Mail, Notification, NotificationChoice, TrainingItem
from governance.models.notification import Delivery
from governance.notices.lock import hold
from governance.notices.notice import Notice, Scope
from governance.notices.sources import sources
from governance.search.batches import batches
from organisations.models import User

AT_ONCE = 100  # documents in one transaction
LONGEST = 400


@dataclass
class Told:
    """How many notifications were made and ended, and how many e-mails were put into the outbox."""

    made: int = 0
    gone: int = 0
    mails: int = 0

    def __iadd__(self, other: Told) -> Told:
        self.made += other.made
        self.gone += other.gone
        self.mails += other.mails
        return self


def refresh_all(on: date | None = None, now: datetime | None = None) -> Told:
    """Everything, batch by batch: once a day, for what the passing of days alone brings about."""
    told = Told()
    for keys in batches(Document.objects.order_by("pk").values_list("pk", flat=True).iterator(), AT_ONCE):
        told += refresh(Scope(documents=keys), on, now)
    for keys in batches(TrainingItem.objects.order_by("pk").values_list("pk", flat=True).iterator(), AT_ONCE):
        told += refresh(Scope(trainings=keys), on, now)
    return told


def refresh(scope: Scope, on: date | None = None, now: datetime | None = None) -> Told:
    """What is in scope. `on`, `now`: today and this moment, unless given."""
    now = now or timezone.now()
    on = on or timezone.localdate(now)
    if not scope:
        return Told()
    with transaction.atomic():
        hold()
        wanted = {(notice.person, notice.key): notice for notice in _expected(scope, on)}
        about = Q(document__in=scope.documents) | Q(training__in=scope.trainings)
        rows = Notification.objects.filter(about)
        if scope.people is not None:
            rows = rows.filter(person__in=scope.people)
        found = rows.values_list("person", "key", "pk", "gone_at")
        there = {(person, key): (pk, gone_at) for person, key, pk, gone_at in found}
        gone = [pk for key, (pk, gone_at) in there.items() if gone_at is None and key not in wanted]
        back = [pk for key, (pk, gone_at) in there.items() if gone_at is not None and key in wanted]
        Notification.objects.filter(pk__in=gone).update(gone_at=now)
        Notification.objects.filter(pk__in=back).update(gone_at=None)
        new = [wanted[key] for key in wanted if key not in there]
        mails = _mails({notice.person for notice in new}, now)
        Notification.objects.bulk_create([_row(notice, mails.get(notice.person), now) for notice in new])
        return Told(len(new), len(gone), len(mails))


def _expected(scope: Scope, on: date) -> list[Notice]:
    """Without what is for people whose account is closed. One query beside those of the sources."""
    found = [notice for source in sources() for notice in source(scope, on)]
    people = {notice.person for notice in found}
    people &= scope.people if scope.people is not None else people
    active = (
        set(User.objects.active().filter(pk__in=people).values_list("pk", flat=True)) if people else set()
    )
    return [notice for notice in found if notice.person in active]


def _row(notice: Notice, mail: Mail | None, now: datetime) -> Notification:
    return Notification(
        person_id=notice.person,
        topic=notice.topic,
        key=notice.key,
        organisation_id=notice.organisation,
        document_id=notice.document,
        training_id=notice.training,
        text=notice.text[:LONGEST],
        why=notice.why[:LONGEST],
        due_on=notice.due,
        href=notice.href,
        made_at=now,
        mail=mail,
    )


def _mails(people: Iterable[UUID], now: datetime) -> Mapping[UUID, Mail]:
    """One e-mail for each person who wants to be told at once."""
    people = set(people)
    later = NotificationChoice.objects.filter(person__in=people).exclude(delivery=Delivery.NOW)
    return new_mails(people - set(later.values_list("person", flat=True)), now) if people else {}


def new_mails(people: Iterable[UUID], now: datetime) -> Mapping[UUID, Mail]:
    """One for each person, in the outbox. Within a transaction that says what they tell."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    rows = [
        Mail(person_id=person, message_id=make_msgid(domain=domain), made_at=now, due_at=now)
        for person in sorted(people)
    ]
    return {row.person_id: row for row in Mail.objects.bulk_create(rows)}


def mail_what_waits(person: User, now: datetime | None = None) -> Mail | None:
    """One e-mail of what is unread and was in none yet, for a person who wants to be told at once from now on."""
    now = now or timezone.now()
    hold()
    waiting = Notification.objects.unread().filter(mail=None, person=person)
    if not waiting.exists():
        return None
    mail = new_mails({person.pk}, now)[person.pk]
    waiting.update(mail=mail)
    return mail


def gather_digests(now: datetime | None = None) -> int:
    """One e-mail for each person who wants one a day, of what is unread and was in none yet. Returns how many."""
    now = now or timezone.now()
    with transaction.atomic():
        hold()
        choosers = NotificationChoice.objects.filter(delivery=Delivery.DAILY, person__is_active=True)
        waiting = Notification.objects.unread().filter(mail=None, person__in=choosers.values("person"))
        people = set(waiting.values_list("person", flat=True))
        mails = new_mails(people, now)
        for person, mail in mails.items():
            waiting.filter(person=person).update(mail=mail)
        return len(mails)
