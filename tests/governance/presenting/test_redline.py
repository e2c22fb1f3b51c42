import re

from django.template.loader import render_to_string
from pytest_django.asserts import assertInHTML as assert_in_html

from governance.kinds import PlainSection, VersionText
from governance.presenting.redline import redline


def text(*sections):
    return VersionText("Code", "en-gb", tuple(PlainSection(*section) for section in sections))


def said(changes):
    return [entry.text for entry in changes.entries]


def test_one_word_for_another_is_said_in_the_list():
    changes = redline(
        text(("help", "Help", "Ask somebody as soon as possible. Then decide.")),
        text(("help", "Help", "Ask somebody the same day. Then decide.")),
    )

    assert said(changes) == ["Section 1: “the same day.” replaces “as soon as possible.”"]
    assert changes.entries[0].anchor == changes.parts[0].section.runs[0].blocks[0].anchor


def test_marks_of_formatting_are_left_out_unless_they_alone_changed():
    changes = redline(
        text(("a", "A", "**You** decide."), ("b", "B", "You may decide.")),
        text(("a", "A", "**You** always decide."), ("b", "B", "You **may** decide.")),
    )

    first, second = (part.section.runs[0].blocks[0] for part in changes.parts)
    assert "".join(piece.text for piece in first.pieces) == "You always decide."
    assert second.formatting_only
    assert said(changes) == ["Section 1: adds “always”", "Section 2: formatting changed"]


def test_neighbouring_sections_that_did_not_change_are_folded_together():
    same = [("a", "A", "One."), ("b", "B", "Two.")]

    changes = redline(text(*same, ("c", "C", "Three.")), text(*same, ("c", "C", "Four.")))

    assert [section.number for section in changes.parts[0].folded] == [1, 2]
    assert changes.changed_sections == 1


def test_sections_that_came_went_and_moved_are_said():
    changes = redline(
        text(("a", "A", "One."), ("b", "B", "Two."), ("c", "C", "Three.")),
        text(("c", "C", "Three."), ("a", "A", "One."), ("d", "D", "Four.")),
    )

    assert sorted(said(changes)) == [
        "Section 1 moved; it was section 3: C",
        "Section 2 of the older text is removed: B",
        "Section 3 is new: D",
    ]


def test_same_texts_say_so():
    changes = redline(text(("a", "A", "One.")), text(("a", "A", "One.")))

    assert changes.is_same
    assert "the same, word for word" in render_to_string("components/redline.html", {"changes": changes})


def test_component_tells_added_and_removed_without_colour_and_escapes():
    changes = redline(
        text(("a", "A", "- keep this old line\n- second")),
        text(("a", "A", "- keep this <script>new</script> line\n- second")),
    )

    html = render_to_string("components/redline.html", {"changes": changes})

    assert "<script>" not in html
    assert "removed: </span>old" in html
    assert "added: </span>&lt;script&gt;new&lt;/script&gt;" in html
    assert html.count("<li id=") == 1


TABLE = "| Item | Why |\n| --- | --- |\n| Name | To find the child |\n| **School** | To ask |"


def tables_of(old, new):
    changes = redline(text(("a", "Data", old)), text(("a", "Data", new)))
    return changes, render_to_string("components/redline.html", {"changes": changes})


def test_a_changed_table_is_a_table_with_its_words_marked_in_the_cells():
    changes, html = tables_of(TABLE, TABLE.replace("the child", "the <b>right</b> child"))

    assert html.count("<table") == 1
    assert_in_html('<th class="govuk-table__header" scope="col">Item</th>', html)
    assert_in_html('<td class="govuk-table__cell">School</td>', html)
    assert "To find the <ins" in html
    assert "added: </span>&lt;b&gt;right&lt;/b&gt;" in html
    assert " | " not in html
    assert re.findall(r'<tr id="([^"]+)" tabindex="-1">', html) == [changes.entries[0].anchor]
    assert said(changes) == ["Section 1: adds “<b>right</b>”"]


def test_rows_are_called_rows_in_the_list_of_changes():
    changes, html = tables_of(
        TABLE, TABLE.replace("| Name | To find the child |", "| Address | Where to go |")
    )

    assert said(changes) == [
        "Section 1: row removed “Name, To find the child”",
        "Section 1: new row “Address, Where to go”",
    ]
    assert html.count("<tr id=") == 2


def test_only_the_formatting_of_a_cell():
    changes, html = tables_of(TABLE, TABLE.replace("**School**", "School"))

    assert said(changes) == ["Section 1: formatting changed"]
    assert html.count("(only the formatting changed)") == 1


def test_two_tables_stay_two_and_a_new_section_has_its_own():
    changes, html = tables_of("Before.", f"{TABLE}\n\n{TABLE}")
    new = redline(text(("a", "A", "One.")), text(("a", "A", "One."), ("b", "B", TABLE)))

    assert [run.shape for run in changes.parts[0].section.runs].count("row") == 2
    assert html.count("<table") == 2
    assert render_to_string("components/redline.html", {"changes": new}).count("<thead") == 1
