import pytest

from governance.models import SearchCount, SearchWord
from governance.search.spelling import better_words
from governance.search.words import Terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def words(people):
    def words(scope=None, **counts):
        for word, entries in counts.items():
            row, _new = SearchWord.objects.get_or_create(word=word, defaults={"length": len(word)})
            SearchCount.objects.create(word=row, scope=scope, entries=entries)

    words(police=5, policy=9, consent=7, content=2, safeguarding=3, school=4)
    return words


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("polcie", {"polcie": "police"}),
        ("concent", {"concent": "consent"}),
        ("safegaurding the schol", {"safegaurding": "safeguarding", "schol": "school"}),
        ("police", {}),
        ("xyzzy", {}),
        ("the pol", {}),
        ("police wiht school", {"wiht": "with"}),
        ("12345678", {}),
    ],
)
def test_the_nearest_word_is_meant(people, words, typed, better):
    assert better_words(people.anonymous, Terms.of(typed)) == better


def test_words_of_others_are_never_suggested(people, words):
    words(scope=people.other, lighthouse=50)
    words(scope=people.organisation, harbourmaster=50)

    assert better_words(people.anonymous, Terms.of("lighthose harbormaster")) == {}
    assert better_words(people.practitioner, Terms.of("lighthose harbormaster")) == {
        "harbormaster": "harbourmaster"
    }
    assert better_words(people.stranger, Terms.of("lighthose harbormaster")) == {"lighthose": "lighthouse"}


def test_what_others_write_does_not_change_what_is_suggested(people, words):
    before = better_words(people.anonymous, Terms.of("concent"))
    words(scope=people.other, content=500)

    assert better_words(people.anonymous, Terms.of("concent")) == before == {"concent": "consent"}
