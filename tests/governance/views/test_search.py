from __future__ import annotations

import logging
import re

import pytest

from governance.kinds import PlainSection
from governance.search import finding, hits, indexing
from tests.factories.governance import make_document, make_published
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db
PAGE = "/search/"


@pytest.fixture
def register(people):
    """One open Code, one closed Code and a draft, all about otters."""
    texts = {
        name: [
            PlainSection(
                "otters", f"Otters, {name}", f"What the {name} Code says of otters & <em>badgers</em>."
            )
        ]
        for name in ("open", "closed", "draft")
    }
    here, officer, approver = people.organisation, people.officer, people.approver
    people.open = make_published(here, officer, approver, title="Open Code", texts=texts["open"])
    people.closed = make_published(
        here, officer, approver, title="Closed Code", texts=texts["closed"], audience="organisation"
    )
    make_document(here, officer, title="Draft Code", texts=texts["draft"])
    indexing.index_due()
    return people


def titles(answer):
    return [entry.title for entry in answer.context["results"].entries]


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", "", answer.content.decode()).split())


def test_everybody_finds_what_they_may_read(client, register):
    anybody = client.get(PAGE, {"q": "otters"})
    client.force_login(register.practitioner)
    member = client.get(PAGE, {"q": "otters"})
    client.force_login(register.officer)
    officer = client.get(PAGE, {"q": "otters"})
    client.force_login(register.stranger)
    stranger = client.get(PAGE, {"q": "otters"})

    assert titles(anybody) == titles(stranger) == ["Otters, open"]
    assert sorted(titles(member)) == sorted(titles(officer)) == ["Otters, closed", "Otters, open"]
    assert "1 result" in words(anybody)
    assert "2 results" in words(member)


def test_a_hit_leads_to_its_section_and_shows_why(client, register):
    html = client.get(PAGE, {"q": "otter"}).content.decode()

    assert f'href="{register.open.document.get_absolute_url()}#otters"' in html
    assert 'says of <mark class="sr-mark">otters</mark> &amp; &lt;em&gt;badgers&lt;/em&gt;.' in html


def test_only_get(client):
    assert client.post(PAGE).status_code == 405


def test_what_is_spelt_wrongly_is_found_at_once(client, register):
    answer = client.get(PAGE, {"q": "oters"})
    as_typed = client.get(PAGE, {"q": "oters", "as_typed": "on"})

    assert titles(answer) == ["Otters, open"]
    assert "Showing results for otters. Search for oters" in words(answer)
    assert 'href="?q=oters&amp;as_typed=on"' in answer.content.decode()
    assert titles(as_typed) == []
    assert "We found nothing for “oters”" in words(as_typed)


def test_a_better_word_is_offered_where_something_was_found(client, register, people):
    texts = [PlainSection("a", "Beavers", "Oters are no otters.")]
    make_published(people.organisation, people.officer, people.approver, texts=texts)
    for number in range(3):
        texts = [PlainSection("a", f"Number {number}", "Badgers, with otter skins.")]
        make_published(
            people.organisation, people.officer, people.approver, texts=texts, title=f"Code {number}"
        )
    indexing.index_due()

    answer = client.get(PAGE, {"q": "badgers beavres"})

    assert answer.context["results"].corrected == "badgers beavers"


def test_nothing_found_is_no_verdict(client, register):
    answer = client.get(PAGE, {"q": "giraffes"})

    assert "That does not mean you cannot share." in words(answer)
    assert "Not having one is never, by itself, a reason not to share" in words(answer)


def test_words_that_say_nothing_ask_for_others(client, register):
    assert "Try a word that says more" in words(client.get(PAGE, {"q": "what is it"}))


def test_an_empty_search_says_what_can_be_found(client, register):
    answer = client.get(PAGE)

    assert answer.status_code == 200
    assert "results" not in answer.context
    assert "section by section" in words(answer)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"q": "x" * 201}, "Search for fewer words: at most 200 letters."),
        ({"q": "otters", "kind": "giraffe"}, "There is no such kind of document. Take this filter off."),
        (
            {"q": "otters", "organisation": "XXX"},
            "There is no organisation with this code. Take this filter off.",
        ),
        ({"q": "otters", "page": "0"}, "There is no such page of results. Go back to the first one."),
        ({"q": "otters", "page": "51"}, "There is no such page of results. Go back to the first one."),
        ({"q": "otters", "page": "one"}, "There is no such page of results. Go back to the first one."),
        ({"q": "a\x00b"}, "has a sign that cannot be kept"),
    ],
)
def test_what_cannot_be_searched_is_refused_in_a_sentence(client, register, wrong, sentence):
    answer = client.get(PAGE, wrong)

    assert answer.status_code == 422
    assert sentence in words(answer)


@pytest.mark.parametrize(
    "query", ['"', "'", "*", "a AND", "otters NOT", "title:", "(", "\\", "%s", "&|!", "<->", "a" * 190]
)
def test_signs_of_the_engines_mean_nothing(client, register, query):
    assert client.get(PAGE, {"q": query}).status_code == 200
    assert client.get(PAGE, {"q": f"otters {query}"}).status_code == 200


# ---- narrowing and paging -------------------------------------------------------------------------


@pytest.fixture
def many(people, monkeypatch):
    monkeypatch.setattr(finding, "PAGE", 2)
    monkeypatch.setattr("governance.presenting.search.PAGE", 2)
    for number in range(5):
        make_organisation(f"OT{number}", name=f"Otter Trust {number}", kind="charity")
    make_published(
        people.organisation, people.officer, people.approver,
        texts=[PlainSection("a", "Otters", "Otters."), PlainSection("b", "More otters", "Otters again.")],
    )  # fmt: skip
    indexing.index_due()
    return people


def test_kinds_narrow_a_search_and_keep_its_words(client, many):
    answer = client.get(PAGE, {"q": "otter"})
    ways = {way.text: (way.count, way.href) for way in answer.context["kinds"]}
    narrowed = client.get(PAGE + ways["Organisations"][1])

    assert ways == {
        "Codes of Practice": (2, "?q=otter&kind=code_of_practice"),
        "Organisations": (5, "?q=otter&kind=organisation"),
    }
    assert narrowed.context["results"].hits.count == 5
    assert narrowed.context["chosen"] == [{"text": "Organisations", "href": "?q=otter"}]
    assert '<input type="hidden" name="kind" value="organisation">' in narrowed.content.decode()


def test_an_organisation_narrows_a_search(client, many):
    answer = client.get(PAGE, {"q": "otter", "organisation": "ncc"})

    assert titles(answer) == ["Otters", "More otters"]
    assert answer.context["chosen"] == [{"text": "Northshire County Council", "href": "?q=otter"}]


def test_pages_follow_each_other(client, many):
    seen, href, count = [], "?q=otter", 0
    while href:
        answer = client.get(PAGE + href)
        seen += titles(answer)
        href, count = answer.context["pages"]["after"], count + 1

    assert count == 4
    assert len(seen) == len(set(seen)) == 7
    assert client.get(PAGE + "?q=otter&page=2").context["pages"]["before"] == "?q=otter"


def test_more_than_can_be_ranked_are_the_newest(client, many, monkeypatch):
    monkeypatch.setattr(hits, "RANKED", 3)

    answer = client.get(PAGE, {"q": "otter", "kind": "organisation"})

    assert answer.context["results"].hits.count == 3
    assert answer.context["results"].hits.has_more
    assert "More than 1,000 results" in words(answer)


# ---- exactly typed --------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["NPT", "npt", "Northport Trust", "  northport   TRUST "])
def test_a_name_or_code_comes_first(client, register, query):
    assert titles(client.get(PAGE, {"q": query}))[0] == "Northport Trust"


def test_a_reference_comes_first(client, register):
    answer = client.get(PAGE, {"q": register.open.document.reference.lower()})

    assert answer.context["results"].entries[0].address == register.open.document.get_absolute_url()


def test_a_closed_reference_is_not_there_for_others(client, register):
    query = {"q": register.closed.document.reference, "as_typed": "on"}

    assert "Closed Code" not in titles(client.get(PAGE, query))
    client.force_login(register.practitioner)
    assert titles(client.get(PAGE, query))[0] == "Closed Code"


# ---- what is kept of a search ---------------------------------------------------------------------


def test_what_was_searched_for_is_in_no_log(client, register, caplog):
    caplog.set_level(logging.INFO)
    client.get(PAGE, {"q": "ocelots"})
    client.get(PAGE, {"q": "ocelots" * 40})

    assert [record.getMessage() for record in caplog.records if "ocelot" in record.getMessage()] == []


@pytest.mark.parametrize("code", ["\x00", "x" * 5000, "NOWHERE"])
def test_whatever_is_no_code_of_an_organisation_has_one_answer(client, register, code):
    answer = client.get(PAGE, {"q": "otters", "organisation": code})

    assert answer.status_code == 422
    assert "There is no organisation with this code. Take this filter off." in words(answer)
