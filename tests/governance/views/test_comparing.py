from datetime import date

import pytest
import time_machine

from governance.kinds import PlainSection
from governance.services import documents, sections
from tests.factories.governance import make_published, next_version, published
from tests.factories.protocols import amend, make_recorded

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2026, 1, 1), date(2026, 6, 1)
LONG = "One who hears of a risk tells the officer on duty the same day."
TEXTS = [
    PlainSection("commitment", "Our commitment", f"We share with care.\n\n{LONG}"),
    PlainSection("advice", "Who can advise you", "Call the information officers."),
    PlainSection("records", "Records", "Write down what you shared."),
]


@pytest.fixture(autouse=True)
def _frozen_day():
    with time_machine.travel("2026-11-24T10:00:00+00:00", tick=True):
        yield


@pytest.fixture
def document(people):
    """1.0 superseded; 1.1 in force: a paragraph has moved from section 1 to section 2."""
    first = make_published(people.organisation, people.officer, people.approver, FIRST, texts=TEXTS)
    draft = documents.start_draft(first.document, by=people.officer)
    for key, body in (
        ("commitment", "We share with great care."), ("advice", f"Call the information officers.\n\n{LONG}"),
    ):  # fmt: skip
        section = draft.sections.get(key=key)
        sections.save_section(section, by=people.officer, body=body, base=section.lock)
    return published(draft, people.officer, people.approver, SECOND).document


def compare(client, document, person=None, follow=False, **query):
    if person is not None:
        client.force_login(person)
    return client.get(f"/documents/{document.reference}/compare/", query, follow=follow)


def entries(answer):
    return [entry.text for entry in answer.context["comparison"].entries]


def test_changes_are_listed_as_links_and_a_moved_paragraph_is_one_of_them(client, document):
    answer = compare(client, document, **{"from": "1.0", "to": "1.1"})
    page = answer.content.decode()

    assert entries(answer) == [
        "Section 1: adds “great”",
        "Section 2: moved here from section 1 “One who hears of a risk tells the officer on duty the same …”",
    ]
    for entry in answer.context["comparison"].entries:
        assert f'href="#{entry.anchor}"' in page
        assert page.count(f'id="{entry.anchor}"') == 1
    assert "Moved to section 2" in page
    assert "1 section not changed" in page
    assert "Write down what you shared" not in page


def test_the_whole_text_is_there_for_the_asking(client, document):
    page = compare(client, document, **{"from": "1.0", "to": "1.1", "show": "all"}).content.decode()

    assert "Write down what you shared." in page
    assert "Show only changes" in page


def test_side_by_side_keeps_each_text_in_its_column(client, document):
    answer = compare(client, document, **{"from": "1.0", "to": "1.1", "view": "side"})
    page = answer.content.decode()

    rows = [row.split("</td><td>") for row in page.split("<tr") if "</td><td>" in row]
    assert ["great" in left for left, _right in rows] == [False] * len(rows)
    assert ["great" in right for _left, right in rows].count(True) == 1
    for entry in answer.context["comparison"].entries:
        assert page.count(f'id="{entry.anchor}"') == 1


@pytest.mark.parametrize(
    ("asked", "filled_in"),
    [
        ({}, "from=1.1&to=1.2"),
        ({"to": "1.1"}, "from=1.0&to=1.1"),
        ({"to": "1.0"}, "from=1.2&to=1.0"),
        ({"view": "side"}, "from=1.1&to=1.2&view=side"),
    ],
)
def test_what_the_address_leaves_out_is_filled_in(client, people, document, asked, filled_in):
    documents.start_draft(document, by=people.officer)

    answer = compare(client, document, people.officer, **asked)

    assert (answer.status_code, answer.url) == (302, f"/documents/{document.reference}/compare/?{filled_in}")


def test_without_drafts_in_sight_the_newest_is_compared_with_the_one_before(client, people, document):
    documents.start_draft(document, by=people.officer)

    assert compare(client, document).url.endswith("?from=1.0&to=1.1")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"from": "9.9", "to": "1.1"}, "Choose the first version from the list."),
        ({"from": "1.0"}, "Choose the second version from the list."),
        ({"to": "9.9"}, "Choose the second version from the list."),
        ({"from": "1.0", "to": "1.0"}, "Choose two different versions."),
        ({"from": "<script>x", "to": "1.1"}, "Choose the first version from the list."),
        ({"from": "1.0", "to": "1.1", "view": "upside-down"}, "cannot be laid out that way"),
    ],
)
def test_a_wrong_choice_gets_a_sentence(client, document, asked, sentence):
    answer = compare(client, document, **asked)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "<script>x" not in answer.content.decode()


def test_a_hidden_draft_is_like_a_version_that_is_not_there(client, people, document):
    documents.start_draft(document, by=people.officer)

    hidden, missing = (
        compare(client, document, **{"from": "1.0", "to": number}) for number in ("1.2", "1.3")
    )

    assert hidden.status_code == missing.status_code == 422
    assert hidden.content == missing.content
    assert compare(client, document, people.officer, **{"from": "1.0", "to": "1.2"}).status_code == 200


def test_a_first_version_has_nothing_before_it(client, people):
    version = make_published(people.organisation, people.officer, people.approver, FIRST)

    for asked in ({}, {"to": "1.0"}):
        answer = compare(client, version.document, **asked)
        assert answer.status_code == 200
        assert "This is the first version" in answer.content.decode()


def test_the_same_text_says_so(client, people, document):
    documents.start_draft(document, by=people.officer)

    page = compare(client, document, people.officer, **{"from": "1.1", "to": "1.2"}).content.decode()

    assert "The two versions say the same, word for word." in page


def test_a_new_title_and_marking_are_told(client, people, document):
    draft = documents.start_draft(document, by=people.officer)
    documents.change_version(
        draft, by=people.officer, lock=draft.lock, title="Sharing to protect", marking="official", handling=""
    )

    answer = compare(client, document, people.officer, **{"from": "1.1", "to": "1.2"})

    (details,) = answer.context["comparison"].rows
    assert [(field.label, field.before, field.after) for field in details.rows[0].fields][:1] == [
        ("Title", "Code of Practice", "Sharing to protect")
    ]


def test_rows_are_compared_field_by_field_those_of_a_draft_as_they_stand(client, people):
    first = make_recorded(people.organisation, people.officer, people.other)
    powers = ("dea_fuel_poverty", "dea_debt")
    amend(first, people.officer, people.other, title="Warmer homes", powers=powers)
    documents.start_draft(first.document, by=people.officer)

    told = compare(client, first.document, people.officer, **{"from": "1.0", "to": "1.1"})
    kept = compare(client, first.document, people.officer, **{"from": "1.1", "to": "1.2"})

    power = told.context["comparison"].rows[1].rows[0]
    assert entries(told) == ["Details: Title", f"Legal powers: “{power.name}” is new"]
    assert power.is_added
    assert "The two versions say the same, word for word." in kept.content.decode()


def test_comparisons_have_their_readers(client, people, document):
    hidden = make_published(
        people.organisation, people.officer, people.approver, FIRST, audience="organisation"
    )
    next_version(hidden.document, people.officer, people.approver, SECOND)
    query = {"from": "1.0", "to": "1.1"}

    seen = {
        name: compare(client, hidden.document, getattr(people, name), **query).status_code
        for name in ("officer", "practitioner", "stranger")
    }
    client.logout()

    assert seen == {"officer": 200, "practitioner": 200, "stranger": 404}
    assert compare(client, hidden.document, **query).status_code == 404
    assert client.post(f"/documents/{document.reference}/compare/").status_code == 405
