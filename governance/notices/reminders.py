"""What a colleague did to remind those whom a version waits for, read from the log."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from audit.models import Event
from governance import events
from governance.models import DocumentVersion


def last_reminders(versions: Collection[UUID]) -> Mapping[UUID, Event]:
    """The last reminder of each version, if there was one. One query."""
    if not versions:
        return {}
    sent = Event.objects.for_targets(DocumentVersion, versions).filter(verb=events.VERSION_REMINDED.name)
    return {UUID(event.target_id): event for event in sent.in_order()}
