"""Takes jobs from the queue, one at a time, until told to stop. The claiming is that of django-tasks-db."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from types import FrameType

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from governance.jobs.heart import Heart
from governance.jobs.limits import limit
from governance.jobs.reaper import reap
from governance.jobs.running import mark_running, perform
from governance.jobs.schedule import enqueue_due
from governance.models import Job, JobState

logger = logging.getLogger(__name__)
LOOKS_BEFORE_TIDYING = 5  # silent jobs and due work are looked for at every fifth look at the queue


class Worker:
    """One process that runs jobs. SIGTERM and SIGINT let it finish its job; a second one ends it at once."""

    def __init__(self, *, schedules: bool = True) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"[:64]
        self.schedules = schedules
        self._stop = threading.Event()

    def listen(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._told_to_stop)

    def run(self) -> None:
        """Works until told to stop. Waits and goes on when the database cannot be reached."""
        looks = 0
        while not self._stop.is_set():
            try:
                close_old_connections()
                if looks % LOOKS_BEFORE_TIDYING == 0:
                    self.tidy()
                looks += 1
                if self.work_once():
                    continue
            except (DatabaseError, InterfaceError):
                logger.exception("the database could not be used")
                connection.close()
            self._stop.wait(limit("POLL"))

    def run_once(self) -> int:
        """Runs all that may start now, then returns how many jobs that were."""
        self.tidy()
        count = 0
        while not self._stop.is_set() and self.work_once():
            count += 1
        return count

    def run_until_idle(self) -> int:
        """Runs until nothing waits, not even for a later attempt. Returns how many attempts that were."""
        count = 0
        while not self._stop.is_set():
            count += self.run_once()
            if not Job.objects.unfinished().exists():
                break
            self._stop.wait(limit("POLL"))
        return count

    def tidy(self) -> None:
        reap()
        if self.schedules:
            enqueue_due()

    def work_once(self) -> bool:
        """Runs the next job. False when none may start now."""
        job = claim(self.name)
        if job is None:
            return False
        heart = Heart(job)
        began = time.monotonic()
        heart.start()
        try:
            perform(job, heart)
        finally:
            heart.stop()
        logger.info("job %s: %s took %.1f s", job.pk, job.task, time.monotonic() - began)
        return True

    def _told_to_stop(self, number: int, _frame: FrameType | None) -> None:
        if self._stop.is_set():
            raise SystemExit(128 + number)
        self._stop.set()


def claim(worker: str) -> Job | None:
    """Takes the next job that may start, so that no other worker has it; None when there is none."""
    waiting = DBTaskResult.objects.ready().filter(job__state=JobState.QUEUED)
    if not waiting.exists():  # so that an idle worker never takes SQLite's one write lock
        return None
    with exclusive_transaction():
        row = waiting.select_related("job").select_for_update(of=("self", "job"), skip_locked=True).first()
        if row is None:
            return None
        job = row.job
        job.task_result = row
        return mark_running(job, worker)
