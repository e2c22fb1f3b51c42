import pytest

from governance.markdown import plain, render, words


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
