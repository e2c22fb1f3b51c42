from __future__ import annotations

import pytest

from protocols.duration import in_words, is_period, read_period


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("P1D", "1 day"),
        ("P11M", "11 months"),
        ("P2Y", "2 years"),
        ("P3Y11M", "3 years and 11 months"),
        ("P3Y9M27D", "3 years, 9 months and 27 days"),
        ("P2W", "2 weeks"),
        ("P0D", "no time at all"),
        ("two years", "two years"),
    ],
)
def test_a_period_is_shown_in_words(text, words):
    assert in_words(text) == words


@pytest.mark.parametrize("text", ["", "P", "2Y", "PT5H", "P1Y ", "P1M1Y", "P-1D", "P1.5Y"])
def test_what_is_no_period_is_not_taken(text):
    assert not is_period(text)


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("2 years", "P2Y"),
        ("1 year and 6 months", "P1Y6M"),
        ("18 Months", "P18M"),
        ("2y, 3m", "P2Y3M"),
        ("6 weeks", "P6W"),
        ("90 days", "P90D"),
        ("p2y6m", "P2Y6M"),
    ],
)
def test_a_period_is_read_from_words(words, period):
    assert read_period(words) == period


@pytest.mark.parametrize(
    "words", ["", "for ever", "2", "two years", "2 years maybe", "1 year 2 years", "2 hours"]
)
def test_other_words_are_no_period(words):
    with pytest.raises(ValueError, match=r".*"):
        read_period(words)
