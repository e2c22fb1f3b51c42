"""Writers of different documents stand in nobody's way."""

from __future__ import annotations

import json
import subprocess

import pytest
from django.db import connection

from tests.faults.databases import ROOT, command, environment

MET_AT = ("shared", "waiting", "advisory", "whole_tables")


@pytest.fixture
def write_together(database_url, record_property):
    def write_together(writers, saves, rounds):
        report = written_together(database_url, writers, saves, rounds)
        record_property("figure", tell(report, writers))
        return [each["many"] for each in report["rounds"]]

    return write_together


def written_together(url, writers, saves, rounds):
    options = {"--writers": writers, "--saves": saves, "--rounds": rounds}
    words = [str(word) for pair in options.items() for word in pair]
    done = subprocess.run(
        command("-m", "benchmarks", "writers", "--json", *words),
        env=environment(url),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def tell(report, writers):
    """The rates of each round beside the ratio: on a busy machine they differ widely."""
    rates = ", ".join(
        f"{each['many']['acts_a_second']}/{each['one']['acts_a_second']}" for each in report["rounds"]
    )
    line = f"{report['engine']}: saves a second by {writers} writers/by one: {rates}; median {report['ratio']} times"
    locks = [each["many"]["locks"] for each in report["rounds"]]
    if None in locks:
        return line
    seen = {name: sum(len(each[name]) for each in locks) for name in MET_AT}
    looks = sum(each["looks"] for each in locks)
    return f"{line}; pg_locks looked at {looks} times: " + ", ".join(
        f"{name} {count}" for name, count in seen.items()
    )


def check_locks(many):
    if connection.vendor != "postgresql":
        return
    locks = many["locks"]
    assert locks["looks"] > 10
    assert locks["most_held"] > 0
    assert {name: locks[name] for name in MET_AT} == {name: {} for name in MET_AT}
    assert many["raced"] == 0


def test_four_writers_save_all_and_share_no_lock(write_together):
    [many] = write_together(4, 10, rounds=1)

    assert many["saves"] == 40
    check_locks(many)


@pytest.mark.long
def test_sixteen_writers_save_all_and_share_no_lock(write_together):
    found = write_together(16, 40, rounds=3)

    assert [many["saves"] for many in found] == [640] * 3
    for many in found:
        check_locks(many)
