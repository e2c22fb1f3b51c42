"""SIGKILL while a version is being published: done whole, or not at all."""

from __future__ import annotations

import json
import signal
import subprocess

import pytest

from governance import failpoints
from tests.faults.databases import ROOT, command, environment


def kill(url, *words, patience=120):
    done = subprocess.run(
        command("-m", "tests.faults.launch", "publishing", *words),
        env=environment(url),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=patience,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    print(
        f"\n{report['engine']}: {report['kills']} kills at {len(report['points'])} points of publishing "
        f"and {report['at_random'].get('killed', 0)} at random, {len(report['half'])} half done, "
        f"{report['seconds']} s"
    )
    return report


def test_a_kill_at_each_point_of_publishing_leaves_nothing_half_done(database_url):
    report = kill(database_url, "--each", "1")

    assert report["half"] == []
    assert report["points"] == {point: {"killed": 1} for point in failpoints.PUBLISHING}
    assert report["kills"] == 10


@pytest.mark.long
def test_two_hundred_kills_at_the_points_of_publishing_leave_nothing_half_done(database_url):
    report = kill(database_url, "--each", "20", "--at-random", "100", patience=1800)

    assert report["half"] == []
    assert report["kills"] == 200


def test_a_failpoint_in_the_environment_kills_the_process(database_url):
    done = subprocess.run(
        command("-c", "from governance.failpoints import reach; reach('a.point'); reach('another.point')"),
        env=environment(database_url, SR_FAILPOINT="another.point"),
        cwd=ROOT,
        check=False,
    )

    assert done.returncode == -signal.SIGKILL


def test_a_failpoint_that_is_not_armed_does_nothing():
    failpoints.reach("publish.before_commit")
