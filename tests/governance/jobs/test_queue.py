from __future__ import annotations

import pytest
from django.db import transaction
from django.db.models.functions import Now
from django_tasks_db.models import DBTaskResult

from audit.actors import job as job_actor
from audit.models import Event
from governance.jobs.queue import enqueue, wake
from governance.jobs.running import run_now
from governance.models import Job, JobState
from tests.factories.organisations import make_organisation, make_person
from tests.governance.jobs import samples

pytestmark = pytest.mark.django_db
ME = job_actor("test")


def put(task=samples.make, key="one", **arguments):
    return enqueue(task, key=key, by=ME, label="Making it", **arguments)


def test_enqueue_keeps_who_asked_and_for_what():
    person = make_person("officer@northshire.example", name="Olive Officer")
    council = make_organisation("NCC")

    job = enqueue(samples.make, key="one", by=person, label="Making it", organisation=council, href="/there/")

    job = Job.objects.get(pk=job.pk)
    assert (job.actor_kind, job.actor_id, job.actor_label) == ("person", str(person.pk), "Olive Officer")
    assert (job.state, job.attempt, job.organisation, job.label) == (JobState.QUEUED, 0, council, "Making it")
    assert job.task == "tests.governance.jobs.samples.make"
    assert job.task_result.args_kwargs == {"args": [], "kwargs": {"href": "/there/"}}


def test_enqueue_takes_the_dotted_path_of_a_task():
    job = put("tests.governance.jobs.samples.make")

    assert run_now(job).result == {"href": "/made/", "text": "What was made"}


def test_one_key_makes_one_job_while_it_waits_and_after_it_is_done():
    first = put()
    second = put()
    run_now(first)
    third = put()

    assert first.pk == second.pk == third.pk
    assert Job.objects.count() == DBTaskResult.objects.count() == 1


def test_one_key_starts_a_failed_job_afresh():
    job = run_now(put(samples.give_up))

    again = put(samples.give_up)

    assert job.state == JobState.FAILED
    assert (again.pk, again.state, again.attempt, again.error, again.finished_at) == (
        job.pk,
        JobState.QUEUED,
        0,
        "",
        None,
    )
    assert DBTaskResult.objects.ready().count() == 1


def test_enqueue_in_a_transaction_that_is_rolled_back_leaves_nothing():
    with transaction.atomic():
        put()
        transaction.set_rollback(True)

    assert (Job.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_a_job_is_no_event_of_the_log():
    run_now(put())

    assert not Event.objects.filter(target_type="governance.job").exists()


MAKE = "tests.governance.jobs.samples.make"


def wake_it():
    wake(MAKE, by=job_actor("test"), label="Making")


def test_however_often_it_is_woken_one_job_waits():
    for _time in range(3):
        wake_it()

    assert [job.state for job in Job.objects.all()] == [JobState.QUEUED]


def test_a_job_that_runs_gets_another_behind_it():
    wake_it()
    Job.objects.update(state=JobState.RUNNING, heartbeat_at=Now())

    wake_it()

    assert sorted(job.state for job in Job.objects.all()) == [JobState.QUEUED, JobState.RUNNING]


def test_a_job_that_ended_is_woken_again():
    wake_it()
    first = run_now(Job.objects.get())

    wake_it()
    again = run_now(Job.objects.get())

    assert (again.pk, again.state, again.attempt) == (first.pk, JobState.DONE, 1)


def test_what_was_asked_for_under_a_key_of_its_own_is_left_alone():
    asked = enqueue(samples.make, key="one", by=job_actor("test"), label="Making")
    run_now(asked)

    wake_it()

    assert Job.objects.get(pk=asked.pk).state == JobState.DONE
    assert Job.objects.queued().count() == 1
