"""Writers of different documents stand in nobody's way."""

from __future__ import annotations

import json
import subprocess

import pytest
from django.db import connection

from tests.faults.databases import ROOT, command, environment


@pytest.fixture
def write_together(database_url, record_property):
    def write_together(writers, saves):
        report = written_together(database_url, writers, saves)
        record_property("figure", tell(report, writers))
        return report["many"]

    return write_together


def written_together(url, writers, saves):
    done = subprocess.run(
        command("-m", "benchmarks", "writers", "--json", "--writers", str(writers), "--saves", str(saves)),
        env=environment(url),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def tell(report, writers):
    one, many = report["one"]["acts_a_second"], report["many"]["acts_a_second"]
    locks = report["many"]["locks"]
    line = f"{report['engine']}: {writers} writers {many} saves a second, one writer {one}: {many / one:.2f} times"
    if locks is None:
        return line
    return f"{line}; pg_locks looked at {locks['looks']} times: {len(locks['shared'])} shared, " + (
        f"{len(locks['waiting'])} waited for, {len(locks['advisory'])} advisory, "
        f"{len(locks['whole_tables'])} on whole tables"
    )


def check_locks(many):
    if connection.vendor != "postgresql":
        return
    locks = many["locks"]
    assert locks["looks"] > 10
    assert locks["most_held"] > 0
    assert (locks["waiting"], locks["advisory"], locks["whole_tables"], locks["shared"]) == ({}, {}, {}, {})
    assert many["raced"] == 0


def test_four_writers_save_all_and_share_no_lock(write_together):
    many = write_together(4, 10)

    assert many["saves"] == 40
    check_locks(many)


@pytest.mark.long
def test_sixteen_writers_save_all_and_share_no_lock(write_together):
    many = write_together(16, 100)

    assert many["saves"] == 1600
    check_locks(many)
