"""In random worlds the search finds what a person may read, and a page of it does not differ by a single byte where two
worlds differ only in what the person may not see."""

from __future__ import annotations

from contextlib import contextmanager
from random import Random

import pytest
import time_machine
from django.test import Client

from governance.models import DocumentVersion, SearchEntry
from governance.search import hits, indexing
from tests.governance.search.twins import QUERIES, build_twin
from tests.governance.worlds import TODAY, build, check_in_worlds
from tests.once import rolled_back

pytestmark = pytest.mark.django_db
NOW = "2026-11-24T12:00:00+00:00"
BRIEF, LONG = 4, 200


@pytest.mark.parametrize("count", [15, pytest.param(100, marks=pytest.mark.long)])
def test_the_search_sees_what_the_person_may_read(count):
    check_in_worlds(count, search_sees)


def search_sees(world):
    with time_machine.travel(NOW, tick=True), rolled_back():
        people = build(world)
        indexing.index_due()
        for person in people:
            may = set(
                DocumentVersion.objects.visible_to(person).in_force(TODAY).values_list("document", flat=True)
            )
            rows = SearchEntry.objects.visible_to(person).valid(TODAY).filter(source="section")
            assert set(rows.values_list("document", flat=True)) == may
            bodies = SearchEntry.objects.visible_to(person).filter(source="organisation")
            assert bodies.count() == 2


@contextmanager
def ranking_at_most(count):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hits, "RANKED", count)
        yield


def pages(seed, *, hidden):
    """What each person gets for each search in the world of this seed, with what they may not see or without."""
    with time_machine.travel(NOW, tick=False), rolled_back(), ranking_at_most(3 if seed % 2 else 1000):
        people = build_twin(Random(seed), Random(seed + 1) if hidden else None)
        found = {}
        for name, person in people.items():
            client = Client()
            if person is not None:
                client.force_login(person)
            for query in QUERIES:
                answer = client.get(f"/search/?{query}")
                headers = {key: value for key, value in answer.headers.items() if key != "Set-Cookie"}
                found[name, query] = (answer.status_code, answer.content, headers)
        return found, SearchEntry.objects.filter(is_open=False).count()


def compare(seeds):
    compared, hidden, shown = 0, 0, 0
    for seed in seeds:
        (without, few), (along, more) = pages(seed, hidden=False), pages(seed, hidden=True)
        assert [key for key in without if without[key] != along[key]] == [], seed
        compared += len(without)
        hidden += more - few
        shown += sum(
            b'class="sr-results__item"' in content for _status, content, _headers in without.values()
        )
    assert hidden > 0
    assert shown > 0
    return (
        f"{len(seeds)} worlds, {compared} pages compared byte by byte ({shown} with hits), "
        f"{hidden} hidden entries: 0 differ"
    )


def test_what_a_person_may_not_see_changes_no_byte(record_property):
    record_property("figure", compare(range(BRIEF)))


@pytest.mark.long
def test_what_a_person_may_not_see_changes_no_byte_in_many_worlds(record_property):
    record_property("figure", compare(range(1000, 1000 + LONG)))


def test_a_leak_would_be_found(monkeypatch):
    """The test of the test: with the rights taken out of the search, the pages differ."""
    monkeypatch.setattr(SearchEntry.objects.all().__class__, "visible_to", lambda rows, person: rows.all())

    with pytest.raises(AssertionError):
        compare(range(BRIEF))
