"""What a PDF costs, and that it is the same wherever it is made."""

from __future__ import annotations

import os

import pytest

from benchmarks.pdf import measure, say


@pytest.mark.parametrize(
    ("pages", "cpu_seconds", "megabytes"),
    [(1, 10, 200), (10, 20, 250), pytest.param(50, 60, 400, marks=pytest.mark.long)],
)
def test_a_pdf_stays_within_its_budget(pages, cpu_seconds, megabytes, record_property):
    cost = measure(pages)

    record_property("figure", say(cost))
    assert pages + 1 <= cost.pages <= pages + 6
    assert cost.cpu_seconds < cpu_seconds
    assert cost.memory < megabytes * 2**20


def test_two_processes_in_different_surroundings_make_the_same_bytes(tmp_path, record_property):
    """Their parents differ in hash seed, time zone, language and home."""
    here = measure(10)
    elsewhere = measure(
        10,
        environment=os.environ
        | {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C", "HOME": str(tmp_path)},
    )

    record_property(
        "figure", f"the same {here.pages} pages made by two processes: SHA-256 {here.sha256} twice"
    )
    assert elsewhere.sha256 == here.sha256
