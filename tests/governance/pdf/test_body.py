from __future__ import annotations

import re

import pytest

from governance.kinds import PlainSection
from governance.pdf import body
from governance.pdf.body import Entry, printed
from governance.pdf.errors import PdfRefused


def sections(*texts):
    return [PlainSection(f"s{n}", f"Part {n}", text) for n, text in enumerate(texts, start=1)]


def test_headings_are_numbered_and_listed():
    found = printed(sections("## Steps\n\n### Deeper\n\n## *Both* ends", "No heading."))

    assert found.contents == [
        Entry(1, "1", "Part 1", "section-1"),
        Entry(2, "1.1", "Steps", "section-1-1"),
        Entry(2, "1.2", "Both ends", "section-1-2"),
        Entry(1, "2", "Part 2", "section-2"),
    ]
    assert '<h3 id="section-1-1"><span class="number">1.1</span> Steps</h3>' in found.sections[0].html
    assert "<h4>Deeper</h4>" in found.sections[0].html


def test_headings_with_numbers_of_their_own_get_none():
    found = printed([PlainSection("a", "1. Purpose", "## 1.1 Aim"), PlainSection("b", "2. Scope", "x")])

    assert [(entry.number, entry.text) for entry in found.contents] == [
        ("", "1. Purpose"), ("", "1.1 Aim"), ("", "2. Scope"),
    ]  # fmt: skip


def test_no_heading_level_is_skipped_on_the_way_down():
    html = printed(sections("#### Deep first\n\n# Top\n\n#### Below")).sections[0].html

    assert re.findall(r"<h(\d)", html) == ["3", "3", "4"]


def test_address_of_a_link_is_printed_once():
    text = "[a](https://x.example/p) [b](https://x.example/p) [z@x.example](mailto:z@x.example)"

    html = printed(sections(text)).sections[0].html

    assert html.count('<span class="address">(https://x.example/p)</span>') == 1
    assert html.count('class="address"') == 1


def test_signs_that_no_face_has_are_replaced_and_reported():
    found = printed(sections("Tick ✓ arrow → Welsh ŵ ỳ, face \U0001f600, joined e\u0301."))

    assert found.unknown == {"\U0001f600"}
    assert "Tick ✓ arrow → Welsh ŵ ỳ, face ■, joined é." in found.sections[0].html


def test_text_stays_escaped():
    html = printed(sections('<script>alert(1)</script> & "so" <b>on</b>')).sections[0].html

    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;so&quot; &lt;b&gt;on&lt;/b&gt;" in html


def test_start_of_a_list_is_kept():
    assert '<ol start="4">' in printed(sections("4. four\n5. five")).sections[0].html


def test_many_columns_are_set_smaller():
    row = "| " + " | ".join("abcdef") + " |\n"

    assert '<table class="many">' in printed(sections(row + "|-" * 6 + "|\n" + row)).sections[0].html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("|" + "a|" * 21 + "\n|" + "-|" * 21 + "\n", "Part 1.*more than 20 columns"),
        ("|a|b|\n|-|-|\n" + "|x|y|\n" * 10_000, "Part 1.*more than 20,000 cells"),
    ],
)
def test_tables_have_limits(text, words):
    with pytest.raises(PdfRefused, match=words):
        printed(sections(text))


def test_text_has_a_limit(monkeypatch):
    monkeypatch.setattr(body, "CHARACTER_LIMIT", 10)

    with pytest.raises(PdfRefused, match="more than 10 characters"):
        printed(sections("twelve words"))


def test_cells_of_all_sections_count_together():
    table = "|a|b|\n|-|-|\n" + "|x|y|\n" * 5_100

    with pytest.raises(PdfRefused, match="Part 2"):
        printed(sections(table, table))


def test_a_cell_to_write_into_has_room():
    html = (
        printed(sections("| A | B |\n| --- | --- |\n| Name | ........ |\n| Etc. | ... no |\n| … | |"))
        .sections[0]
        .html
    )

    assert html.count('<td class="fill">') == 1
    assert '<td class="fill">........</td>' in html
