from hypothesis import example, given
from hypothesis import strategies as st

from governance import blocks as module
from governance.blocks import Block, blocks

LINES = st.sampled_from(
    ["", " ", "\t", "Words here", "  indented", "    deep", "Two | words", "- item", "* other", "1. first", "7) last",
     "> said", "> - in it", "## Head", "| a | b |", "| --- | --- |", "| 1 |  |", "|| 2|", "| \\| | 3 |", "| :-: |--|",
     "| - | -- | --- |", "--- | ---", "---", "===", "-", "#", "+ plus", "**bold** words", "[a](https://a.example)",
     "\\- no item", "\u00a0", "\f", "\x00", "a\x00|b", "Ŵyl", "2"]
)  # fmt: skip
ENDS = st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\n \n", "\n\n\n"])


@given(st.lists(st.tuples(LINES, ENDS), max_size=14))
@example([("- item", "\n\n"), ("  indented", "\n\n"), ("Words here", "\n")])
@example([("1. first", "\n\n"), ("1. first", "\n\n"), ("| a | b |", "\n"), ("| --- | --- |", "\n\n")])
def test_a_text_part_by_part_has_the_blocks_of_the_whole(lines):
    text = "".join(line + end for line, end in lines)

    found = blocks(text)

    whole = list(module._parsed(text))
    assert found == whole
    assert [block.table for block in found] == [block.table for block in whole]


@given(st.lists(st.text("|-: a\\", min_size=1, max_size=6).map("|{}|".format), min_size=1, max_size=4))
@example(["| a | b |", "| 1 |  |", "|| 2|"])
@example(["| a \\| | b |", "| 1 | 2 |"])
@example(["| a | b |", "| 1 |", "| 1 | 2 | 3 |"])
def test_a_table_has_the_rows_that_the_parser_finds(lines):
    text = "\n".join([lines[0], "|---|:-:|", *lines[1:]])

    assert blocks(text) == list(module._parsed(text))


def test_neighbouring_tables_are_told_apart_wherever_they_stand():
    table = "| a |\n| --- |\n| 1 |"

    assert [block.table for block in blocks(f"{table}\n\nWords.\n\n{table}")] == [1, 1, 0, 2, 2]


def test_a_part_too_long_to_be_remembered_is_read_all_the_same():
    words = "word " * module.LONGEST

    assert blocks(f"{words}\n\n- item") == [Block("paragraph", words.strip()), Block("bullet", "item")]
