"""Runs one job and writes down how it ended: done, back into the queue, or given up."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from audit.errors import InvalidMove
from governance.jobs.errors import GivenUp, TakenOver, TookTooLong, TryAgain
from governance.jobs.heart import Heart
from governance.jobs.limits import attempts, backoff, limit
from governance.jobs.progress import reporting
from governance.jobs.queue import put_back
from governance.models import Job, JobState
from governance.services.jobs import actor_of, give_up

logger = logging.getLogger(__name__)


def mark_running(job: Job, worker: str) -> Job:
    """Starts the next attempt of a queued job. The caller has locked it, with its `task_result`."""
    job.state = JobState.RUNNING
    job.attempt += 1
    job.started_at = timezone.now()
    Job.objects.filter(pk=job.pk).update(
        state=job.state,
        attempt=job.attempt,
        started_at=job.started_at,
        heartbeat_at=Now(),
        finished_at=None,
        error="",
    )
    job.task_result.claim(worker)
    return job


def perform(job: Job, heart: Heart | None = None) -> None:
    """Runs a job that `mark_running` started. Never raises what the task raises, save a request to stop."""
    row = job.task_result
    try:
        with reporting(job, heart), _time_limit():
            value = row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        _done(job, value)
    except TakenOver:
        logger.warning("job %s is another worker's by now", job.pk)
    except GivenUp as error:
        _given_up(job, error, str(error))
    except (ValidationError, InvalidMove, PermissionDenied) as error:
        _given_up(job, error, _sentence(error))
    except TryAgain as error:
        _again(job, error, str(error))
    except TookTooLong as error:
        _again(job, error, _("It took too long, so it was stopped."))
    except Exception as error:
        logger.exception("job %s, attempt %d: %s failed", job.pk, job.attempt, job.task)
        _again(job, error, _("Something went wrong on our side."))
    except BaseException as error:
        _back(job, error, timedelta(), "")
        raise


def run_now(job: Job) -> Job:
    """Runs a queued job in this process, for tests and commands. Returns it as it is afterwards."""
    with transaction.atomic():
        job = Job.objects.select_for_update(of=("self",)).select_related("task_result").get(pk=job.pk)
        if job.state != JobState.QUEUED:
            return job
        mark_running(job, "this process")
    perform(job)
    return Job.objects.get(pk=job.pk)


@contextmanager
def _time_limit() -> Iterator[None]:
    """Raises TookTooLong in the main thread when the time of one attempt is over; elsewhere never."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before: Callable[[int, FrameType | None], object] | int | None = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, limit("TIME_LIMIT"))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TookTooLong


def _done(job: Job, value: object) -> None:
    """`value`: a mapping with `href` and `text` of what was made, or nothing."""
    result = dict(value) if isinstance(value, Mapping) else {}
    with transaction.atomic():
        mine = Job.objects.same_run(job)
        if mine.update(state=JobState.DONE, result=result, error="", finished_at=timezone.now()):
            _end_row(job.task_result, TaskResultStatus.SUCCESSFUL)
        else:
            logger.warning("job %s was done twice: another worker had taken it up", job.pk)


def _end_row(row: DBTaskResult[Any, Any], status: TaskResultStatus) -> None:
    row.status = status
    row.finished_at = timezone.now()
    row.save(update_fields=["status", "finished_at"])


def _again(job: Job, error: BaseException, sentence: str) -> None:
    if job.attempt >= attempts():
        tried = _("We tried %(times)d times.") % {"times": job.attempt}
        _given_up(job, error, f"{sentence} {tried}")
    else:
        _back(job, error, backoff(job.attempt), sentence)


def _back(job: Job, error: BaseException, delay: timedelta, sentence: str) -> None:
    with transaction.atomic():
        mine = Job.objects.same_run(job).select_related("task_result")
        held = mine.select_for_update(of=("self",)).first()
        if held is not None:
            _keep_trace(held, error)
            put_back(held, delay, sentence)


def _given_up(job: Job, error: BaseException, sentence: str) -> None:
    _keep_trace(job, error)
    give_up(job, by=actor_of(job), sentence=sentence)


def _keep_trace(job: Job, error: BaseException) -> None:
    """For operators: which error it was. Its message stays out, since it may hold somebody's words."""
    kind = type(error)
    DBTaskResult.objects.filter(pk=job.task_result.pk).update(
        exception_class_path=f"{kind.__module__}.{kind.__qualname__}", traceback=_places(error)
    )


def _places(error: BaseException) -> str:
    lines = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_qualname}")
        trace = trace.tb_next
    return "\n".join(lines)


def _sentence(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
