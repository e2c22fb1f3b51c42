import pytest

from governance.search.passages import marked, passage
from governance.search.words import Terms


def shown(pieces):
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


def test_words_are_marked_with_their_endings():
    assert shown(marked("Sharing what others share", Terms.of("share"))) == "[Sharing] what others [share]"


def test_words_with_accents_are_marked():
    assert shown(marked("Cyngor Sir Ynys Môn", Terms.of("ynys mon"))) == "Cyngor Sir [Ynys] [Môn]"


def test_a_word_within_another_is_not_marked():
    assert shown(marked("Category", Terms.of("cat"))) == "Category"


def test_the_stretch_with_most_words_is_shown():
    text = (
        "Police. "
        + "Nothing to see here. " * 40
        + "The police asked a school about a child. "
        + "And so on. " * 40
    )

    found = shown(passage(text, Terms.of("police school child")))

    assert found.startswith("… ")
    assert "The [police] asked a [school] about a [child]." in found
    assert found.endswith(" …")
    assert len(found) < 270


def test_without_a_word_the_beginning_is_shown():
    assert shown(passage("Short text.\nOf two lines.", Terms.of("other"))) == "Short text. Of two lines."


@pytest.mark.parametrize("text", ["", "x" * 1000, "İstanbul police", "a " * 30_000])
def test_any_text_can_be_shown(text):
    assert len(shown(passage(text, Terms.of("police")))) < 270


def test_marks_are_text_and_not_markup():
    assert shown(passage("<b>police</b>", Terms.of("police"))) == "<b>[police]</b>"
