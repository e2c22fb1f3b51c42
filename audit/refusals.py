"""Refusals in the log: the first of a minute is an event, its repeats are counted and written as one event.

So nobody can flood the log: by actor, act and thing it grows by two lines a minute at most.
"""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, models, transaction
from django.db.models import F
from django.utils import timezone

from audit import audiences
from audit.actors import Actor, ActorKind
from audit.canonical import Value
from audit.errors import ChainCollision, InvalidMove
from audit.events import ACT_REFUSED, REFUSAL_REPEATED
from audit.identifiers import new_id
from audit.labels import one_line
from audit.models import RefusalTally
from audit.writing import Target, append

logger = logging.getLogger(__name__)
FLUSHED_AT_ONCE = 20  # tallies of past minutes that one new refusal writes along with itself


def note(actor: Actor, act: str, thing: object, error: Exception) -> None:
    """Records a refusal in a short transaction of its own. Never fails its caller: what goes wrong is logged."""
    row = thing if isinstance(thing, models.Model) and thing.pk is not None else None
    target = Target.of(row) if row else Target("audit.act", act[:64], one_line(act))
    try:
        with transaction.atomic():
            audience = audiences.of(row) if row else []
            first = _count(actor, act, target, audience)
            if first:
                append(new_id(), ACT_REFUSED, actor, target, audience, {"act": act, **why(error)}, "")
        if first:
            flush(limit=FLUSHED_AT_ONCE)
    except (DatabaseError, ChainCollision):
        logger.exception("a refusal of %s could not be recorded", act)


def why(error: Exception) -> dict[str, Value]:
    """What the log keeps of a refusal: our own sentence, or the names of the fields; nothing that was typed."""
    if isinstance(error, ValidationError):
        fields = sorted(error.error_dict) if hasattr(error, "error_dict") else []
        codes = sorted({str(e.code) for e in getattr(error, "error_list", []) if e.code})
        return {"because": "invalid", "fields": fields, "codes": codes}
    because = "not_allowed" if isinstance(error, PermissionDenied) else "invalid_move"
    text = error.message if isinstance(error, InvalidMove) else str(error)
    return {"because": because, "sentence": one_line(text)}


def _count(actor: Actor, act: str, target: Target, audience: list[UUID]) -> bool:
    """Whether this refusal is the first of its kind in this minute."""
    tally, first = RefusalTally.objects.get_or_create(
        minute=_minute(timezone.now()),
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        act=act,
        target_type=target.type,
        target_id=target.id,
        defaults={
            "actor_label": actor.label,
            "target_label": target.label,
            "audience": [str(key) for key in audience],
        },
    )
    if not first:
        RefusalTally.objects.filter(pk=tally.pk).update(times=F("times") + 1)
    return first


def flush(now: datetime | None = None, limit: int | None = None) -> int:
    """Writes the repeats of each minute that is over as one event and forgets the tally; returns how many it forgot.

    To be called every minute or so; a new refusal calls it too. Each tally in a transaction of its own."""
    past = RefusalTally.objects.filter(minute__lt=_minute(now or timezone.now())).order_by("minute", "pk")
    return sum(_flush_one(key) for key in list(past.values_list("pk", flat=True)[:limit]))


def _flush_one(key: int) -> bool:
    with transaction.atomic():
        tally = RefusalTally.objects.select_for_update(skip_locked=True).filter(pk=key).first()
        if tally is None:
            return False
        if tally.times > 1:
            append(
                new_id(),
                REFUSAL_REPEATED,
                Actor(ActorKind(tally.actor_kind), tally.actor_id, tally.actor_label),
                Target(tally.target_type, tally.target_id, tally.target_label),
                [UUID(organisation) for organisation in tally.audience],
                {
                    "act": tally.act,
                    "times": tally.times - 1,
                    "minute": tally.minute.isoformat(timespec="minutes"),
                },
                "",
            )
        tally.delete()
        return True


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
