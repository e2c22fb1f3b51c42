"""Approvals: whoever can decide an open step is told when it opens, before it is due and weekly after, and when a
colleague reminds them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.models import Event
from governance.models import DocumentVersion
from governance.models.notification import Topic
from governance.notices.notice import Notice, Scope
from governance.notices.reminders import last_reminders
from governance.notices.stages import deadline_stage
from governance.rounds import Deciding, Option, deciding
from organisations.models import User


def notices(scope: Scope, on: date) -> Iterator[Notice]:
    """Six queries for each version in review, and two for all."""
    waiting = DocumentVersion.objects.in_review().filter(document__in=scope.documents)
    versions = list(waiting.select_related("document__organisation", "submitted_by"))
    reminded = last_reminders([version.pk for version in versions])
    for version in versions:
        yield from _of_version(version, reminded.get(version.pk), on)


def _of_version(version: DocumentVersion, reminder: Event | None, on: date) -> Iterator[Notice]:
    now = deciding(version, on)
    row = now.round.row
    stage = deadline_stage(row.due_on, on)
    for person in now.bench.people.values():
        options = now.options(person)
        if not options:
            continue
        step = options[0].seat.step
        again = reminder if _counts(reminder, now, options[0], on) else None
        text, why = _words(version, options[0], again)
        yield Notice(
            person.pk,
            Topic.APPROVAL,
            ":".join(
                filter(None, [f"approval:{version.pk}:{row.number}:{step.position}", stage.key, _mark(again)])
            ),
            text,
            why,
            reverse("governance:review", args=[version.document.reference, version.number]),
            version.document.organisation_id,
            version.document_id,
            due=row.due_on,
        )


def _words(version: DocumentVersion, option: Option, again: Event | None) -> tuple[str, str]:
    words = {"title": version.title, "number": version.number}
    if again is not None:
        text = _("Reminder: approve version %(number)s of %(title)s, or ask for changes") % words
        return text, _("%(who)s reminds you.") % {"who": again.actor_label}
    text = _("Approve version %(number)s of %(title)s, or ask for changes") % words
    if option.is_delegated:
        return text, _("%(who)s asked you to decide in their place.") % {"who": option.principal}
    return text, _("%(who)s sent it for review.") % {"who": version.submitted_by}


def asked_of(version: DocumentVersion) -> list[User]:
    """People who can decide an open step of a version in review today. Five queries at most."""
    now = deciding(version)
    return [person for person in now.bench.people.values() if now.options(person)]


def _counts(reminder: Event | None, now: Deciding, option: Option, on: date) -> bool:
    """Whether a reminder is the last that this person heard: not his own, and sent after the step opened and after a
    colleague asked him to decide; the next stage of the deadline speaks for itself."""
    if reminder is None or reminder.actor_id == str(option.person.pk):
        return False
    row = now.round.row
    since = option.seat.step.opened_at or row.submitted_at
    if option.is_delegated:
        given = [each.given_at for each in now.lent_to(option.person) if each.giver_id == option.principal.pk]
        since = max([since, *given])
    here, then = deadline_stage(row.due_on, on), deadline_stage(row.due_on, timezone.localdate(reminder.at))
    return reminder.at >= since and here.key == then.key


def _mark(reminder: Event | None) -> str:
    return timezone.localdate(reminder.at).isoformat() if reminder else ""
