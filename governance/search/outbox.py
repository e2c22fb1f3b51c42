"""Notes with each act what it may have changed for the search, and wakes the job that looks at it after the commit."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from audit.actors import job
from audit.listeners import subscribe
from audit.models import Event
from audit.operations import current_operation
from governance import registry
from governance.jobs.queue import wake
from governance.models import SearchDue

TASK = "governance.jobs.tasks.index_search"


def note(event: Event) -> None:
    """In the transaction of the act: rolled back, it leaves nothing. What changed no data changes no entry."""
    if event.declared is not None and not event.declared.changes_data:
        return
    if not any(event.target_type in source.touched for source in registry.search_sources()):
        return
    SearchDue.objects.create(target_type=event.target_type, target_id=UUID(event.target_id))
    operation = current_operation()
    if operation is None or operation.is_first("search"):
        transaction.on_commit(wake_job, robust=True)


def owe(target_type: str, keys: Iterable[UUID]) -> None:
    """Notes what an act changed beside its target, in its transaction."""
    SearchDue.objects.bulk_create([SearchDue(target_type=target_type, target_id=key) for key in keys])


def wake_job() -> None:
    wake(TASK, by=job("index_search"), label=_("Keeping the search in step"))


def is_waiting() -> bool:
    """Whether something is due."""
    return SearchDue.objects.exists()


subscribe(note)
