"""What came as plain text reads as plain text: no sign of it is taken for Markdown."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from governance.content.plain_text import as_written
from governance.markdown import plain

SIGNS = "ab 1.)*_`~[](){}#>+-|\\!<&;:/@'\"\n"


def words(text):
    """What can be read, with single spaces; signs that begin an item of a list are its bullet."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    "text", ["**bold**", "a *b* c", "* not a list*", "_a_", "`a`", "[a](b)", "&amp;", "a|b"]
)
def test_a_sign_stands_for_itself(text):
    assert words(plain(as_written(text))) == words(text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=SIGNS.replace("\n", ""), min_size=1, max_size=30))
@example("**a** __b__")
def test_a_line_reads_as_it_was_written(line):
    text = f"Word {line}"  # a line that begins with a bullet is an item of a list

    assert words(plain(as_written(text))) == words(text)
