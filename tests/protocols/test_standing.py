from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from audit.errors import InvalidMove
from protocols.progress import Place, Progress
from protocols.standing import MOVES, Standing, check, of_party

ALLOWED = {
    ("invited", "reviewing"), ("invited", "changes_requested"), ("invited", "declined"), ("invited", "signed"),
    ("invited", "succeeded"), ("reviewing", "changes_requested"), ("reviewing", "declined"),
    ("reviewing", "signed"), ("reviewing", "succeeded"), ("changes_requested", "declined"),
    ("changes_requested", "signed"), ("changes_requested", "succeeded"), ("declined", "signed"),
    ("declined", "succeeded"), ("signed", "reviewing"), ("signed", "notice_given"), ("signed", "succeeded"),
    ("notice_given", "left"), ("notice_given", "succeeded"), ("left", "signed"),
}  # fmt: skip
TODAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 25)


@pytest.mark.parametrize(("here", "there"), sorted(product(Standing.values, Standing.values)))
def test_moves_of_a_signatory_over_their_whole_square(here, there):
    if (here, there) in ALLOWED:
        check(here, there)
    else:
        with pytest.raises(InvalidMove):
            check(here, there)


def test_every_standing_has_a_row():
    assert set(MOVES) == set(Standing)


@pytest.mark.parametrize(
    ("seats", "dates", "expected"),
    [
        (["signed", "signed"], {}, "signed"),
        (["signed", "invited"], {}, "invited"),
        (["signed", "declined"], {}, "declined"),
        (["reviewing", "signed"], {}, "reviewing"),
        (["changes_requested", "reviewing"], {}, "changes_requested"),
        ([], {}, "invited"),
        (["signed"], {"leaves_on": TOMORROW}, "notice_given"),
        (["signed"], {"leaves_on": TODAY}, "left"),
        (["signed"], {"succeeded_on": TODAY}, "succeeded"),
        (["signed"], {"succeeded_on": TOMORROW}, "signed"),
        (["signed"], {"leaves_on": TODAY, "succeeded_on": TODAY}, "succeeded"),
    ],
)
def test_standing_of_a_party_on_a_day(seats, dates, expected):
    assert of_party(seats, TODAY, **dates) == expected


def place(text, **fields):
    """“A> signed invited”"""
    body, *seats = text.split()
    one_way = ">" in body
    return Place(
        body.strip(">"),
        tuple(seats),
        not one_way or body.endswith(">"),
        not one_way or body.startswith(">"),
        **fields,
    )


@pytest.mark.parametrize(
    ("places", "needs_all", "can_hold", "is_over", "is_hopeless"),
    [
        (["A signed", "B invited"], False, False, False, False),
        (["A signed", "B signed", "C invited"], False, True, False, False),
        (["A signed", "B signed", "C declined"], False, True, True, False),
        (["A signed", "B signed", "C signed"], False, True, True, False),
        (["A signed", "B signed invited"], False, False, False, False),
        (["A> signed", "B> signed", ">C invited"], False, False, False, False),
        (["A> signed", ">B signed"], False, True, True, False),
        (["A> signed", ">B declined"], False, False, False, True),
        (["A declined", "B invited", "C invited"], False, False, False, False),
        (["A signed", "B signed", "C invited"], True, False, False, False),
        (["A signed", "B signed", "C declined"], True, False, False, True),
        (["A signed", "B signed", "C signed"], True, True, True, False),
        ([], False, False, False, True),
    ],
)
def test_what_a_round_has_come_to(places, needs_all, can_hold, is_over, is_hopeless):
    progress = Progress([place(text) for text in places], needs_all)

    assert (progress.can_hold, progress.is_over, progress.is_hopeless) == (can_hold, is_over, is_hopeless)


def test_nobody_waits_for_who_joins_later():
    places = [place("A signed"), place("B signed"), place("C invited", is_joining=True)]

    assert Progress(places, needs_all=True).is_over
    assert [each.organisation for each in Progress(places).asked] == ["C"]
