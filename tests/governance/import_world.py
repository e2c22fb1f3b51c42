"""Lists small enough to read, for the tests of an import of bodies."""

from __future__ import annotations

from governance.jobs.running import run_now
from governance.models import BodyImport, Job
from governance.services import body_imports
from governance.services.body_imports import Upload

GOOD = "government-organisation,name,website,start-date,end-date\nD1,First,,2001-04,\nD2,Second,,,\n"
FAULTY = "government-organisation,name,website,start-date,end-date\nD1,,nowhere,,\nD2,Second,,soon,\n"


def file(text=GOOD, name="list.csv"):
    return Upload(name, text.encode())


def uploaded(people, *files):
    """An import that waits for its check."""
    return body_imports.upload(files or (file(),), by=people.administrator)


def checked(people, *files):
    """An import whose check is done."""
    return worked(uploaded(people, *files))


def confirmed(people, *files):
    """An import that somebody agreed to, and that waits to be written."""
    found = checked(people, *files)
    return body_imports.confirm(found, by=people.administrator, planned=found.report["print"])


def worked(found):
    """The import after its job ran."""
    run_now(Job.objects.get(pk=found.job_id))
    return again(found)


def again(found):
    return BodyImport.objects.for_page().get(pk=found.pk)
