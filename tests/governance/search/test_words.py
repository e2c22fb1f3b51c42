import pytest
from django.db import connection

from governance.search.words import STOP_WORDS, Terms, plain, tokens, vocabulary


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ynys Môn’s council", ["ynys", "mon", "council"]),
        ("government-organisation:D25", ["government", "organisation", "d25"]),
        ("an E-mail, e-mails and a-b", ["an", "email", "emails", "and", "a", "b"]),
        ("DEA-0001", ["dea", "0001"]),
        ("don't <b>", ["dont", "b"]),
        ("“_*?:()&|!\\ \"'", []),
    ],
)
def test_tokens_are_letters_and_figures_alone(text, found):
    assert tokens(text) == found


def test_plain_makes_two_spellings_of_a_name_the_same():
    assert plain("NCC-COP-0001") == plain(" ncc cop  0001 ")


def test_terms_are_the_words_that_mean_something_each_once():
    terms = Terms.of("Can I share with the police and the Police?")

    assert terms.words == ("share", "police")


def test_terms_are_no_more_than_eight():
    assert len(Terms.of(" ".join(f"word{number}" for number in range(30))).words) == 8


def test_at_least_some_words_are_all_choices_of_so_many():
    terms = Terms.of("one-legged sailor sang")

    assert terms.at_least(3) == [("one", "legged", "sailor"), ("one", "legged", "sang"), ("one", "sailor", "sang"),
                                 ("legged", "sailor", "sang")]  # fmt: skip


def test_phrases_keep_what_stands_between_two_words():
    assert Terms.of("they will not share it").phrases() == []
    assert Terms.of("a body that will not share").phrases() == [("body", "that", "will", "not", "share")]


def test_a_word_put_right_may_turn_out_to_mean_nothing():
    assert Terms.of("papers wiht names").instead({"wiht": "with"}).words == ("papers", "names")


def test_the_vocabulary_has_no_figures_and_no_common_words():
    assert vocabulary("The police, 2018, section 16LA, we go to it") == {"police", "section", "16la"}


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_leaves_out_no_word_that_we_look_for():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w FROM unnest(%s) w WHERE to_tsvector('english', w) <> ''", [sorted(STOP_WORDS)]
        )
        ours = {row[0] for row in cursor.fetchall()}

    assert ours == {"cant", "didnt", "doesnt", "dont", "id", "im", "isnt", "ive", "wont"}
