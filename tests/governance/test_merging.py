import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.merging import Mark, combine

MARK = Mark("[theirs]", "[mine]", "[end]")
BASE = "One.\n\nTwo.\n\nThree."


def test_changes_in_different_places_are_both_taken():
    assert combine(BASE, "One!\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\nThree!", MARK) == "One!\n\nTwo.\n\nThree!"


def test_changes_in_one_place_both_stand_under_marks():
    both = combine(BASE, "One.\n\nTheirs.\n\nThree.", "One.\n\nMine.\n\nThree.", MARK)

    assert both == "One.\n\n[theirs]\n\nTheirs.\n\n[mine]\n\nMine.\n\n[end]\n\nThree."


def test_the_same_change_stands_once():
    assert combine(BASE, "One.\n\nNew.\n\nThree.", "One.\n\nNew.\n\nThree.", MARK) == "One.\n\nNew.\n\nThree."


def test_what_one_removed_and_the_other_left_is_removed():
    assert combine(BASE, "One.\n\nThree.", BASE, MARK) == "One.\n\nThree."


def test_what_one_removed_and_the_other_rewrote_stays():
    assert "Rewritten." in combine(BASE, "One.\n\nThree.", "One.\n\nRewritten.\n\nThree.", MARK)


def test_without_a_common_text_every_difference_is_marked():
    assert combine(None, "A\nSame", "B\nSame", MARK) == "[theirs]\n\nA\n\n[mine]\n\nB\n\n[end]\nSame"


LINES = st.lists(st.sampled_from(["a", "b", "c", "d", ""]), max_size=8).map("\n".join)


@given(theirs=LINES, mine=LINES, base=st.none() | LINES)
def test_no_line_that_is_new_on_either_side_is_lost(theirs, mine, base):
    both = combine(base, theirs, mine, MARK).split("\n")

    known = set((base or "").split("\n"))
    assert {line for line in theirs.split("\n") if line} - known <= set(both)
    assert {line for line in mine.split("\n") if line} - known <= set(both)


@given(text=LINES, base=st.none() | LINES)
@pytest.mark.parametrize("same", ["both", "theirs", "mine"])
def test_one_text_alone_comes_back_as_it_is(same, text, base):
    if same == "both" or base is None:
        assert combine(base, text, text, MARK) == text
    elif same == "theirs":
        assert combine(base, base, text, MARK) == text
    else:
        assert combine(base, text, base, MARK) == text
