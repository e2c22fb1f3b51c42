"""What an e-mail says: written when it is sent, of what still stands by then."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext

from governance.models import Mail, Notification
from organisations.services.accounts import absolute

SHOWN = 30  # in one e-mail; the page of notifications has them all


def standing(mail: Mail) -> list[Notification]:
    """What it would tell: nothing, where the account is closed."""
    if not mail.person.is_active:
        return []
    return list(mail.notifications.standing().order_by("made_at", "pk"))


def message_of(mail: Mail, notices: Sequence[Notification]) -> EmailMessage:
    """`notices`: at least one."""
    context = {
        "person": mail.person,
        "notices": [(notice.text, notice.details, absolute(notice.href)) for notice in notices[:SHOWN]],
        "more": len(notices) - SHOWN,
        "all": absolute(reverse("governance:notifications")),
        "settings": absolute(reverse("governance:notification-settings")),
        "service_name": settings.SERVICE_NAME,
    }
    return EmailMessage(
        _subject(notices),
        render_to_string("governance/mail/notices.txt", context),
        None,
        [mail.person.email],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )


def _subject(notices: Sequence[Notification]) -> str:
    """One line, whatever stands in a title."""
    if len(notices) == 1:
        return " ".join(notices[0].text.split())
    words = ngettext("%(number)d thing waits for you", "%(number)d things wait for you", len(notices))
    return words % {"number": len(notices)}
