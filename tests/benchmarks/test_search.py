"""What a page of the search costs at 1,000 and at 100,000 agreements: ratios and counts, never milliseconds."""

from __future__ import annotations

import pytest

from benchmarks.search import run, say

TIMES_OF_FLOOR, AT_WORST = 3, 10
PRACTITIONER = 1.3  # times the administrator


@pytest.mark.long
@pytest.mark.postgres
@pytest.mark.django_db
def test_a_search_stays_near_its_floor_however_many_agreements_there_are(record_property):
    small, large = run([1000, 100_000], repeats=9)

    for measured in (small, large):
        record_property("figure", say(measured))
    counts = [{tuple(counts) for counts in measured.queries.values()} for measured in (small, large)]
    assert [len(each) for each in counts] == [1, 1]  # the same for each role
    assert large.median <= TIMES_OF_FLOOR
    assert large.worst <= AT_WORST
    assert large.roles["practitioner"] <= PRACTITIONER * large.roles["administrator"]
