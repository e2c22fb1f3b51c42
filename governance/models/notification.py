"""What a person is told, on a page and by e-mail. None of it is tracked: the acts that gave cause are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.days import when_due
from governance.models.document import Document
from governance.models.training import TrainingItem
from organisations.models import Membership, Organisation
from organisations.permissions import Can, keys_where

if TYPE_CHECKING:
    from datetime import datetime

    from organisations.permissions import Person


class Topic(models.TextChoices):
    """What a notice is about."""

    REVIEW = "review", _("A review")
    APPROVAL = "approval", _("An approval")
    READING = "reading", _("Reading")
    COMMENT = "comment", _("A comment")
    DRAFT = "draft", _("A draft")
    TEMPLATE = "template", _("A template")
    SIGNING = "signing", _("A signature")
    ACCESS = "access", _("Access")
    AGREEMENT = "agreement", _("An agreement in force")


class Delivery(models.TextChoices):
    """When a person wants to be told by e-mail. The page of notifications has every notice in any case."""

    NOW = "now", _("At once")
    DAILY = "daily", _("Once a day, all together")
    OFF = "off", _("Never")


class NotificationChoice(models.Model):
    """What a person chose. Who chose nothing is told at once."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notification_choice"
    )
    delivery = models.CharField(_("e-mail"), max_length=10, choices=Delivery.choices, default=Delivery.NOW)

    class Meta:
        verbose_name = _("choice of notifications")
        verbose_name_plural = _("choices of notifications")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.delivery}"


class MailQuerySet(models.QuerySet["Mail"]):
    def visible_to(self, person: Person) -> MailQuerySet:
        """One's own, and those of people who work today in an organisation that the person looks after."""
        if not (person.is_authenticated and person.is_active):
            return self.none()
        kept = keys_where(person, Can.MANAGE_PEOPLE)
        theirs = Membership.objects.current().filter(organisation__in=kept).values("user")
        return self.filter(Q(person=person.pk) | Q(person__in=theirs))

    def of_people_in(self, organisation: Organisation) -> MailQuerySet:
        """Of whoever works there today."""
        return self.filter(person__in=organisation.memberships.current().values("user"))

    def waiting(self) -> MailQuerySet:
        return self.filter(sent_at=None, given_up_at=None, dropped_at=None)

    def due(self, now: datetime) -> MailQuerySet:
        """To be tried now: neither held by another worker nor waiting for a later attempt. The oldest first."""
        free = Q(claimed_until=None) | Q(claimed_until__lte=now)
        return self.waiting().filter(free, due_at__lte=now).order_by("due_at", "pk")

    def undelivered(self) -> MailQuerySet:
        """Given up, or tried at least once without success, and with something still to tell to somebody who wants to
        hear it; the newest first."""
        failed = Q(given_up_at__isnull=False) | Q(attempts__gt=0) & ~Q(error="")
        return self.worth_sending().filter(failed).order_by("-made_at", "-pk")

    def worth_sending(self) -> MailQuerySet:
        """Not over, with a notice that still stands, to a person who has not chosen to hear nothing."""
        standing = Notification.objects.standing().filter(mail=OuterRef("pk"))
        silent = NotificationChoice.objects.filter(person=OuterRef("person"), delivery=Delivery.OFF)
        return self.filter(Exists(standing), ~Exists(silent), sent_at=None, dropped_at=None)

    def for_list(self) -> MailQuerySet:
        return self.select_related("person")


class Mail(models.Model):
    """One e-mail in the outbox, made in one transaction with the notices that it tells of.

    What it says is written when it is sent, of those notices that still stand: with none left it is dropped. Each
    attempt carries the same `message_id`, so that a mail sent twice by a crash is one for whoever receives it.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    message_id = models.CharField(max_length=120, unique=True)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    address = models.EmailField(blank=True, help_text="Where it was sent, or last tried")
    error = models.CharField(max_length=300, blank=True, help_text="Why the last attempt failed, for people")
    given_up_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True, help_text="None of what it was to tell stood any more")

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at=None, given_up_at=None, dropped_at=None),
                name="mails_due",
            ),
            models.Index(fields=["person", "made_at"], name="mails_of_a_person"),
        ]

    def __str__(self) -> str:
        return self.message_id

    @property
    def has_failed(self) -> bool:
        return self.given_up_at is not None


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, person: Person) -> NotificationQuerySet:
        """One's own alone, and none about a document that the person may not see any more."""
        if not (person.is_authenticated and person.is_active):
            return self.none()
        seen = Document.objects.visible_to(person).filter(pk=OuterRef("document"))
        return self.filter(Q(document=None) | Exists(seen), person=person.pk)

    def about(self, topic: str) -> NotificationQuerySet:
        return self.filter(topic=topic)

    def standing(self) -> NotificationQuerySet:
        """Whose cause is still there."""
        return self.filter(gone_at=None)

    def unread(self) -> NotificationQuerySet:
        return self.standing().filter(read_at=None)

    def newest_first(self) -> NotificationQuerySet:
        return self.order_by("-made_at", "-pk")


def unread_of(person: OuterRef) -> Coalesce:
    """How many are unread, to be read with a person in one query."""
    mine = Notification.objects.unread().filter(person=person).order_by().values("person")
    return Coalesce(Subquery(mine.annotate(number=Count("pk")).values("number")), 0)


class Notification(models.Model):
    """One thing that one person is told once. `key` names the cause and its stage, such as the second reminder.

    It goes when its cause goes (`gone_at`); `governance.notices.refreshing` alone writes it, but for `read_at`.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    topic = models.CharField(max_length=20, choices=Topic.choices)
    key = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, null=True, related_name="+")
    training = models.ForeignKey(TrainingItem, on_delete=models.CASCADE, null=True, related_name="+")
    text = models.CharField(max_length=400)
    why = models.CharField(max_length=400, blank=True)
    due_on = models.DateField(null=True)
    href = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    mail = models.ForeignKey(Mail, on_delete=models.SET_NULL, null=True, related_name="notifications")

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="a_person_is_told_of_a_cause_once"),
        ]
        indexes = [
            models.Index(fields=["person", "-made_at"], name="notices_of_a_person"),
            models.Index(fields=["person"], condition=Q(gone_at=None, read_at=None), name="notices_not_read"),
            models.Index(fields=["document", "gone_at"], name="notices_of_a_document"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def details(self) -> str:
        """Why, and by when as it stands today: such as “Due 3 May 2026, in 7 days. Northshire County Council”."""
        due = when_due(self.due_on, timezone.localdate()) if self.due_on else ""
        return " ".join(filter(None, [due, self.why]))

    @property
    def is_unread(self) -> bool:
        return self.read_at is None and self.gone_at is None


class NoticeDue(models.Model):
    """What an act touched and whose notices must be looked at: written with the act, gone when that is done."""

    target_type = models.CharField(max_length=100)
    target_id = models.UUIDField()

    class Meta:
        verbose_name = _("notice due")
        verbose_name_plural = _("notices due")

    def __str__(self) -> str:
        return f"{self.target_type} {self.target_id}"
