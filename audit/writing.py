"""The one place that writes events: the bytes, their hash, and the link in the chain of their object."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, models
from django.utils import timezone

from audit.actors import Actor
from audit.bindings import NOTHING, Bound, moment
from audit.canonical import Value, canonical
from audit.errors import ChainCollision
from audit.identifiers import new_id
from audit.labels import one_line
from audit.models import Event, EventAudience, ObjectHead
from audit.models.event import FORMAT, leaf_hash, type_of
from audit.verbs import Verb


@dataclass(frozen=True)
class Target:
    """What an event is about: the model's label ("governance.document"), the key, the name at the time."""

    type: str
    id: str
    label: str

    @classmethod
    def of(cls, thing: models.Model) -> Target:
        if thing.pk is None:
            raise ValueError(f"{thing!r} has no key yet")
        return cls(type_of(thing), str(thing.pk), one_line(str(thing)) or str(thing.pk))


def append(
    operation: UUID,
    verb: Verb,
    actor: Actor,
    target: Target,
    audience: Iterable[UUID],
    facts: Mapping[str, Value],
    reason: str,
    history: Bound = NOTHING,
) -> Event:
    """One more event on the chain of its object. Raises ChainCollision when another transaction began it just now."""
    head = ObjectHead.objects.select_for_update().filter(target_type=target.type, target_id=target.id).first()
    organisations = sorted({str(key) for key in audience})
    event = following(head, operation, verb, actor, target, organisations, facts, reason, history)
    event.save(force_insert=True)
    EventAudience.objects.bulk_create(audience_of(event, organisations))
    _step(head, event)
    return event


def following(
    head: ObjectHead | None,
    operation: UUID,
    verb: Verb,
    actor: Actor,
    target: Target,
    organisations: Sequence[str],
    facts: Mapping[str, Value],
    reason: str,
    history: Bound = NOTHING,
    *,
    key: UUID | None = None,
    at: datetime | None = None,
) -> Event:
    """The event after the end of a chain, or the first of one, not stored. `organisations`: ids in order, each once."""
    event = Event(
        id=key or new_id(),
        at=at or timezone.now(),
        verb=verb.name,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        actor_label=actor.label,
        operation=operation,
        target_type=target.type,
        target_id=target.id,
        target_label=target.label,
        object_number=head.number + 1 if head else 1,
        previous_hash=head.hash if head else "",
    )
    event.data = canonical(
        {**columns(event), "audience": organisations, "facts": facts, "reason": reason, **told_of(history)}
    )
    event.leaf_hash = leaf_hash(event.data)
    return event


def audience_of(event: Event, organisations: Iterable[str]) -> list[EventAudience]:
    return [EventAudience(event_id=event.pk, organisation=UUID(key)) for key in organisations]


def head_at(event: Event) -> ObjectHead:
    """The end of a chain whose last event this is."""
    return ObjectHead(
        target_type=event.target_type,
        target_id=event.target_id,
        label=event.target_label,
        number=event.object_number,
        hash=event.leaf_hash,
    )


def told_of(history: Bound) -> dict[str, Value]:
    return {"history": history.rows, "columns": history.columns}


def columns(event: Event) -> dict[str, Value]:
    """What the hashed bytes repeat of an event's columns."""
    return {
        "format": FORMAT,
        "id": str(event.pk),
        "at": moment(event.at),
        "verb": event.verb,
        "actor": {"kind": event.actor_kind, "id": event.actor_id, "label": event.actor_label},
        "operation": str(event.operation),
        "target": {"type": event.target_type, "id": event.target_id, "label": event.target_label},
        "number": event.object_number,
        "previous": event.previous_hash,
    }


def _step(head: ObjectHead | None, event: Event) -> None:
    """Moves the end of the object's chain on to the event."""
    end = head_at(event)
    if head is not None:
        ObjectHead.objects.filter(target_type=head.target_type, target_id=head.target_id).update(
            label=end.label, number=end.number, hash=end.hash
        )
        return
    try:
        end.save(force_insert=True)
    except IntegrityError as error:
        raise ChainCollision(
            f"the chain of {event.target_type} {event.target_id} was begun meanwhile"
        ) from error
