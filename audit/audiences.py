"""Whose auditors may see that somebody was refused something: found from the thing itself, as this app knows no other.

A thing is an organisation, or names one (`organisation`), or belongs to a row that does (a section to its version, by
its document), or else concerns those who saw the last event about it.
"""

from __future__ import annotations

from uuid import UUID

from django.db import models

from audit import readers
from audit.models import Event

DEPTH = 4


def of(thing: models.Model) -> list[UUID]:
    """Ids of organisations; empty where none can be found."""
    found = _named(thing, DEPTH)
    if found is not None:
        return [found]
    if isinstance(thing.pk, UUID) and readers.is_organisation(thing.pk):
        return [thing.pk]
    last = Event.objects.for_target(thing).order_by("-object_number").first()
    return last.organisations if last else []


def _named(thing: models.Model, depth: int) -> UUID | None:
    """The organisation that a row names, or a row that it cannot be without, and so on upwards."""
    own = getattr(thing, "organisation_id", None)
    if isinstance(own, UUID):
        return own
    for field in thing._meta.concrete_fields if depth > 1 else ():
        if isinstance(field, models.ForeignKey) and not field.null:
            parent = getattr(thing, field.name)
            found = _named(parent, depth - 1) if parent is not None else None
            if found is not None:
                return found
    return None
