"""Writers of different documents stand in nobody's way."""

from __future__ import annotations

import json
import subprocess

import pytest
from django.db import connection

from tests.faults.databases import ROOT, command, environment


def write_together(url, writers, saves):
    done = subprocess.run(
        command("-m", "benchmarks", "writers", "--json", "--writers", str(writers), "--saves", str(saves)),
        env=environment(url),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    one, many = report["one"]["acts_a_second"], report["many"]["acts_a_second"]
    print(f"\n{report['engine']}: 1 writer {one} saves a second, {writers} writers {many}: {many / one:.2f}x")
    return report["many"]


def check_locks(many):
    if connection.vendor != "postgresql":
        return
    locks = many["locks"]
    assert locks["looks"] > 10
    assert locks["most_held"] > 0
    assert (locks["waiting"], locks["advisory"], locks["whole_tables"], locks["shared"]) == ({}, {}, {}, {})
    assert many["raced"] == 0


def test_four_writers_save_all_and_share_no_lock(database_url):
    many = write_together(database_url, 4, 10)

    assert many["saves"] == 40
    check_locks(many)


@pytest.mark.long
def test_sixteen_writers_save_all_and_share_no_lock(database_url):
    many = write_together(database_url, 16, 100)

    assert many["saves"] == 1600
    check_locks(many)
