import pytest

from governance.content.readability import reading_age, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("share", 1),
        ("information", 4),
        ("people", 2),
        ("needed", 2),
        ("asked", 1),
        ("times", 1),
        ("table", 2),
    ],
)
def test_syllables(word, count):
    assert syllables(word) == count


def test_short_words_are_for_the_young():
    assert reading_age("We ask. We tell. You may call us.") == 5.0


def test_long_words_ask_for_more_years():
    assert reading_age("Organisational considerations necessitate interdisciplinary deliberation.") > 20


def test_no_words_no_age():
    assert reading_age("12 % -") == 0.0
