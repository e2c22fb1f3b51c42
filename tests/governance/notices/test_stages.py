from datetime import date, timedelta

import pytest

from governance.notices.stages import deadline_stage, months_over, review_stage

DUE = date(2026, 6, 30)


def days_on_which_it_changes(stage, first, last):
    """The days that begin another stage."""
    found, before = [], None
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        key = getattr(stage(day), "key", None)
        if key != before and key is not None:
            found.append(day)
        before = key
    return found


def test_a_review_is_told_90_30_and_7_days_before_and_monthly_after():
    found = days_on_which_it_changes(lambda day: review_stage(DUE, day), date(2026, 1, 1), date(2026, 12, 1))

    assert found == [
        date(2026, 4, 1), date(2026, 5, 31), date(2026, 6, 23),
        date(2026, 7, 1), date(2026, 7, 30), date(2026, 8, 30), date(2026, 9, 30), date(2026, 10, 30),
        date(2026, 11, 30),
    ]  # fmt: skip


def test_a_deadline_is_told_when_asked_three_days_before_and_weekly_after():
    found = days_on_which_it_changes(
        lambda day: deadline_stage(DUE, day), date(2026, 6, 20), date(2026, 7, 20)
    )

    assert found == [
        date(2026, 6, 20), date(2026, 6, 27), date(2026, 7, 1), date(2026, 7, 8), date(2026, 7, 15),
    ]  # fmt: skip
    assert deadline_stage(None, DUE).key == "asked"


@pytest.mark.parametrize(
    ("due", "on", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 27), 0),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 31), date(2026, 3, 30), 1),
        (date(2026, 1, 31), date(2026, 3, 31), 2),
        (date(2025, 12, 15), date(2026, 12, 14), 11),
    ],
)
def test_months_are_counted_by_the_calendar(due, on, months):
    assert months_over(due, on) == months
