"""Acts of those who read: open what is asked of them, confirm that they have read it or done it.

Whether somebody has read a policy never decides what he may read or share: nothing else asks for these facts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from governance import events
from governance.models import Document, DocumentVersion, Reading, TrainingItem
from governance.services.offering import lock_subject, mend, version_of
from organisations.models import Organisation, User
from organisations.permissions import Can, require

if TYPE_CHECKING:
    from audit.canonical import Value
    from audit.verbs import Verb


@act
def open_reading(version: DocumentVersion, *, by: User) -> Reading:
    """Keeps when a person who is asked to read a version first had it before him. The first time counts.

    Raises InvalidMove where another version is in force by now, or where the person is not asked."""
    reading = _asked(version.document, by, version)
    if reading.opened_at is None and reading.held_by is None:
        reading.opened_at = timezone.now()
        reading.save(update_fields=["opened_at"])
        _record(events.READING_OPENED, reading, by, {"version": version.number})
    return reading


@act
def confirm(version: DocumentVersion, *, by: User) -> Reading:
    """The person says to have read and understood this version; the text is named by its fingerprint.

    Once is enough, and a confirmation that still holds is not given again. Raises InvalidMove where another version is
    in force by now, or where the person is not asked."""
    reading = _asked(version.document, by, version)
    if reading.held_by is not None:
        return reading
    reading.confirmed_at = timezone.now()
    reading.opened_at = reading.opened_at or reading.confirmed_at
    reading.content_sha256 = version.content_sha256
    reading.full_clean()
    reading.save(update_fields=["opened_at", "confirmed_at", "content_sha256"])
    facts: dict[str, Value] = {"version": version.number, "sha256": version.content_sha256}
    _record(events.READING_CONFIRMED, reading, by, facts)
    return reading


@act
def confirm_training(item: TrainingItem, *, by: User, done_on: date) -> Reading:
    """The person says to have done a training item on a day, today or before.

    Once is enough. Raises InvalidMove for an item that has ended, or where the person is not asked."""
    reading = _asked(item, by, None)
    if reading.held_by is not None:
        return reading
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": _("That day has not come yet. Enter today or a day before.")})
    reading.confirmed_at, reading.done_on = timezone.now(), done_on
    reading.full_clean()
    reading.save(update_fields=["confirmed_at", "done_on"])
    _record(events.TRAINING_CONFIRMED, reading, by, {"done_on": done_on.isoformat()})
    return reading


@act
def note_export(thing: Organisation | Document | TrainingItem, *, by: User, rows: int) -> None:
    """Keeps that somebody took out a list of who has read what, and how many lines it had."""
    organisation = thing if isinstance(thing, Organisation) else thing.organisation
    require(by, Can.PUBLISH, organisation)
    record(events.READING_EXPORTED, thing, by=by, audience=[organisation], facts={"rows": rows})


def _asked(subject: Document | TrainingItem, by: User, version: DocumentVersion | None) -> Reading:
    """The person's reading of what is in force, locked. Whoever has just joined may come before the hourly job."""
    subject = lock_subject(subject)
    require(by, Can.READ_INTERNAL, subject.organisation)
    if isinstance(subject, TrainingItem) and subject.has_ended:
        raise InvalidMove(_("This training item has ended, so there is nothing to confirm."))
    if isinstance(subject, Document) and version_of(subject) != version:
        raise InvalidMove(_("Another version is in force by now."))
    mine = Reading.objects.of(by).about(subject).current(timezone.localdate())
    if not mine.exists():
        mend(subject)
    reading = mine.select_for_update(of=("self",)).first()
    if reading is None or not (reading.held_by or _is_still_asked(reading)):
        raise InvalidMove(_("Nobody asks you to confirm this. You can read it all the same."))
    return reading


def _is_still_asked(reading: Reading) -> bool:
    return Reading.objects.filter(pk=reading.pk).outstanding(timezone.localdate()).exists()


def _record(verb: Verb, reading: Reading, by: User, facts: dict[str, Value]) -> None:
    record(verb, reading, by=by, audience=[reading.organisation], facts=facts)
