"""How a task tells how far it is. Outside a job nothing happens, so that services can report in any case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from governance.jobs.errors import TakenOver
from governance.jobs.heart import Heart, Progress, beat
from governance.models import Job

_reporter: ContextVar[Callable[[Progress], None] | None] = ContextVar("reporter", default=None)
LONGEST_TEXT = 200


def report(done: int, total: int, text: str) -> None:
    """Shows the text and a bar on the job's page. Raises TakenOver when the job must stop."""
    reporter = _reporter.get()
    if reporter is not None:
        total = max(total, 0)
        reporter(Progress(min(max(done, 0), total), total, text[:LONGEST_TEXT]))


@contextmanager
def reporting(job: Job, heart: Heart | None) -> Iterator[None]:
    """Within it, `report` speaks of this job: through its heart, or straight where there is none."""

    def through_heart(progress: Progress) -> None:
        if heart is None:
            beat(job, progress)
            return
        if heart.is_lost:
            raise TakenOver
        heart.report(progress)

    token = _reporter.set(through_heart)
    try:
        yield
    finally:
        _reporter.reset(token)
