"""Whose auditors may see that somebody was refused something: found from the thing itself, as this app knows no other.

A thing belongs to the organisation that it names (`organisation`), or that a row names which it belongs to (a section
by its version, by its document), or else to those who saw the last event about it.
"""

from __future__ import annotations

from uuid import UUID

from django.db import models

from audit.models import Event

DEPTH = 4


def of(thing: models.Model) -> list[UUID]:
    """Ids of organisations; empty where none can be found."""
    found = _named(thing, DEPTH)
    if found is not None:
        return [found]
    last = Event.objects.for_target(thing).order_by("-object_number").first()
    return last.organisations if last else []


def _named(thing: models.Model, depth: int) -> UUID | None:
    parents = [
        field for field in thing._meta.concrete_fields if field.many_to_one and field.name != "organisation"
    ]
    own = getattr(thing, "organisation_id", None)
    if isinstance(own, UUID):
        return own
    for field in parents if depth > 1 else []:
        if getattr(thing, field.attname) is not None and not field.null:
            parent = getattr(thing, field.name)
            found = _named(parent, depth - 1)
            if found is not None:
                return found
    return None
