"""SIGKILL while a version is being published: done whole, or not at all."""

from __future__ import annotations

import json
import signal
import subprocess

import pytest

from governance import failpoints
from tests.faults.databases import ROOT, command, environment


@pytest.fixture
def kill(database_url, record_property):
    def kill(*words, patience=120):
        report = killed(database_url, *words, patience=patience)
        record_property("figure", tell(report))
        return report

    return kill


def killed(url, *words, patience):
    done = subprocess.run(
        command("-m", "tests.faults.launch", "publishing", *words),
        env=environment(url),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=patience,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def tell(report):
    return (
        f"{report['kills']} kills at {len(report['points'])} points of publishing and "
        f"{report['at_random'].get('killed', 0)} at random on {report['engine']}: {len(report['half'])} half done, "
        f"{report['seconds']} s"
    )


def test_a_kill_at_each_point_of_publishing_leaves_nothing_half_done(kill):
    report = kill("--each", "1")

    assert report["half"] == []
    assert report["points"] == {point: {"killed": 1} for point in failpoints.PUBLISHING}
    assert report["kills"] == 10


@pytest.mark.long
def test_two_hundred_kills_at_the_points_of_publishing_leave_nothing_half_done(kill):
    report = kill("--each", "20", "--at-random", "100", patience=1800)

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
