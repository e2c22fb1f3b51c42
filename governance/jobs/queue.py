"""Puts work into the queue, and back into it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from audit.identifiers import new_id
from governance.models import Job, JobState

if TYPE_CHECKING:
    from audit.actors import HasActor
    from organisations.models import Organisation

WOKEN = "woken:"  # begins the keys of jobs that are used again
AnyTask: TypeAlias = "Task[..., object]"
Argument: TypeAlias = str | int | bool | None


def enqueue(
    task: AnyTask | str,
    *,
    key: str,
    by: HasActor,
    label: str,
    organisation: Organisation | None = None,
    run_after: datetime | None = None,
    **arguments: Argument,
) -> Job:
    """The job under this key, made if there is none; one that failed for good starts afresh.

    Part of the caller's transaction: rolled back, it leaves nothing. `task` may be the dotted path of a task,
    for modules below it. A task may run more than once, so it must be safe to repeat.
    """
    with transaction.atomic():
        actor = by.as_actor()
        job, is_new = Job.objects.get_or_create(
            key=key,
            defaults={
                "task": task if isinstance(task, str) else task.module_path,
                "label": label,
                "organisation": organisation,
                "actor_kind": actor.kind.value,
                "actor_id": actor.id,
                "actor_label": actor.label,
                "task_result": cast(
                    Any, lambda: _queue_row(task, run_after, arguments)
                ),  # called where it is needed
            },
        )
        if not is_new and job.has_failed:
            job = start_afresh(job)
    return job


def wake(task: str, *, by: HasActor, label: str) -> None:
    """Sees that one job of this task waits, however often it is called. Takes up one that has ended, if there is any.

    For work that finds out by itself what there is to do. A job that runs already may have looked too early, so
    another waits behind it.
    """
    jobs = Job.objects.filter(task=task)
    if jobs.queued().exists():
        return
    with transaction.atomic():
        ended = jobs.filter(state__in=[JobState.DONE, JobState.FAILED], key__startswith=WOKEN)
        job = ended.select_for_update(of=("self",), skip_locked=True).select_related("task_result").first()
        if job is None:
            enqueue(task, key=f"{WOKEN}{new_id()}", by=by, label=label)
            return
        job.attempt = 0
        job.finished_at = None
        put_back(job, timedelta())


def start_afresh(job: Job) -> Job:
    """Puts a job that failed for good back, as if never tried. Does nothing in any other state."""
    with transaction.atomic():
        job = Job.objects.select_for_update(of=("self",)).select_related("task_result").get(pk=job.pk)
        if job.has_failed:
            job.attempt = 0
            job.finished_at = None
            put_back(job, timedelta())
    return job


def put_back(job: Job, delay: timedelta, error: str = "") -> None:
    """Makes a job wait for its next attempt. The caller has locked it, with its `task_result`."""
    job.state = JobState.QUEUED
    job.progress_done = job.progress_total = 0
    job.progress_text = ""
    job.error = error
    job.save(
        update_fields=[
            "state", "attempt", "finished_at", "progress_done", "progress_total", "progress_text", "error",
        ]
    )  # fmt: skip
    row = job.task_result
    row.status = TaskResultStatus.READY
    row.run_after = timezone.now() + delay if delay else get_date_max()
    row.finished_at = None
    row.save(update_fields=["status", "run_after", "finished_at"])


def _queue_row(
    task: AnyTask | str, run_after: datetime | None, arguments: dict[str, Argument]
) -> DBTaskResult[Any, Any]:
    found: AnyTask = import_string(task) if isinstance(task, str) else task
    if run_after is not None:
        found = found.using(run_after=run_after)
    return DBTaskResult.objects.get(pk=found.enqueue(**arguments).id)
