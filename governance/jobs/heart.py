"""The heartbeat of a running job: a thread with its own connection, so that it beats in long transactions."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, connection
from django.db.models.functions import Now

from governance.jobs.limits import limit
from governance.models import Job

logger = logging.getLogger(__name__)
BEATS_BEFORE_THE_LIMIT = 5
SHORTEST_PAUSE = 0.25  # seconds between two reports of progress that are written


@dataclass(frozen=True)
class Progress:
    done: int
    total: int
    text: str


def beat(job: Job, progress: Progress | None) -> bool:
    """Writes a sign of life, and progress if there is any. False when the job is another worker's by now."""
    mine = Job.objects.same_run(job)
    if progress is None:
        return bool(mine.update(heartbeat_at=Now()))
    return bool(
        mine.update(
            heartbeat_at=Now(),
            progress_done=progress.done,
            progress_total=progress.total,
            progress_text=progress.text,
        )
    )


class Heart:
    """Beats from `start` to `stop`, or until the time limit, so that a job that hangs is noticed."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.is_lost = False
        self._progress: Progress | None = None
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._ends = time.monotonic() + limit("TIME_LIMIT") + limit("HEARTBEAT_LIMIT")
        self._thread = threading.Thread(target=self._run, name=f"heart of {job.pk}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Returns when the thread has ended, so that no beat follows."""
        self._stopped.set()
        self._wake.set()
        self._thread.join()

    def report(self, progress: Progress) -> None:
        self._progress = progress
        self._wake.set()

    def _run(self) -> None:
        pause = limit("HEARTBEAT_LIMIT") / BEATS_BEFORE_THE_LIMIT
        try:
            while not self._stopped.is_set() and time.monotonic() < self._ends:
                self._wake.wait(pause)
                self._wake.clear()
                if self._stopped.is_set():
                    return
                self._beat()
                self._stopped.wait(min(SHORTEST_PAUSE, pause))
        finally:
            connection.close()

    def _beat(self) -> None:
        try:
            self.is_lost = not beat(self.job, self._progress) or self.is_lost
        except (DatabaseError, InterfaceError):
            logger.warning("heartbeat of job %s could not be written", self.job.pk)
            connection.close()
