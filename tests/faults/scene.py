"""Small things done in a process of its own; `python -m tests.faults.launch scene NAME WORDS` prints JSON."""

from __future__ import annotations

import json

from audit.actors import job as job_actor
from governance.jobs.queue import enqueue
from governance.models import Job
from tests.governance.jobs import samples


def queue_slow(path, seconds):
    job = enqueue(
        samples.write_and_wait,
        key="slow",
        by=job_actor("test"),
        label="Slow",
        path=path,
        seconds=int(seconds),
    )
    return {"id": str(job.pk)}


def show(key):
    job = Job.objects.get(key=key)
    return {
        "state": job.state,
        "attempt": job.attempt,
        "workers": job.task_result.worker_ids,
        "error": job.error,
    }


def main(words):
    name, *words = words
    print(json.dumps({"queue_slow": queue_slow, "show": show}[name](*words)))
