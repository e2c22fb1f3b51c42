from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from audit.models import Event
from governance.jobs.errors import TakenOver
from governance.jobs.heart import Heart, Progress, beat
from governance.jobs.progress import report, reporting
from governance.jobs.queue import enqueue
from governance.jobs.reaper import forget_old, reap
from governance.jobs.running import perform, run_now
from governance.jobs.worker import claim
from governance.models import Job, JobState
from tests.governance.jobs import samples
from tests.governance.jobs.test_queue import ME, put

pytestmark = pytest.mark.django_db


def silent(attempt=1, seconds=61, task=samples.make):
    """A job that a worker took, and that was last heard of so many seconds ago."""
    put(task)
    job = claim("lost:1")
    Job.objects.filter(pk=job.pk).update(
        attempt=attempt, heartbeat_at=timezone.now() - timedelta(seconds=seconds)
    )
    job.attempt = attempt
    return job


def test_a_claimed_job_is_taken_by_nobody_else():
    put()

    job = claim("first:1")

    assert (job.state, job.attempt, job.task_result.worker_ids) == (JobState.RUNNING, 1, ["first:1"])
    assert claim("second:2") is None


def test_a_job_that_fell_silent_is_taken_up_again():
    job = silent()

    assert reap() == 1

    assert Job.objects.get(pk=job.pk).state == JobState.QUEUED
    assert claim("second:2").attempt == 2


def test_a_job_that_was_heard_of_is_left_alone():
    job = silent(seconds=50)

    assert reap() == 0

    assert Job.objects.get(pk=job.pk).state == JobState.RUNNING


def test_a_job_that_fell_silent_five_times_is_given_up():
    job = silent(attempt=5)

    reap()

    job = Job.objects.get(pk=job.pk)
    assert (job.state, job.error) == (JobState.FAILED, "It was started 5 times and interrupted each time.")
    assert job.task_result.status == "FAILED"
    assert Event.objects.for_target(job).get().verb == "job.failed"


def test_a_slow_worker_writes_nothing_once_its_job_is_anothers():
    slow = silent()
    reap()
    quick = claim("second:2")

    perform(slow)

    assert not beat(slow, Progress(1, 2, "late"))
    now = Job.objects.get(pk=slow.pk)
    assert (now.state, now.attempt, now.progress_text) == (JobState.RUNNING, 2, "")
    perform(quick)
    assert Job.objects.get(pk=slow.pk).state == JobState.DONE


def test_a_slow_worker_that_fails_does_not_end_the_job_of_another():
    slow = silent(task=samples.give_up)
    reap()
    claim("second:2")

    perform(slow)

    assert Job.objects.get(pk=slow.pk).state == JobState.RUNNING


def test_a_task_is_told_that_its_job_is_anothers():
    heart = Heart(silent())
    heart.is_lost = True

    with pytest.raises(TakenOver), reporting(heart.job, heart):
        report(1, 2, "late")


def test_old_jobs_are_forgotten_save_failed_ones():
    done, failed = run_now(put(key="done")), run_now(put(samples.give_up, key="failed"))
    young = run_now(put(key="young"))
    Job.objects.exclude(pk=young.pk).update(finished_at=timezone.now() - timedelta(days=31))

    assert forget_old() == 1

    assert set(Job.objects.values_list("pk", flat=True)) == {failed.pk, young.pk}
    assert not DBTaskResult.objects.filter(pk=done.task_result_id).exists()


def test_a_job_for_later_waits():
    enqueue(samples.make, key="later", by=ME, label="Later", run_after=timezone.now() + timedelta(hours=1))

    assert claim("first:1") is None
