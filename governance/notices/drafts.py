"""What happened to a draft while its author did other things: sent back with changes, or approved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.models import Event
from governance import events
from governance.lifecycle import State
from governance.models import DocumentVersion
from governance.models.notification import Topic
from governance.notices.notice import Notice, Scope
from governance.notices.people import keepers_of
from governance.notices.reminders import last_reminders
from governance.presenting.steps import needs_signatures, opening_page
from organisations.models import User

Said = tuple[str, str, str, str]  # key, text, why, address
DECISIVE = (events.VERSION_SENT_BACK, events.VERSION_RECALLED, events.VERSION_SUBMITTED)


def notices(scope: Scope, on: date) -> Iterator[Notice]:
    """Four queries."""
    waiting = DocumentVersion.objects.filter(
        document__in=scope.documents, state__in=[State.DRAFT, State.APPROVED]
    )
    versions = list(waiting.select_related("document__organisation", "approved_by"))
    if not versions:
        return
    keepers = keepers_of((version.document.organisation_id for version in versions), on)
    drafts = [version.pk for version in versions if version.state == State.DRAFT]
    verbs = [verb.name for verb in DECISIVE]
    told = (
        Event.objects.for_targets(DocumentVersion, drafts).filter(verb__in=verbs).in_order() if drafts else ()
    )
    last = {UUID(event.target_id): event for event in told}
    reminders = last_reminders(drafts)
    for version in versions:
        event, reminder = last.get(version.pk), reminders.get(version.pk)
        if reminder is not None and (event is None or reminder.pk > event.pk):
            said: Said | None = _reminded(version, reminder)
        else:
            said, reminder = _said(version, event), None
        if said is None:
            continue
        key, text, why, href = said
        document = version.document
        for person in keepers.author_or_keepers(document, version.author_id):
            if reminder is not None and reminder.actor_id == str(person):
                continue
            yield Notice(
                person,
                Topic.DRAFT,
                key,
                text,
                f"{why} {document.organisation.name}",
                href,
                document.organisation_id,
                document.pk,
            )


def _said(version: DocumentVersion, event: Event | None) -> Said | None:
    """None where nothing happened that the author should know."""
    words = {"title": version.title, "number": version.number}
    if version.state == State.APPROVED and version.approved_at is not None:
        day = {"day": date_format(version.approved_at, "j F Y")}
        key, why = f"approved:{version.pk}:{version.approved_at.isoformat()}", _("Approved on %(day)s.") % day
        if needs_signatures(version):
            text = _("Version %(number)s of %(title)s is approved: open it for signature")
            return (key, text % words, why, opening_page(version))
        text = _("Version %(number)s of %(title)s is approved: publish it")
        return (key, text % words, why, _page("publish", version))
    if event is not None and event.verb == events.VERSION_SENT_BACK.name:
        return (
            f"sent-back:{event.pk}",
            _("Version %(number)s of %(title)s needs changes") % words,
            _("%(who)s asked for them.") % {"who": event.actor_label},
            _page("draft", version),
        )
    return None


def _reminded(version: DocumentVersion, reminder: Event) -> Said:
    words = {"title": version.title, "number": version.number}
    return (
        f"reminded:{reminder.pk}",
        _("Reminder: finish version %(number)s of %(title)s") % words,
        _("%(who)s reminds you.") % {"who": reminder.actor_label},
        _page("draft", version),
    )


def _page(name: str, version: DocumentVersion) -> str:
    return reverse(f"governance:{name}", args=[version.document.reference, version.number])


def written_by(version: DocumentVersion) -> list[User]:
    """Whom a draft waits for: its author, or who looks after the document. Two queries."""
    keepers = keepers_of([version.document.organisation_id], timezone.localdate())
    keys = keepers.author_or_keepers(version.document, version.author_id)
    return list(User.objects.active().filter(pk__in=keys).for_choice())
