"""Columns share the width of a table by what they say; the printer need not find it out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.pdf.widths import shares

HEAD = ("Route", "Often")


def test_the_column_that_says_more_is_wider():
    wide, narrow = shares([HEAD, ("From the council to the trust and back", "Daily"), ("The same", "Daily")])

    assert wide > 2 * narrow


def test_more_than_a_line_of_text_takes_no_more():
    assert shares([HEAD, ("word " * 40, "Daily")]) == shares([HEAD, ("word " * 900, "Daily")])


def test_a_word_has_room_although_the_column_says_little():
    (_long, narrow) = shares([("Text", "Confidentiality"), *[("word " * 20, "Yes")] * 9])

    assert narrow * 174 // 100 >= 2 * len("Confidentiality")  # mm across the page; some 2 mm a letter


@pytest.mark.parametrize("rows", [[("A",)], [("A", "B"), ("only one",)], [("", ""), ("", "")]])
def test_few_and_empty_cells_have_a_share(rows):
    assert all(share > 0 for share in shares(rows))


@given(st.lists(st.lists(st.integers(0, 200), min_size=5, max_size=5), min_size=1, max_size=6))
def test_shares_never_exceed_the_whole(lengths):
    found = shares([["x" * length for length in row] for row in lengths])

    assert len(found) == 5
    assert sum(found) <= 100
