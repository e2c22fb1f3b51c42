from governance.presenting.bars import BAR, GAP, LABEL, LONGEST, Bar, BarChart


def chart(*values, top=0):
    bars = [Bar(f"Bar {value}", value) for value in values]
    return BarChart("one", "What it tells.", "Name", "Number", bars, top=top)


def test_the_greatest_is_the_longest_and_the_others_are_to_scale():
    assert [placed.length for placed in chart(4, 2, 1, 0).placed] == [LONGEST, LONGEST // 2, LONGEST // 4, 0]


def test_a_little_is_not_nothing():
    assert [placed.length for placed in chart(1000, 1, 0).placed] == [LONGEST, 1, 0]


def test_percents_are_to_the_scale_of_a_hundred():
    assert [placed.length for placed in chart(50, 0, top=100).placed] == [LONGEST // 2, 0]


def test_nothing_but_noughts_has_no_bar():
    assert [placed.length for placed in chart(0, 0).placed] == [0, 0]


def test_bars_stand_one_below_the_other_within_the_height():
    found = chart(3, 2, 1)

    tops = [placed.top for placed in found.placed]
    assert tops == [LABEL, 2 * LABEL + BAR + GAP, 3 * LABEL + 2 * (BAR + GAP)]
    assert tops[-1] + BAR + GAP == found.height
