"""Real workers, really killed."""

from __future__ import annotations

import json
import signal
import subprocess
import time

import pytest
from django.db import connection

from tests.faults.databases import ROOT, command, environment

PATIENCE = 60  # seconds until a test gives up on a process


@pytest.fixture
def stage(database_url, tmp_path):
    stage = Stage(database_url, tmp_path / "runs")
    yield stage
    for worker in stage.workers:
        with worker:
            worker.kill()


class Stage:
    """A database with one slow job, and the workers that run it."""

    def __init__(self, url, runs):
        self.runs = runs
        self.workers = []
        self.environment = environment(url, JOBS_HEARTBEAT_LIMIT="1.5")

    def scene(self, *words):
        done = subprocess.run(
            command("-m", "tests.faults.launch", "scene", *words),
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def worker(self, *words):
        worker = subprocess.Popen(
            command("manage.py", "work", *words),
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.workers.append(worker)
        return worker

    def wait_for_start(self, worker):
        deadline = time.monotonic() + PATIENCE
        while not self.starts():
            assert worker.poll() is None, worker.stderr.read()
            assert time.monotonic() < deadline, "no worker took the job"
            time.sleep(0.02)

    def starts(self):
        return self.runs.read_text().split() if self.runs.exists() else []


def test_the_job_of_a_killed_worker_is_taken_up_by_another(stage, record_property):
    stage.scene("queue_slow", str(stage.runs), "600")
    first = stage.worker("--until-idle")  # one that queues no periodic work of its own
    stage.wait_for_start(first)
    first.send_signal(signal.SIGKILL)
    first.communicate(timeout=PATIENCE)
    killed = time.monotonic()

    second = stage.worker("--until-idle")
    output, errors = second.communicate(timeout=PATIENCE)

    assert second.returncode == 0, errors
    assert output.splitlines()[-1] == "jobs run: 1"
    assert stage.starts() == [str(first.pid), str(second.pid)]
    job = stage.scene("show", "slow")
    assert (job["state"], job["attempt"]) == ("done", 2)
    assert [worker.rpartition(":")[2] for worker in job["workers"]] == stage.starts()
    record_property(
        "figure",
        f"job of a killed worker: done in attempt {job['attempt']}, {time.monotonic() - killed:.1f} s after the "
        f"kill ({connection.vendor})",
    )


def test_a_worker_that_is_asked_to_stop_finishes_its_job(stage):
    stage.scene("queue_slow", str(stage.runs), "3")
    worker = stage.worker()
    stage.wait_for_start(worker)

    worker.send_signal(signal.SIGTERM)
    output, errors = worker.communicate(timeout=PATIENCE)

    assert worker.returncode == 0, errors
    assert output.splitlines()[-1] == "worker stopped"
    job = stage.scene("show", "slow")
    assert (job["state"], job["attempt"]) == ("done", 1)


def test_a_job_that_outlasts_the_limit_is_kept_alive_by_its_heart(stage):
    stage.scene("queue_slow", str(stage.runs), "4")
    first, second = stage.worker("--until-idle"), stage.worker("--until-idle")

    for worker in (first, second):
        _output, errors = worker.communicate(timeout=PATIENCE)
        assert worker.returncode == 0, errors

    assert len(stage.starts()) == 1
    assert stage.scene("show", "slow")["attempt"] == 1
