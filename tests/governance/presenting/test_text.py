from governance.kinds import PlainSection, VersionText
from governance.presenting.text import numbered, opening_words


def text(*sections):
    return VersionText("Code", "en-gb", tuple(PlainSection(*section) for section in sections))


def test_opening_words_are_the_first_paragraph_of_the_section_without_marks():
    found = text(
        ("scope", "Scope", "Other."),
        ("commitment", "Ours", "# Head\n\n- a list\n\n**We** share\nwell.\n\nMore."),
    )

    assert opening_words(found, "commitment") == "We share well."


def test_opening_words_come_from_elsewhere_where_the_section_has_none():
    found = text(("commitment", "Ours", ""), ("scope", "Scope", "This is for all."))

    assert opening_words(found, "commitment") == "This is for all."
    assert opening_words(text(), "commitment") == ""


def test_long_words_are_cut():
    assert len(opening_words(text(("commitment", "Ours", "word " * 200)), "commitment")) <= 320


def test_sections_are_numbered_in_order():
    found = numbered(text(("b", "B", "2"), ("a", "A", "1")))

    assert [(section.number, section.key) for section in found] == [(1, "b"), (2, "a")]


def test_a_section_that_is_called_like_a_part_of_the_page_gets_another_anchor():
    found = numbered(text(("main", "Main", ""), ("support", "Support", "")))

    assert [section.anchor for section in found] == ["section-main", "support"]
