"""Sends the letters of invitation that wait: claim, write with the link, send, mark. What fails is tried again.

The link stands in the e-mail alone. It is made again for each attempt from the key of the invitation.
"""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from governance import failpoints
from organisations.services.accounts import absolute
from protocols import trouble
from protocols.models import Invitation, Letter
from protocols.tokens import token_with

logger = logging.getLogger(__name__)
HELD = timedelta(minutes=10)  # after that a worker that claimed a letter is taken to be gone
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=2)
TRIED_FOR = timedelta(days=5)
REFUSED = 500  # SMTP replies from here on are for good (RFC 5321, 4.2.1)


class ServerTrouble(Exception):
    """Nothing can be sent now, to nobody."""


def is_due(now: datetime | None = None) -> bool:
    return Letter.objects.due(now or timezone.now()).exists()


def send_due(now: datetime | None = None) -> int:
    """Sends all that is due; returns how many were sent. Ends at the first sign that the mail server is away."""
    now = now or timezone.now()
    connection, sent = get_connection(), 0
    try:
        while (letter := _claim(now)) is not None:
            try:
                sent += _one(letter, connection, now)
            except ServerTrouble:
                break
    finally:
        _close(connection)
    return sent


def message_of(letter: Letter) -> EmailMessage | None:
    """The e-mail with its link; None where the secret from which the link was made is gone."""
    invitation = letter.invitation
    token = token_with(invitation.pk, invitation.token_sha256)
    if token is None:
        return None
    version = invitation.signatory.round.version
    context = {
        "invitation": invitation,
        "version": version,
        "lead": version.document.organisation,
        "organisation": invitation.signatory.organisation,
        "closes_on": invitation.signatory.round.closes_on,
        "url": absolute(reverse("protocols:invitation", args=[token])),
        "service_name": settings.SERVICE_NAME,
    }
    if _is_renewal(invitation):
        subject, template = _("Your new link: %(title)s"), "protocols/mail/renewed.txt"
    else:
        subject, template = _("%(lead)s asks you to sign: %(title)s"), "protocols/mail/invitation.txt"
    subject = subject % {"lead": context["lead"], "title": version.title}
    return EmailMessage(
        " ".join(subject.split()),
        render_to_string(template, context),
        None,
        [invitation.address],
        headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
    )


def _is_renewal(invitation: Invitation) -> bool:
    """Whether who is invited asked for this link themselves."""
    before = Invitation.objects.renewed().filter(signatory=invitation.signatory_id)
    return before.filter(number=invitation.number - 1).exists()


def _opens(invitation: Invitation, now: datetime) -> bool:
    """Whether the link is of use: to sign, or, where it was asked for, to read what was said."""
    if trouble.of_answering(invitation, now) is None:
        return True
    return trouble.of_reading(invitation, now) is None and _is_renewal(invitation)


def _claim(now: datetime) -> Letter | None:
    with transaction.atomic():
        due = Letter.objects.due(now).select_for_update(of=("self",), skip_locked=True)
        letter = due.first()
        if letter is not None:
            letter.attempts += 1
            letter.claimed_until = now + HELD
            letter.save(update_fields=["attempts", "claimed_until"])
            letter.invitation = Invitation.objects.for_page().get(pk=letter.invitation_id)
    failpoints.reach("mail.claimed")
    return letter


def _one(letter: Letter, connection: BaseEmailBackend, now: datetime) -> int:
    """Raises ServerTrouble when others would fare no better."""
    if not _opens(letter.invitation, now):
        _end(letter, dropped_at=now)
        return 0
    message = message_of(letter)
    if message is None:
        _end(letter, given_up_at=now, error=_("The secret of this service has changed. Send a new link."))
        return 0
    try:
        connection.open()
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as fault:
        _refused(letter, fault, min((code for code, _text in fault.recipients.values()), default=0), now)
    except smtplib.SMTPDataError as fault:
        _refused(letter, fault, fault.smtp_code, now)
    except (OSError, smtplib.SMTPException) as fault:
        _put_off(letter, fault, _("The mail server could not be reached."), now)
        raise ServerTrouble from fault
    else:
        failpoints.reach("mail.sent")
        _end(letter, sent_at=now)
        return 1
    return 0


def _refused(letter: Letter, fault: smtplib.SMTPException, code: int, now: datetime) -> None:
    if code < REFUSED:
        _put_off(letter, fault, _("The mail server asked to try again later."), now)
        return
    logger.warning("letter %s was refused: %d", letter.pk, code)
    sentence = _("The mail server refused the address or the message (%(code)d).") % {"code": code}
    _end(letter, given_up_at=now, error=sentence)


def _put_off(letter: Letter, fault: Exception, sentence: str, now: datetime) -> None:
    logger.warning("letter %s was put off: %s", letter.pk, type(fault).__name__)
    if now - letter.made_at > TRIED_FOR:
        _end(letter, given_up_at=now, error=sentence)
        return
    wait = min(FIRST_WAIT * 2 ** min(letter.attempts - 1, 10), LONGEST_WAIT)
    _end(letter, due_at=now + wait, error=sentence)


def _end(letter: Letter, **fields: object) -> None:
    """Of this attempt. Does nothing to one that another worker took up meanwhile."""
    mine = Letter.objects.waiting().filter(pk=letter.pk, attempts=letter.attempts)
    mine.update(claimed_until=None, **{"error": "", **fields})


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        logger.warning("the connection to the mail server could not be closed")
