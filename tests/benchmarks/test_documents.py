"""A document of 50 pages: its pages ask the same however many versions there are, and a comparison stays cheap."""

from __future__ import annotations

import pytest

from benchmarks.documents import LIMIT, MILLISECONDS, build, measure, say

pytestmark = pytest.mark.django_db


def shown(few: int, many: int, repeats: int, record_property) -> None:
    small, large = (measure(build(versions, f"LONG{versions}"), repeats) for versions in (few, many))
    for found in (small, large):
        record_property("figure", say(found))

    assert small.words >= 25_000
    assert large.queries == small.queries
    assert max(large.queries.values()) <= LIMIT
    assert max(small.slowest, large.slowest) <= MILLISECONDS


def test_pages_of_a_long_document_are_flat_in_its_versions(record_property):
    shown(2, 4, 3, record_property)


@pytest.mark.long
def test_pages_of_a_long_document_with_a_hundred_versions(record_property):
    shown(3, 100, 9, record_property)
