from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import Event
from governance.jobs.limits import backoff
from governance.jobs.running import run_now
from governance.models import Job, JobState
from tests.factories.organisations import make_organisation
from tests.governance.jobs import samples
from tests.governance.jobs.test_queue import put

pytestmark = pytest.mark.django_db


def run_until_failed(job):
    for _attempt in range(5):
        job = run_now(job)
    return job


def test_a_job_that_is_done_keeps_where_its_result_is():
    job = run_now(put(href="/there/"))

    assert (job.state, job.attempt, job.error) == (JobState.DONE, 1, "")
    assert (job.result_href, job.result_text) == ("/there/", "What was made")
    assert job.task_result.status == "SUCCESSFUL"


@pytest.mark.parametrize(
    "href", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_a_result_elsewhere_is_no_link(href):
    assert run_now(put(href=href)).result_href == ""


def test_a_job_that_breaks_waits_longer_with_each_attempt():
    before = timezone.now()

    job = run_now(put(samples.break_down))

    assert (job.state, job.attempt, job.error) == (JobState.QUEUED, 1, "Something went wrong on our side.")
    assert job.task_result.status == "READY"
    assert before + timedelta(seconds=10) <= job.task_result.run_after
    assert [backoff(n).total_seconds() for n in (1, 2, 3, 4, 9)] == [10, 20, 40, 80, 600]


def test_a_job_that_breaks_five_times_is_given_up_with_an_event():
    council = make_organisation("NCC")
    job = put(samples.break_down)
    Job.objects.filter(pk=job.pk).update(organisation=council)

    job = run_until_failed(job)

    event = Event.objects.for_target(job).get()
    assert (job.state, job.attempt) == (JobState.FAILED, 5)
    assert job.error == "Something went wrong on our side. We tried 5 times."
    assert (event.verb, event.actor_kind, event.actor_id) == ("job.failed", "job", "break_down")
    assert event.facts == {"task": "tests.governance.jobs.samples.break_down", "attempts": 5}
    assert [row.organisation for row in event.audience.all()] == [council.pk]


def test_what_an_error_says_is_kept_nowhere():
    job = run_until_failed(put(samples.break_down))

    assert job.task_result.exception_class_path == "builtins.RuntimeError"
    assert "samples.py" in job.task_result.traceback
    assert "secret" not in job.task_result.traceback + job.error


@pytest.mark.parametrize(
    ("task", "sentence"),
    [
        (samples.give_up, "The text is too long for a PDF."),
        (samples.refuse, "The day is missing."),
    ],
)
def test_a_job_that_cannot_succeed_is_given_up_at_once(task, sentence):
    job = run_now(put(task))

    assert (job.state, job.attempt, job.error) == (JobState.FAILED, 1, sentence)


def test_a_job_that_asks_to_be_tried_later_ends_with_its_sentence():
    job = run_until_failed(put(samples.later))

    assert job.error == "The mail server does not answer. We tried 5 times."


def test_a_job_that_takes_too_long_is_stopped_and_tried_again(settings):
    settings.JOBS = {"TIME_LIMIT": 0.1}

    job = run_now(put(samples.take_long))

    assert (job.state, job.error) == (JobState.QUEUED, "It took too long, so it was stopped.")


def test_progress_is_what_was_reported_last():
    job = run_now(put(samples.count_pages, pages=9))

    assert (job.progress_done, job.progress_total, job.progress_text) == (9, 9, "page 9 of 9")


def test_a_job_that_runs_is_not_run_twice():
    job = put()
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, heartbeat_at=timezone.now(), attempt=1)

    assert run_now(job).attempt == 1
