from datetime import date

import pytest
import time_machine
from django import forms

from audit.forms.fields import DayField, read_day


@pytest.mark.parametrize(
    "text",
    [
        "3 April 2026",
        "3 apr 2026",
        "03/04/2026",
        "3.4.2026",
        "2026-04-03",
        "Friday 3rd April 2026",
        "3 April, 2026",
        "  3   april 2026 ",
        "3-Apr-2026",
    ],
)
def test_a_day_as_people_write_it(text):
    assert read_day(text) == date(2026, 4, 3)


@time_machine.travel("2026-06-30T23:30:00Z", tick=False)
def test_near_days_are_those_in_london():
    assert [read_day(word) for word in ("yesterday", "Today", "tomorrow")] == [
        date(2026, 6, 30),
        date(2026, 7, 1),
        date(2026, 7, 2),
    ]


@pytest.mark.parametrize(
    "text", ["31 April 2026", "4/31/2026", "soon", "3 x 2026", "April 2026", "1/1/26", "3 ma 2026"]
)
def test_what_is_no_day_is_refused_with_an_example(text):
    with pytest.raises(forms.ValidationError, match=r"Enter a day such as 3 April 2026"):
        DayField().clean(text)


def test_a_day_is_shown_in_words_and_what_was_typed_stays():
    assert DayField().prepare_value(date(2026, 4, 3)) == "3 April 2026"
    assert DayField().prepare_value("3 x") == "3 x"


def test_an_empty_day_may_be_left_out():
    assert DayField(required=False).clean("") is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2026, 3, 3), "3 March 2026"),
        ("2026-03-03", "3 March 2026"),
        ("3/3/26", "3/3/26"),
        ("2026-13-03", "2026-13-03"),
        ("yesterday", "yesterday"),
        (None, None),
    ],
)
def test_a_day_stands_in_its_box_in_words_and_anything_else_as_it_was_typed(value, shown):
    assert DayField().prepare_value(value) == shown
