"""Keeps the entries of the register true to its agreements, whatever act changes them, in the act's own transaction."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from audit.listeners import subscribe
from audit.models import Event
from governance import events
from governance.models import Document
from organisations import events as of_organisations
from protocols.events import OF_STATEMENTS
from protocols.kinds import KINDS
from protocols.services.arrows import keep_kinds
from protocols.services.certifying import wake_job
from protocols.services.register import refresh
from protocols.statements import Kind

OF_ALL = (
    Kind.ACCESSION,
    Kind.LEAVING,
    Kind.SUCCESSION,
    Kind.CESSATION,
    Kind.SUSPENSION,
    Kind.LIFTING,
    Kind.TERMINATION,
)  # statements that may be about any version of the agreement
STATED = {verb.name for verb in OF_STATEMENTS.values()}
OF_DOCUMENT = {events.CONTROL_CHANGED.name, events.DISCLOSURE_DECIDED.name}
OF_VERSION = {
    events.VERSION_RECORDED.name,
    events.VERSION_PUBLISHED.name,
    events.VERSION_WITHDRAWN.name,
    events.REVIEW_RECORDED.name,
    events.REVIEW_PLANNED.name,
    *(OF_STATEMENTS[kind].name for kind in OF_ALL),
}
OF_ENTRY = {OF_STATEMENTS[kind].name for kind in (Kind.SIGNATURE, Kind.WET_INK, Kind.WITHDRAWAL)}


def keep(event: Event) -> None:
    """One query more for an act that may have changed what the register shows; three for one that changes
    the kind of an organisation."""
    if event.verb == of_organisations.ORGANISATION_CHANGED.name:
        if "kind" in event.facts.get("fields", ()):
            keep_kinds(UUID(event.target_id))
        return
    if event.verb in STATED:
        transaction.on_commit(wake_job, robust=True)  # of the certificate; the register may change with it
    agreements = Document.objects.filter(kind__in=KINDS)
    if event.verb in OF_DOCUMENT:
        changed = agreements.filter(pk=event.target_id).first()
    elif event.verb in OF_VERSION:
        changed = agreements.filter(versions=UUID(event.target_id)).first()
    elif event.verb in OF_ENTRY:  # before it is in force, the register shows nothing of it
        changed = agreements.filter(register_entries=UUID(event.target_id)).first()
    else:
        return
    if changed is not None:
        refresh(changed)


subscribe(keep)
