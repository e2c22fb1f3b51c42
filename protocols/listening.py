"""Keeps the entries of the register true to its agreements, whatever act changes them, in the act's own transaction."""

from __future__ import annotations

from uuid import UUID

from audit.listeners import subscribe
from audit.models import Event
from governance import events
from governance.models import Document
from protocols.kinds import KINDS
from protocols.services.register import refresh

OF_DOCUMENT = {events.CONTROL_CHANGED.name}
OF_VERSION = {events.VERSION_RECORDED.name, events.VERSION_PUBLISHED.name, events.VERSION_WITHDRAWN.name}


def keep(event: Event) -> None:
    """One query more for an act that may have changed what the register shows."""
    agreements = Document.objects.filter(kind__in=KINDS)
    if event.verb in OF_DOCUMENT:
        changed = agreements.filter(pk=event.target_id).first()
    elif event.verb in OF_VERSION:
        changed = agreements.filter(versions=UUID(event.target_id)).first()
    else:
        return
    if changed is not None:
        refresh(changed)


subscribe(keep)
