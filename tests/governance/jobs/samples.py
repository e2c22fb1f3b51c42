"""Tasks for the tests of the queue."""

import os
import time

from django.core.exceptions import ValidationError
from django_tasks import task

from governance.jobs.errors import GivenUp, TryAgain
from governance.jobs.progress import report
from organisations.models import Organisation


@task()
def make(href="/made/"):
    return {"href": href, "text": "What was made"}


@task()
def count_pages(pages):
    for page in range(1, pages + 1):
        report(page, pages, f"page {page} of {pages}")


@task()
def break_down():
    raise RuntimeError("a secret word")


@task()
def give_up():
    raise GivenUp("The text is too long for a PDF.")


@task()
def refuse():
    raise ValidationError("The day is missing.")


@task()
def later():
    raise TryAgain("The mail server does not answer.")


@task()
def take_long(seconds=60):
    time.sleep(seconds)


@task()
def write_and_wait(path, seconds):
    """Says in a file which process runs it, then takes its time; the second process to come is quick."""
    with open(path, "a+") as file:
        file.seek(0)
        is_first = not file.read()
        file.write(f"{os.getpid()}\n")
    if is_first:
        time.sleep(seconds)


@task()
def count_organisations():
    return {"text": str(Organisation.objects.count())}
