"""Rows that changed are cells again: in one table, with as many cells in each row, and no word lost."""

from hypothesis import given
from hypothesis import strategies as st

from governance.redline import Op, compare_text
from governance.redline_tables import tables

OLD = "| Item | Why |\n| --- | --- |\n| Name | To find the child |\n| Date of birth | To tell two apart |"


def table(*rows):
    head, *body = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([head, "| --- " * len(rows[0]) + "|", *body])


def compared(old, new):
    rows = [change for change in compare_text(old, new) if change.shape == "row"]
    return list(tables(rows))


def marked(rows):
    """Each row with its cells as text: [-went-] and {+came+}."""
    marks = {Op.SAME: "{}", Op.ADDED: "{{+{}+}}", Op.REMOVED: "[-{}-]"}
    return [
        [" ".join(marks[piece.op].format(piece.text.strip()) for piece in cell) for cell in row.cells]
        for row in rows
    ]


def test_words_are_marked_inside_their_cell():
    (rows,) = compared(OLD, OLD.replace("find the child", "find the right child"))

    assert marked(rows) == [
        ["Item", "Why"],
        ["Name", "To find the {+right+} child"],
        ["Date of birth", "To tell two apart"],
    ]
    assert [row.is_head for row in rows] == [True, False, False]


def test_rows_that_came_and_went_stand_in_the_table():
    (rows,) = compared(
        OLD, f"{OLD}\n| School | To ask the teacher |".replace("| Name | To find the child |\n", "")
    )

    assert marked(rows) == [
        ["Item", "Why"],
        ["[-Name-]", "[-To find the child-]"],
        ["Date of birth", "To tell two apart"],
        ["{+School+}", "{+To ask the teacher+}"],
    ]


def test_a_column_that_came_stands_in_its_place():
    old = table(["Item", "Why"], ["Name", "To find the child"], ["School", "To ask"])
    new = table(["Item", "Who", "Why"], ["Name", "Officer", "To find the child"], ["School", "", "To ask"])

    (rows,) = compared(old, new)

    assert marked(rows) == [
        ["Item", "{+Who+}", "Why"],
        ["Name", "{+Officer+}", "To find the child"],
        ["School", "", "To ask"],
    ]


def test_a_column_that_went_and_a_row_that_came():
    old = table(["Item", "Who", "Why"], ["Name", "Officer", "To find the child"])
    new = table(["Item", "Why"], ["Name", "To find the child"], ["School", "To ask the teacher"])

    (rows,) = compared(old, new)

    assert marked(rows) == [
        ["Item", "[-Who-]", "Why"],
        ["Name", "[-Officer-]", "To find the child"],
        ["{+School+}", "", "{+To ask the teacher+}"],
    ]


def test_a_table_that_came_before_another_is_a_table_of_its_own():
    new = f"{table(['Step', 'By'], ['Call', 'Noon'])}\n\nBetween.\n\n{OLD}"

    assert [marked(rows)[0] for rows in compared(OLD, new)] == [["{+Step+}", "{+By+}"], ["Item", "Why"]]


def test_a_table_for_a_quite_different_one():
    new = table(["Quite", "other", "words"], ["1", "2", "3"])

    assert [{row.op for row in rows} for rows in compared(OLD, new)] == [{Op.REMOVED}, {Op.ADDED}]


def test_a_row_is_no_change_of_a_paragraph():
    changes = list(compare_text("Name and why we ask", table(["Name", "why we ask"])))

    assert [(change.op, change.shape) for change in changes] == [(Op.REMOVED, "paragraph"), (Op.ADDED, "row")]


CELLS = st.sampled_from(["", "share", "with care", "ask first", "**never**"])


@st.composite
def texts(draw):
    width = draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5))
    return table(["Head " + str(n) for n in range(width)], *rows), rows


@given(texts(), texts())
def test_both_tables_can_be_read_back_from_the_cells(old, new):
    found = compared(old[0], new[0])

    assert all(len({len(row.cells) for row in rows}) == 1 for rows in found)
    for (_text, wanted), left_out in ((old, Op.ADDED), (new, Op.REMOVED)):
        read = [
            ["".join(p.text for p in cell if p.op is not left_out).strip() for cell in row.cells]
            for rows in found
            for row in rows
            if row.op is not left_out and not row.is_head
        ]
        assert [list(filter(None, row)) for row in read] == [list(filter(None, row)) for row in wanted]
