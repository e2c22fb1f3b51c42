from __future__ import annotations

from datetime import date

import pytest
import time_machine

from audit import actors
from organisations.reading import FormerName, former_names
from organisations.services.organisations import change_organisation, found_organisation
from tests.people import make_people

pytestmark = pytest.mark.django_db


def renamed(*names):
    """NCC after it was given each name, on the first of one month after the other."""
    with time_machine.travel(date(2026, 1, 1), tick=False):
        people = make_people()
        body = found_organisation("OLD", by=people.administrator, name=names[0], website="https://a.example/")
    for month, name in enumerate(names[1:], 2):
        with time_machine.travel(date(2026, month, 1), tick=False):
            body = change_organisation(body, by=actors.job("tests"), name=name)
    return body


def test_a_former_name_counts_until_the_day_of_the_change():
    assert former_names(renamed("Bath", "Bath and more", "Bath and all")) == [
        FormerName("Bath and more", date(2026, 3, 1)),
        FormerName("Bath", date(2026, 2, 1)),
    ]


def test_the_name_of_today_is_no_former_name():
    assert former_names(renamed("Bath", "Wells", "Bath")) == [FormerName("Wells", date(2026, 3, 1))]


def test_a_name_that_came_twice_is_told_once():
    names = former_names(renamed("A", "B", "A", "C"))

    assert names == [FormerName("A", date(2026, 4, 1)), FormerName("B", date(2026, 3, 1))]


def test_other_changes_make_no_former_name():
    body = renamed("Bath")
    change_organisation(body, by=actors.job("tests"), website="https://b.example/", legal_name="Bath Council")

    assert former_names(body) == []


def test_former_names_take_one_query(django_assert_num_queries):
    body = renamed("Bath", "Wells")

    with django_assert_num_queries(1):
        former_names(body)
