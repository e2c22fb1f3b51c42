"""Sends what waits in the outbox: claim, send, mark. What fails is tried again, later each time, for five days.

A crash between sending and marking sends an e-mail twice, under the same Message-ID; nothing else does.
"""

from __future__ import annotations

import logging
import smtplib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance import failpoints
from governance.models import Mail, NotificationChoice
from governance.models.notification import Delivery
from governance.notices.notice import Scope
from governance.notices.refreshing import refresh
from governance.notices.writing import message_of, standing

logger = logging.getLogger(__name__)
HELD = timedelta(minutes=10)  # after that a worker that claimed an e-mail is taken to be gone
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=2)
TRIED_FOR = timedelta(days=5)
FEWEST_ATTEMPTS = 5  # before one is given up: a server that was down for a week has not refused anything
REFUSED = 500  # SMTP replies from here on are for good (RFC 5321, 4.2.1)


@dataclass
class Delivered:
    """How many were sent, dropped since nothing stood any more, put off, and given up."""

    sent: int = 0
    dropped: int = 0
    put_off: int = 0
    given_up: int = 0
    seen: set[UUID] = field(default_factory=set)


class ServerTrouble(Exception):
    """Nothing can be sent now, to nobody."""


def is_due(now: datetime | None = None) -> bool:
    return Mail.objects.due(now or timezone.now()).exists()


def deliver(now: datetime | None = None) -> Delivered:
    """Sends all that is due. Ends at the first sign that the mail server cannot be used; another run goes on.

    Safe by several workers at once: each e-mail is one worker's for ten minutes.
    """
    now = now or timezone.now()
    done = Delivered()
    connection = get_connection()
    try:
        while (mail := _claim(now)) is not None:
            try:
                _one(mail, connection, done, now)
            except ServerTrouble:
                break
    finally:
        _close(connection)
    return done


def _claim(now: datetime) -> Mail | None:
    with transaction.atomic():
        due = Mail.objects.due(now).select_for_update(of=("self",), skip_locked=True)
        mail = due.select_related("person").first()
        if mail is not None:
            mail.attempts += 1
            mail.claimed_until = now + HELD
            mail.address = mail.person.email
            mail.save(update_fields=["attempts", "claimed_until", "address"])
    failpoints.reach("mail.claimed")
    return mail


def _one(mail: Mail, connection: BaseEmailBackend, done: Delivered, now: datetime) -> None:
    """Raises ServerTrouble when others would fare no better."""
    _bring_up(mail, done, now)
    notices = standing(mail)
    chosen_off = NotificationChoice.objects.filter(person=mail.person_id, delivery=Delivery.OFF).exists()
    if not notices or chosen_off:
        _end(mail, dropped_at=now)
        done.dropped += 1
        return
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as fault:
        _put_off(mail, fault, _("The mail server could not be reached."), done, now)
        raise ServerTrouble from fault
    try:
        connection.send_messages([message_of(mail, notices)])
    except smtplib.SMTPRecipientsRefused as fault:
        codes = [code for code, _text in fault.recipients.values()]
        _refused(mail, fault, min(codes, default=0), done, now)
    except smtplib.SMTPDataError as fault:
        _refused(mail, fault, fault.smtp_code, done, now)
    except (OSError, smtplib.SMTPException) as fault:
        _put_off(mail, fault, _("The mail server did not take it."), done, now)
        _close(connection)
        raise ServerTrouble from fault
    else:
        failpoints.reach("mail.sent")
        # whoever holds it by now: it was sent
        Mail.objects.filter(pk=mail.pk).update(sent_at=now, given_up_at=None, claimed_until=None, error="")
        done.sent += 1


def _bring_up(mail: Mail, done: Delivered, now: datetime) -> None:
    """So that nobody is told of what has gone meanwhile, or of what they may not see any more; once in a run for each
    document."""
    notices = mail.notifications.standing()
    documents = set(notices.exclude(document=None).values_list("document", flat=True)) - done.seen
    trainings = set(notices.exclude(training=None).values_list("training", flat=True)) - done.seen
    refresh(Scope(sorted(documents), sorted(trainings)), now=now)
    done.seen |= documents | trainings


def _refused(mail: Mail, fault: smtplib.SMTPException, code: int, done: Delivered, now: datetime) -> None:
    if code < REFUSED:
        _put_off(mail, fault, _("The mail server asked to try again later."), done, now)
        return
    logger.warning("e-mail %s was refused: %d", mail.pk, code)
    sentence = _("The mail server refused the address or the message (%(code)d).") % {"code": code}
    _end(mail, given_up_at=now, error=sentence)
    done.given_up += 1


def _put_off(mail: Mail, fault: Exception, sentence: str, done: Delivered, now: datetime) -> None:
    logger.warning("e-mail %s was put off: %s", mail.pk, type(fault).__name__)
    if now - mail.made_at > TRIED_FOR and mail.attempts >= FEWEST_ATTEMPTS:
        _end(mail, given_up_at=now, error=sentence)
        done.given_up += 1
        return
    wait = min(FIRST_WAIT * 2 ** min(mail.attempts - 1, 10), LONGEST_WAIT)
    _end(mail, due_at=now + wait, error=sentence)
    done.put_off += 1


def _end(mail: Mail, **fields: object) -> None:
    """Of this attempt. Does nothing to one that another worker took up meanwhile."""
    mine = Mail.objects.waiting().filter(pk=mail.pk, attempts=mail.attempts)
    mine.update(claimed_until=None, **{"error": "", **fields})


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        logger.warning("the connection to the mail server could not be closed")
