"""What people do with what they are told: read it, choose when, remind others, have an e-mail sent again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from governance import events
from governance.lifecycle import State
from governance.models import DocumentVersion, Mail, Notification, NotificationChoice
from governance.models.notification import Delivery
from governance.notices import drafts, outbox
from governance.notices.approvals import asked_of
from governance.notices.refreshing import mail_what_waits
from governance.notices.reminders import last_reminders
from governance.services.locking import lock_version
from organisations.models import User
from organisations.permissions import Can, require

REMINDABLE = (State.DRAFT, State.IN_REVIEW)
KEPT = timedelta(days=400)  # longer than a year of monthly reminders


def mark_read(
    person: User,
    key: int | None = None,
    now: datetime | None = None,
    *,
    until: int | None = None,
    topic: str = "",
) -> int:
    """One's own notification, or all of them; of one topic alone, and none that came after the last that was seen.

    No act, no line in the log: it is nobody else's concern.
    """
    mine = Notification.objects.unread().filter(person=person)
    if key is not None:
        mine = mine.filter(pk=key)
    if until is not None:
        mine = mine.filter(pk__lte=until)
    if topic:
        mine = mine.about(topic)
    return mine.update(read_at=now or timezone.now())


def delivery_of(person: User) -> Delivery:
    choice = NotificationChoice.objects.filter(person=person).first()
    return Delivery(choice.delivery) if choice else Delivery.NOW


@act
def choose(person: User, *, by: User, delivery: str) -> NotificationChoice:
    """When a person is told by e-mail; the same again changes nothing. For oneself alone.

    Raises ValidationError for what is no such choice.
    """
    if person != by:
        raise ValidationError(_("Everybody chooses this for themselves."))
    if delivery not in Delivery:
        raise ValidationError({"delivery": _("Choose when you want to hear by e-mail.")})
    if delivery_of(person) == delivery:
        return NotificationChoice.objects.filter(person=person).first() or NotificationChoice(person=person)
    choice, _is_new = NotificationChoice.objects.update_or_create(
        person=person, defaults={"delivery": delivery}
    )
    if choice.delivery == Delivery.NOW and mail_what_waits(person):
        outbox.wake_after_commit()
    record(events.NOTIFICATIONS_CHOSEN, person, by=by, audience=[], facts={"delivery": str(delivery)})
    return choice


@act
def send_again(mail: Mail, *, by: User) -> Mail:
    """Tries an e-mail again that was given up or put off: its person, or who looks after an organisation of theirs.

    Raises InvalidMove for one that was sent meanwhile.
    """
    found = Mail.objects.visible_to(by).filter(pk=mail.pk)
    mail = (
        Mail.objects.select_for_update(of=("self",)).select_related("person").get(pk__in=found.values("pk"))
    )
    now = timezone.now()
    if mail.claimed_until is not None and mail.claimed_until > now:
        raise InvalidMove(_("This e-mail is being sent at this moment. Look again in ten minutes."))
    if not Mail.objects.worth_sending().filter(pk=mail.pk).exists():
        raise InvalidMove(
            _("This e-mail was sent meanwhile, or there is nothing left that it would tell its reader.")
        )
    mail.given_up_at = None
    mail.due_at = mail.made_at = now
    mail.attempts = 0
    mail.save(update_fields=["given_up_at", "due_at", "made_at", "attempts"])
    record(events.MAIL_SENT_AGAIN, mail.person, by=by, audience=[], facts={"mail": mail.message_id})
    outbox.wake_after_commit()
    return mail


@act
def remind(version: DocumentVersion, *, by: User) -> int:
    """Tells those whom a version waits for once more: its author, or who can decide the open steps. Returns how many.

    At most once a day, whoever does it. Raises InvalidMove where nobody is waited for, ValidationError on the same day.
    """
    version = lock_version(version)
    require(by, Can.SUBMIT, version.organisation)
    if version.state not in REMINDABLE:
        raise InvalidMove(_("This version waits for nobody any more."))
    people = to_be_reminded(version, by)
    if not people:
        raise InvalidMove(_("There is nobody who could be reminded."))
    if said := reminded_today(version):
        raise ValidationError(said)
    record(
        events.VERSION_REMINDED,
        version,
        by=by,
        audience=[version.organisation],
        facts={"version": version.number, "people": len(people)},
    )
    return len(people)


def to_be_reminded(version: DocumentVersion, by: User) -> list[User]:
    """Whom a draft or a version in review waits for, without who reminds them. Five queries at most."""
    people = asked_of(version) if version.state == State.IN_REVIEW else drafts.written_by(version)
    return [person for person in people if person.pk != by.pk]


def reminded_today(version: DocumentVersion) -> str:
    """The sentence that refuses a second reminder on one day; empty where there was none. One query."""
    last = last_reminders([version.pk]).get(version.pk)
    if last is None or timezone.localdate(last.at) < timezone.localdate():
        return ""
    words = {"who": last.actor_label}
    return _("%(who)s sent a reminder today. You can send the next one tomorrow.") % words


def forget_old(now: datetime | None = None) -> int:
    """Forgets notifications and e-mails that are over for more than a year. Returns how many."""
    before = (now or timezone.now()) - KEPT
    gone, _each = Notification.objects.filter(gone_at__lt=before).delete()
    over = Q(sent_at__lt=before) | Q(dropped_at__lt=before) | Q(given_up_at__lt=before)
    mails, _each = Mail.objects.filter(over, notifications=None).delete()
    return gone + mails
