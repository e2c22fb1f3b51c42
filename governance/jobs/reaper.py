"""Finds jobs whose worker is gone, and tidies up."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from governance.jobs.limits import attempts, heartbeat_limit, limit
from governance.jobs.queue import put_back
from governance.models import Job
from governance.services.jobs import actor_of, give_up

logger = logging.getLogger(__name__)


def reap() -> int:
    """Puts every job that fell silent back, or gives it up after the last attempt. Returns how many.

    A worker that was only slow finds that its job is another attempt by now, and writes nothing.
    """
    silent = list(Job.objects.silent_for(heartbeat_limit()).values_list("pk", flat=True))
    for key in silent:
        with transaction.atomic():
            found = Job.objects.select_for_update(of=("self",), skip_locked=True).select_related(
                "task_result"
            )
            job = found.silent_for(heartbeat_limit()).filter(pk=key).first()
            if job is None:
                continue
            logger.warning("job %s fell silent in attempt %d", job.pk, job.attempt)
            if job.attempt < attempts():
                put_back(job, timedelta(), _("It was interrupted, so it is starting again."))
                continue
        give_up(
            job,
            by=actor_of(job),
            sentence=_("It was started %(times)d times and interrupted each time.") % {"times": job.attempt},
        )
    return len(silent)


def forget_old() -> int:
    """Deletes jobs done long ago, with their rows of the queue. Those that failed stay. Returns how many."""
    old = Job.objects.done_before(timezone.now() - timedelta(days=limit("KEEP_DAYS")))
    deleted, _each = DBTaskResult.objects.filter(job__in=old).delete()
    return deleted // 2
