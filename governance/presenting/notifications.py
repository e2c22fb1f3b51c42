"""What a person sees of what he or she is told: notifications by age, and e-mails that did not arrive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.models import Mail, Notification
from governance.presenting.work import ago

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class NotificationLine:
    notification: Notification

    @property
    def ago(self) -> str:
        return ago(self.notification.made_at)


@dataclass(frozen=True)
class Age:
    """Notifications of about the same age under one heading."""

    title: str
    lines: Sequence[NotificationLine]


def by_age(notifications: Iterable[Notification], today: date) -> list[Age]:
    """The newest first, as they come. No query."""
    groups: dict[str, list[NotificationLine]] = {}
    for each in notifications:
        groups.setdefault(_age(timezone.localdate(each.made_at), today), []).append(NotificationLine(each))
    return [Age(title, lines) for title, lines in groups.items()]


def _age(day: date, today: date) -> str:
    if day >= today:
        return _("Today")
    return _("In the last seven days") if day > today - WEEK else _("Earlier")


@dataclass(frozen=True)
class UndeliveredMail:
    """An e-mail that did not arrive: why, and what becomes of it. Never what it says."""

    mail: Mail
    now: datetime

    @property
    def address(self) -> str:
        return self.mail.address or self.mail.person.email

    @property
    def attempts(self) -> str:
        number = self.mail.attempts
        return ngettext("%(number)d attempt", "%(number)d attempts", number) % {"number": number}

    @property
    def is_due(self) -> bool:
        """Whether the next attempt is made as soon as a worker comes to it."""
        return self.mail.given_up_at is None and self.mail.due_at <= self.now


def undelivered(mails: Iterable[Mail], now: datetime | None = None) -> list[UndeliveredMail]:
    now = now or timezone.now()
    return [UndeliveredMail(mail, now) for mail in mails]
