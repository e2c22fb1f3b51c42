"""Signing when processes die, when one request comes many times, and when many sign at once."""

from __future__ import annotations

import json
import subprocess

import pytest
from django.db import connection

from governance import failpoints
from tests.faults.databases import ROOT, command, environment
from tests.faults.test_writers import check_locks, tell


def launched(url, *words, patience=240):
    done = subprocess.run(
        command(*words), env=environment(url), cwd=ROOT, capture_output=True, text=True, timeout=patience
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def killed(url, record_property, each, **more):
    report = launched(url, "-m", "tests.faults.launch", "signing", "--each", str(each), **more)
    record_property(
        "figure",
        f"{report['kills']} kills at {len(report['points'])} points of signing on {report['engine']}: "
        f"{len(report['half'])} half done, {report['seconds']} s",
    )
    return report


def test_a_kill_at_each_point_of_signing_leaves_nothing_half_done(database_url, record_property):
    report = killed(database_url, record_property, 1)

    assert report["half"] == []
    assert report["points"] == {point: {"killed": 1} for point in failpoints.SIGNING}
    assert report["kills"] == 10


@pytest.mark.long
def test_five_hundred_kills_at_the_points_of_signing_leave_nothing_half_done(database_url, record_property):
    report = killed(database_url, record_property, 50, patience=3600)

    assert report["half"] == []
    assert report["kills"] == 500


def test_fifty_equal_requests_at_once_are_one_signature_and_fifty_equal_answers(
    database_url, record_property
):
    report = launched(database_url, "-m", "tests.faults.launch", "signing", "--at-once", "50")

    [(answer, times)] = report["answers"].items()
    assert (times, len(answer), report["half"]) == (50, 36, [])
    record_property(
        "figure", f"50 equal requests at once on {report['engine']}: 1 signature, {report['seconds']} s"
    )


@pytest.mark.parametrize("protocols", [2, 8])
def test_protocols_under_one_accord_that_are_signed_at_once_join_it_once(
    database_url, record_property, protocols
):
    words = ("-m", "tests.faults.launch", "signing", "--under-one-accord", str(protocols))
    report = launched(database_url, *words)

    assert report["signed"], report["answers"]
    assert (report["joined"], report["seats"], report["told"], report["half"]) == (1, 1, 1, [])
    record_property(
        "figure",
        f"{protocols} protocols under one accord signed at once on {report['engine']}: joined once, "
        f"{report['seconds']} s",
    )


def signed_together(url, signers, acts, rounds):
    options = {"--writers": signers, "--saves": acts, "--rounds": rounds}
    words = [str(word) for pair in options.items() for word in pair]
    return launched(url, "-m", "benchmarks", "signers", "--json", *words, patience=900)


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("signers", "acts", "rounds"), [(4, 4, 1), pytest.param(16, 20, 3, marks=pytest.mark.long)]
)
def test_signers_of_different_agreements_share_no_lock(database_url, record_property, signers, acts, rounds):
    report = signed_together(database_url, signers, acts, rounds)

    record_property("figure", tell(report, signers).replace("saves", "signatures"))
    assert connection.vendor == report["engine"]
    for each in report["rounds"]:
        assert each["many"]["saves"] == signers * acts
        check_locks(each["many"])
