"""Notes with each act what it may have changed for people, and wakes the job that tells them after the commit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from audit.actors import job
from audit.listeners import subscribe
from audit.models import Event
from audit.models.event import type_of
from audit.operations import current_operation
from audit.verbs import VERBS
from governance import events
from governance.jobs.queue import wake
from governance.models import Document, NoticeDue, Reading, TrainingItem
from governance.notices.lock import hold
from governance.notices.notice import Scope
from governance.notices.refreshing import AT_ONCE, Told, refresh
from governance.search.batches import batches

TASK = "governance.jobs.tasks.tell_people"
RELEVANT = (
    "access.", "approval.", "comment.", "document.", "four_eyes.", "member.", "membership.", "office.", "person.",
    "reading.", "review.", "team.", "template.", "training.", "version.",
    "agreement.", "leaving.", "suspension.", "signatory.", "signature.", "signing.",
)  # fmt: skip  # beginnings of verbs; who merely writes on gives nobody cause
# What changes no row gives no cause, such as signing in or taking out a list; but for these.
ALL_THE_SAME = frozenset({events.VERSION_REMINDED.name, events.TEMPLATE_PUBLISHED.name, "signing.reminded"})
DOCUMENTS = {
    "governance.document": ("pk",),
    "governance.documentversion": ("versions",),
    "governance.commentthread": ("comment_threads",),
    "governance.readingrequest": ("reading_requests",),
    "governance.template": ("adopted__template",),
    "organisations.organisation": ("organisation",),
    "organisations.membership": ("organisation__memberships",),
    "organisations.appointment": ("organisation__appointments",),
    "organisations.team": ("reading_requests__addressees__team",),
    "organisations.user": ("organisation__memberships__user", "owner"),
}  # what an event is about -> how documents whose notices may be others by it hang on that
TRAININGS = {
    "governance.trainingitem": ("pk",),
    "governance.readingrequest": ("requests",),
    "organisations.organisation": ("organisation",),
    "organisations.membership": ("organisation__memberships",),
    "organisations.team": ("requests__addressees__team",),
    "organisations.user": ("organisation__memberships__user",),
}
READING = type_of(Reading)
WATCHED = frozenset({*DOCUMENTS, *TRAININGS, READING})


def note(event: Event) -> None:
    """In the transaction of the act: rolled back, it leaves nothing."""
    if event.target_type not in WATCHED or not event.verb.startswith(RELEVANT):
        return
    if not VERBS[event.verb].changes_data and event.verb not in ALL_THE_SAME:
        return
    NoticeDue.objects.create(target_type=event.target_type, target_id=UUID(event.target_id))
    operation = current_operation()
    if operation is None or operation.is_first("notices"):
        transaction.on_commit(wake_job, robust=True)


def wake_job() -> None:
    wake(TASK, by=job("tell_people"), label=_("Telling people"))


def wake_after_commit() -> None:
    """For acts that change what waits without giving anybody cause."""
    transaction.on_commit(wake_job, robust=True)


def is_waiting() -> bool:
    """Whether something is due."""
    return NoticeDue.objects.exists()


def refresh_due(now: datetime | None = None) -> Told:
    """Looks at all that acts have touched, in batches. Safe to run twice, and by several workers at once."""
    told = Told()
    while rows := list(NoticeDue.objects.order_by("pk")[:AT_ONCE]):
        touched: dict[str, set[UUID]] = defaultdict(set)
        for row in rows:
            touched[row.target_type].add(row.target_id)
        with transaction.atomic():
            hold()
            for scope in _scopes(touched):
                told += refresh(scope, now=now)
            NoticeDue.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return told


def _scopes(touched: dict[str, set[UUID]]) -> Iterator[Scope]:
    """A reading is one person's: it says nothing of what others are told."""
    documents = _hanging_on(Document.objects.all(), DOCUMENTS, touched)
    trainings = _hanging_on(TrainingItem.objects.all(), TRAININGS, touched)
    for keys in batches(documents, AT_ONCE):
        yield Scope(documents=keys)
    for keys in batches(trainings, AT_ONCE):
        yield Scope(trainings=keys)
    readings = Reading.objects.filter(pk__in=touched.get(READING, ()))
    for user, document, training in readings.values_list("user", "document", "training"):
        if document not in documents and training not in trainings:
            yield Scope(_some(document), _some(training), people=frozenset({user}))


def _hanging_on(
    things: QuerySet[Any], ways: Mapping[str, tuple[str, ...]], touched: Mapping[str, set[UUID]]
) -> dict[UUID, None]:
    found: dict[UUID, None] = {}
    for target, paths in ways.items():
        for path in paths if target in touched else ():
            keys = things.filter(**{f"{path}__in": touched[target]}).order_by("pk")
            found |= dict.fromkeys(keys.values_list("pk", flat=True))
    return found


def _some(key: UUID | None) -> tuple[UUID, ...]:
    return (key,) if key is not None else ()


subscribe(note)
