"""What the benchmark of the register measures, counts and says. Its figures are no test's: they belong to a machine."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import Resolver404, resolve

from benchmarks.pages import PEOPLE, pages
from benchmarks.register import Cost, Goal, Measured, goals, growth, measure, query_counts, say


def cost(part="register", what="first page", person="anonymous", page=5.0, bare=1.0, floor=2.5, queries=2):
    return Cost(part, what, person, page, page * 2, bare, floor, queries)


def everybody(**fields):
    return [cost(person=person, **fields) for person in PEOPLE]


def is_there(address):
    try:
        return bool(resolve(address.partition("?")[0]))
    except Resolver404:
        return False


@pytest.mark.long
@pytest.mark.django_db
def test_every_page_is_measured_for_everybody_or_skipped_with_a_reason():
    call_command(
        "seed_load",
        organisations=3,
        documents=1,
        agreements=12,
        users=10,
        today=date(2026, 11, 24),
        stdout=StringIO(),
    )
    expected = [
        (page.part, page.what, person) for page in pages() if is_there(page.address) for person in PEOPLE
    ]

    found = measure(1)

    assert found.agreements == 12
    assert [(cost.part, cost.what, cost.person) for cost in found.costs] == expected
    assert found.skipped == {
        page.part: f"there is no page at {page.address.partition('?')[0]}"
        for page in pages()
        if not is_there(page.address)
    }
    assert all(cost.queries > 0 for cost in found.costs)
    assert all(0 < cost.page <= cost.worst and cost.bare > 0 and cost.floor > 0 for cost in found.costs)


def test_goals_are_of_ratios_inside_one_run():
    found = goals([Measured(1000, "postgresql", [*everybody(), *everybody(part="search", page=30.0)])])

    assert [(goal.what, goal.figure, goal.reached) for goal in found] == [
        ("list against its floor, median, 1000 agreements", 2.0, True),
        ("list against its floor, worst page, 1000 agreements", 2.0, True),
        ("search against its floor, median, 1000 agreements", 12.0, False),
        ("search against its floor, worst, 1000 agreements", 12.0, False),
        ("register: practitioner against administrator, 1000 agreements", 1.0, True),
        ("search: practitioner against administrator, 1000 agreements", 1.0, True),
    ]


def test_growth_is_against_the_bare_view_of_each_run():
    """The machine was twice as slow when the larger one was measured: that is no growth."""
    small = Measured(1000, "postgresql", [cost(), cost(what="ended")])
    large = Measured(100_000, "postgresql", [cost(page=10, bare=2), cost(what="ended", page=20, bare=2)])

    assert growth(small, large, "register") == {("first page", "anonymous"): 1.0, ("ended", "anonymous"): 2.0}


def test_pages_that_ask_more_often_are_named():
    sizes = [Measured(n, "sqlite", [cost(queries=n), cost(what="ended")]) for n in (3, 4)]

    assert query_counts(sizes) == ["register, first page, anonymous: [3, 4]"]


def test_what_was_skipped_is_said():
    lines = []

    say(Measured(5, "sqlite", [], {"search": "there is no page at /search/"}), lines.append)

    assert lines == [
        "\n5 agreements on sqlite; CPU in milliseconds, medians",
        "  skipped: the search, for there is no page at /search/",
    ]


def test_a_goal_says_whether_it_was_reached():
    assert str(Goal("list", 2.5, 2.5)) == "reached  list: 2.50, goal 2.5"
    assert str(Goal("list", 2.61, 2.5)) == "MISSED   list: 2.61, goal 2.5"
