"""The tasks of this app. Each may run more than once, so each is safe to repeat."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django_tasks import task

from audit import refusals, verification
from governance.jobs.errors import GivenUp
from governance.jobs.reaper import forget_old


@task()
def verify_log() -> None:
    """Checks the whole log; a fault fails the job, with the fault as its sentence."""
    fault = next(verification.faults(), None)
    if fault is not None:
        where = _(" (event %(event)s)") % {"event": fault.event} if fault.event else ""
        raise GivenUp(_("The log has a fault: %(fault)s") % {"fault": f"{fault.message}{where}"})


@task()
def write_refusals() -> None:
    """Moves the counts of repeated refusals into the log."""
    refusals.flush()


@task()
def forget_old_jobs() -> None:
    forget_old()
