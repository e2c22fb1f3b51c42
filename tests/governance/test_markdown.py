import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance import redline
from governance.markdown import NESTING_LIMIT, plain, render, shown, words


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Some **bold**", "<p>Some <strong>bold</strong></p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("3. three", '<ol start="3">\n<li>three</li>\n</ol>\n'),
        ("[a](https://a.example)", '<p><a href="https://a.example" rel="noopener">a</a></p>\n'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
    ],
)
def test_render_allowed_marks(text, html):
    assert render(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "![x](file:///etc/passwd)",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](file:///etc/passwd)",
        "<style>@import url(http://127.0.0.1/)</style>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_render_leaves_nothing_that_acts(text):
    html = render(text)

    for tag in ("<script", "<img", "<style", 'javascript:alert(1)"', 'href="file', 'href="data'):
        assert tag not in html


def test_render_shifts_headings_without_a_gap():
    assert render("# One\n\n#### Two", heading_level=3) == "<h3>One</h3>\n<h4>Two</h4>\n"


def test_render_names_each_table_and_scopes_its_heads():
    html = render("| A | B |\n|---|---|\n| 1 | 2 |", name="Contacts")

    assert 'aria-label="Table 1, Contacts"' in html
    assert html.count('<th scope="col">') == 2


def test_render_escapes_the_name_of_a_table():
    assert '"><b>' not in render("| A |\n|---|\n| 1 |", name='"><b>')


def test_plain_keeps_each_word_and_no_mark():
    assert words("## Head\n\nSome **bold** [link](https://a.example)\n\n- item") == [
        "Head",
        "Some",
        "bold",
        "link",
        "item",
    ]
    assert plain("a  \nb") == "a\nb"


def nested(marks, depth):
    return "".join(marks(level) + f"level{level}\n" for level in range(depth))


@pytest.mark.parametrize(
    "text",
    [
        nested(lambda level: "  " * level + "- ", 40) + "- back\n\nafter",
        nested(lambda level: "   " * level + "1. ", 40) + "       2. between",
        nested(lambda level: ">" * (level + 1) + " ", 60) + "lazy\n\nafter",
        "> - " * 20 + "deep\n\nafter",
        "| A | B |\n|---|---|\n| one | two | three | **four** |\n| five |",
        "> | A | B |\n> |---|---|\n> | one | two | three \\| four |",
        '[words](https://a.example "the title")',
        '[ref]: https://a.example "the title"\n\nSee [words][ref] and [ref].',
        '[words](ftp://a.example/folder) [other](notes: "title")',
        "[a [b [c [d](https://a.example) e] f] g](https://b.example)",
    ],
)
def test_no_word_is_lost_on_the_page(text):
    assert lost(text) == []


def lost(text):
    """Words of the source that the page, with the addresses of its links, lacks."""
    page = re.findall(r"[a-z0-9]+", shown(text, addresses=True).casefold())
    return sorted(set(re.findall(r"[a-z]+[0-9]*", text.casefold())) - set(page))


def test_lists_nest_as_deep_as_the_limit_and_go_on_as_text():
    html = render(nested(lambda level: "  " * level + "- ", 40) + "  - back")

    assert html.count("<ul>") == NESTING_LIMIT // 2
    assert "<li>back</li>" in html


def test_a_row_that_is_wider_than_the_head_gets_one_further_column():
    html = render("| A | B |\n|---|---|\n| 1 | 2 | 3 | 4 |\n| 1 | 2 |")

    assert "<td>2</td>\n<td>3 | 4</td>" in html
    assert html.count("<td>") == 1 + 3 + 3


def test_cells_without_words_beyond_the_head_change_nothing():
    assert render("| A |\n|---|\n| 1 | | |") == render("| A |\n|---|\n| 1 |")


def test_the_title_of_a_link_can_be_read():
    assert plain('[a](https://a.example "the title")') == "a (the title)"
    assert 'title="' not in render('[a](https://a.example "the title")')


def test_a_link_without_words_shows_its_address():
    assert plain("[](https://a.example)") == "https://a.example"


WORD = st.text(alphabet="abcdefghij", min_size=2, max_size=6)
SPAN = st.one_of(
    WORD,
    WORD.map("**{}**".format),
    WORD.map("*{}*".format),
    st.builds("[{}](https://{}.example)".format, WORD, WORD),
    st.builds('[{}](https://{}.example "{}")'.format, WORD, WORD, WORD),
    st.builds('[{}]: https://{}.example "{}"'.format, WORD, WORD, WORD),
)
LINE = st.lists(SPAN, min_size=1, max_size=4).map(" ".join)
ROWS = st.lists(st.lists(SPAN, min_size=1, max_size=5).map(" | ".join), min_size=1, max_size=3)
TABLE = st.builds(lambda head, rows: "\n".join([f"{head} | x", "---|---", *rows]), WORD, ROWS)
BLOCKS = st.one_of(
    LINE,
    TABLE,
    st.builds("{}{} {}".format, st.integers(0, 30).map(" ".__mul__), st.sampled_from("-*+#"), LINE),
    st.builds("{}{}. {}".format, st.integers(0, 30).map(" ".__mul__), st.integers(0, 99), LINE),
    st.builds("{} {}".format, st.integers(1, 40).map("> ".__mul__), LINE),
    st.builds("{}{}".format, st.integers(1, 40).map("- ".__mul__), LINE),
)


@given(st.lists(BLOCKS, max_size=8), st.sampled_from(["\n", "\n\n"]))
def test_whatever_is_written_stands_on_the_page(blocks, gap):
    text = gap.join(blocks)

    assert lost(text) == []
    in_redline = " ".join(block.text for block in redline.blocks(text)).casefold()
    assert set(re.findall("[a-z]+", text)) <= set(re.findall("[a-z]+", in_redline))
    assert set(re.findall("[a-z]+", plain(text))) == set(re.findall("[a-z]+", shown(text)))
