"""What a page of the search costs at 1,000 and at 100,000 agreements: ratios and counts, never milliseconds."""

from __future__ import annotations

import pytest

from benchmarks.search import run, say

GOAL, KEPT = 3, 5  # times the floor at the median: what we want, and what it must not grow beyond
AT_WORST = 10
PRACTITIONER = 1.3  # times the administrator


@pytest.mark.long
@pytest.mark.postgres
@pytest.mark.django_db
def test_a_search_stays_near_its_floor_however_many_agreements_there_are(record_property):
    small, large = run([1000, 100_000], repeats=9)

    for measured in (small, large):
        goal = "reached" if measured.median <= GOAL else "missed"
        record_property("figure", f"{say(measured)}; goal of {GOAL} at the median {goal}")
        assert measured.median <= KEPT
        assert measured.worst <= AT_WORST
        assert measured.roles["practitioner"] <= PRACTITIONER * measured.roles["administrator"]
        assert len({tuple(counts) for counts in measured.queries.values()}) == 1  # the same for each role
