import pytest
from django.utils import timezone

from governance.models import Job
from tests.factories.governance import make_published

pytestmark = pytest.mark.django_db
PEOPLE = ("officer", "approver", "manager", "practitioner", "auditor", "stranger")


@pytest.fixture
def job(people):
    """The job that publishing asked for, by the approver."""
    make_published(people.organisation, people.officer, people.approver)
    return Job.objects.get()


def page(client, job, person, query=""):
    client.force_login(person)
    return client.get(job.get_absolute_url() + query)


def failed(job):
    Job.objects.update(state="failed", finished_at=timezone.now(), error="The printer is on fire.")
    job.task_result.status = "FAILED"
    job.task_result.save()


def test_job_has_its_readers(client, people, job):
    seen = {name: page(client, job, getattr(people, name)).status_code for name in PEOPLE}

    assert seen == {
        "officer": 200, "approver": 200, "manager": 200, "practitioner": 404, "auditor": 404, "stranger": 404,
    }  # fmt: skip
    client.logout()
    assert client.get(job.get_absolute_url()).status_code == 302


def test_waiting_job_looks_again_until_it_is_told_not_to(client, people, job):
    assert page(client, job, people.approver)["Refresh"] == "3"
    assert "Refresh" not in page(client, job, people.approver, "?stay").headers


def test_done_job_leads_to_its_result(client, people, job):
    Job.objects.update(
        state="done", finished_at=timezone.now(), result={"href": "/policies/", "text": "See it"}
    )

    answer = page(client, job, people.approver)

    assert '<a class="govuk-link" href="/policies/">See it</a>' in answer.content.decode()
    assert "Refresh" not in answer.headers


def test_failed_job_says_why_and_offers_another_try(client, people, job):
    failed(job)

    shown = page(client, job, people.officer).content.decode()

    assert "The printer is on fire." in shown
    assert "Try again" in shown


def test_another_try_puts_it_back_into_the_queue(client, people, job):
    failed(job)
    client.force_login(people.approver)

    answer = client.post(job.get_absolute_url())

    job.refresh_from_db()
    assert (answer.url, job.state) == (job.get_absolute_url(), "queued")


def test_a_job_that_did_not_fail_is_not_tried_again(client, people, job):
    client.force_login(people.approver)

    answer = client.post(job.get_absolute_url(), follow=True)

    job.refresh_from_db()
    assert (answer.status_code, job.state) == (200, "queued")


def test_who_does_not_see_it_cannot_try_it_again(client, people, job):
    failed(job)
    client.force_login(people.stranger)

    assert client.post(job.get_absolute_url()).status_code == 404
    job.refresh_from_db()
    assert job.state == "failed"


def test_other_methods_are_refused(client, people, job):
    client.force_login(people.approver)

    assert client.delete(job.get_absolute_url()).status_code == 405
