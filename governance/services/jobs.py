"""Acts on jobs: giving one up for good, and having it tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus

from audit.actors import Actor
from audit.actors import job as job_actor
from audit.acts import act, record
from audit.errors import InvalidMove
from governance import events
from governance.jobs.queue import start_afresh
from governance.jobs.rights import can_try_again
from governance.models import Job, JobState
from organisations.models import User

if TYPE_CHECKING:
    from organisations.models import Organisation

LONGEST_SENTENCE = 500


def actor_of(job: Job) -> Actor:
    """The actor that a job is in the log: its task's own name."""
    return job_actor(job.task.rpartition(".")[2])


@act
def give_up(job: Job, *, by: Actor, sentence: str) -> Job:
    """Ends a job as failed for good. Does nothing if it ended or another worker took it up meanwhile."""
    locked = Job.objects.select_for_update(of=("self",)).select_related("task_result", "organisation")
    seen, job = job, locked.get(pk=job.pk)
    if job.is_finished or (job.attempt, job.started_at) != (seen.attempt, seen.started_at):
        return job
    job.state = JobState.FAILED
    job.error = sentence[:LONGEST_SENTENCE]
    job.finished_at = timezone.now()
    job.save(update_fields=["state", "error", "finished_at"])
    row = job.task_result
    row.status = TaskResultStatus.FAILED
    row.finished_at = job.finished_at
    row.save(update_fields=["status", "finished_at"])
    record(
        events.JOB_FAILED,
        job,
        by=by,
        audience=_audience(job),
        facts={"task": job.task, "attempts": job.attempt},
    )
    return job


@act
def try_again(job: Job, *, by: User) -> Job:
    """Puts a job that failed for good back into the queue.

    Raises InvalidMove for one that has not failed, PermissionDenied where the person neither asked for it nor
    may publish in its organisation.
    """
    job = Job.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=job.pk)
    if not can_try_again(by, job):
        raise PermissionDenied(
            _("Only who asked for this job, or may publish in its organisation, can do this.")
        )
    if not job.has_failed:
        raise InvalidMove(_("This job has not failed, so there is nothing to try again."))
    job = start_afresh(job)
    record(events.JOB_TRIED_AGAIN, job, by=by, audience=_audience(job), facts={"task": job.task})
    return job


def _audience(job: Job) -> list[Organisation]:
    return [job.organisation] if job.organisation is not None else []
