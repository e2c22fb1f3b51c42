import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.content.outline import (
    Outline,
    Part,
    first_difference,
    is_markdown,
    letters_lost,
    outline,
    readable,
    result_text,
    source_text,
    words_of,
)

STATEMENT = """Sharing with care: what we stand for

This statement says how Hill Academy Trust shares information about children.

Our framework

The framework has three parts:

- A **Code of Practice**, which says what we stand for.
- Procedures, which say what to do \u2013 step by step.
- One or more protocols. A **protocol** is an agreement between two or more schools, about a named

sharing activity that happens every week.

Protocols

This is supported by our adviser \u2013 see below:

\u201cEvery school can share lawfully, whether it has a protocol or not. A protocol is useful at times.

It is not needed for one child.

Use your judgement.\u201d Adviser

Signed by the chair
"""


def parts(text, markdown=None):
    markdown = is_markdown(text) if markdown is None else markdown
    return [(p.heading, p.body) for p in outline(text, markdown=markdown, fallback_heading="The text").parts]


def test_plain_text_is_cut_at_lines_that_stand_alone():
    assert [heading for heading, _body in parts(STATEMENT)] == [
        "Sharing with care: what we stand for",
        "Our framework",
        "Protocols",
    ]


def test_a_list_that_a_page_broke_is_joined_and_bold_is_kept():
    assert parts(STATEMENT)[1][1] == (
        "The framework has three parts:\n\n"
        "- A **Code of Practice**, which says what we stand for.\n"
        "- Procedures, which say what to do \u2013 step by step.\n"
        "- One or more protocols. A **protocol** is an agreement between two or more schools, about a named "
        "sharing activity that happens every week."
    )


def test_a_quotation_over_paragraphs_becomes_one():
    assert parts(STATEMENT)[2][1] == (
        "This is supported by our adviser \u2013 see below:\n\n"
        "> \u201cEvery school can share lawfully, whether it has a protocol or not. A protocol is useful at "
        "times.\n"
        ">\n"
        "> It is not needed for one child.\n"
        ">\n"
        "> Use your judgement.\u201d Adviser\n\n"
        "Signed by the chair"
    )


def test_a_short_quotation_stays_in_its_paragraph():
    assert (
        parts("Title\n\n\u201cJust share it\u201d is what he said.")[0][1]
        == "\u201cJust share it\u201d is what he said."
    )


def test_markdown_is_cut_below_its_title():
    text = "# The Code\n\n## Scope\n\nAll of us.\n\n### Schools\n\nToo.\n\n## Training\n\nYes."

    result = outline(text, markdown=True, fallback_heading="")

    assert (result.title, result.lone_title) == ("The Code", True)
    assert parts(text)[1:] == [("Scope", "All of us.\n\n### Schools\n\nToo."), ("Training", "Yes.")]


def test_markdown_with_many_highest_headings_is_cut_at_those():
    assert parts("# One\n\na\n\n# Two\n\n## Within\n\nb") == [("One", "a"), ("Two", "## Within\n\nb")]


def test_underlined_headings_are_headings():
    assert parts("# Title\n\nScope\n-----\n\nAll of us.")[1] == ("Scope", "All of us.")


def test_text_before_the_first_heading_gets_one_of_ours():
    result = outline("First words.\n\n# Scope\n\nAll.", markdown=True, fallback_heading="The Code")

    assert [(p.heading, p.added) for p in result.parts] == [("The Code", True), ("Scope", False)]
    assert result_text(result) == "First words.\nScope\nAll."


@pytest.mark.parametrize(
    "line",
    [
        "1985. That was the year.",
        "7. A lonely seventh point that goes on",
        "Use *stars* and __lines__ and snake_case [or](brackets).",
        "# 4 is a number",
        "> 5 people",
        "+ 44 1632 960100",
        "AT&amp;T and a back\\slash",
        "A | B\n--- | ---\nC | D",
        "1) One\n2) Two",
        "**not closed",
    ],
)
def test_signs_of_plain_text_come_through(line):
    text = f"Title\n\nBefore it.\n\n{line}\n\nAfter it."

    result = outline(text, markdown=False, fallback_heading="x")

    assert first_difference(text, result_text(result)) is None


def test_numbered_lines_become_a_numbered_list_where_they_count():
    assert parts("Title\n\n1. One\n2. Two\n\nThen.")[0][1] == "1. One\n2. Two\n\nThen."
    assert parts("Title\n\n1. One\n3. Three\n\nThen.")[0][1] == "1\\. One\n3\\. Three\n\nThen."


def test_two_headings_in_a_row_nest():
    text = "Title\n\nWords.\n\nPart B\n\nSecurity\n\nLock up."

    assert parts(text)[1:] == [("Part B", "### Security\n\nLock up.")]


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("one two three four", "one two four", "one two three four"),
        ("one two", "one two three", "one two three"),
        ("costs \u00a35 a day", "costs 5 a day", "costs\u00a35aday"),
        ("the same", "the\nsame", None),
    ],
)
def test_first_difference(before, after, where):
    assert first_difference(before, after) == where


def test_readable_keeps_the_numbers_of_lists():
    assert words_of(readable("1. One\n2. **Two**")) == ["1", "One", "2", "Two"]


LINES = st.lists(
    st.text(alphabet="abc DE1.\u201c\u201d\"'*_#>-|[]()&;\\:!?\u2022\u2013\u00a3", max_size=40), max_size=12
)


@given(LINES, st.sampled_from(["\n", "\n\n"]))
def test_plain_text_never_loses_a_sign(lines, gap):
    text = gap.join(lines)

    result = outline(text, markdown=False, fallback_heading="x")

    assert first_difference(source_text(text, markdown=False), result_text(result)) is None


@given(LINES, st.sampled_from(["\n", "\n\n"]))
def test_markdown_never_loses_a_word(lines, gap):
    text = gap.join(["# A title", *lines])

    result = outline(text, markdown=True, fallback_heading="x")

    assert words_of(source_text(text, markdown=True)) == words_of(result_text(result))


@pytest.mark.parametrize(
    "text",
    [
        '# A\n\nim**port**ant &amp; [caf\u00e9](https://a.example/caf\u00e9%20au "the title")',
        "# A\n\n1. one\n1. two\n\n| x | y |\n|---|---|\n| 1 | 2 | three |",
        "First.\n\nA\n-\n\n" + "> " * 40 + "deep",
    ],
)
def test_each_letter_of_a_markdown_file_stands_on_the_page(text):
    assert letters_lost(text, outline(text, markdown=True, fallback_heading="x")) is None


def test_a_letter_that_the_page_would_lose_is_named():
    result = Outline("A", False, (Part("A", "one three"),))

    assert letters_lost("# A\n\none two three", result) == "Aonetwothree"
