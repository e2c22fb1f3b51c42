from datetime import date

import pytest
import time_machine
from django.urls import reverse

from governance.services import documents, publication, review
from tests.factories.governance import (
    approved,
    draft_of,
    make_document,
    make_published,
    next_version,
    submitted,
)
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db
LIST = "/policies/"


@pytest.fixture(autouse=True)
def _frozen_day():
    with time_machine.travel("2026-11-24T10:00:00+00:00", tick=True):
        yield


def listed(answer):
    return [(version.document.organisation.code, version.title) for version in answer.context["page"].rows]


def page_of(client, document, person=None):
    if person is not None:
        client.force_login(person)
    return client.get(document.get_absolute_url())


# ---- the list -------------------------------------------------------------------------------------


def test_list_holds_what_is_in_force_by_organisation(client, people):
    make_published(people.other, people.stranger, people.stranger_too, title="Trust code")
    make_published(people.organisation, people.officer, people.approver, title="Council code")
    make_document(people.organisation, people.officer, title="Canary draft")
    make_published(
        people.organisation, people.officer, people.approver, date(2027, 1, 1), title="Canary later"
    )

    answer = client.get(LIST)

    assert listed(answer) == [("NPT", "Trust code"), ("NCC", "Council code")]
    assert "Canary" not in answer.content.decode()


@pytest.fixture
def people(people):
    """With a second officer of the other organisation, who approves there."""
    from organisations.permissions import Role
    from tests.factories.organisations import make_member, make_person

    people.stranger_too = make_person("second@northport.example", name="Second")
    make_member(people.stranger_too, people.other, Role.INFORMATION_OFFICER)
    return people


def test_list_shows_the_organisation_its_own(client, people):
    make_published(
        people.organisation, people.officer, people.approver, title="Inner", audience="organisation"
    )

    shown = {}
    for name in ("anonymous", "practitioner", "stranger"):
        person = getattr(people, name)
        if person.is_authenticated:
            client.force_login(person)
        shown[name] = listed(client.get(LIST))

    assert shown == {"anonymous": [], "practitioner": [("NCC", "Inner")], "stranger": []}


def test_filters_narrow_the_list_and_can_be_taken_off(client, people):
    make_published(people.other, people.stranger, people.stranger_too, title="Trust code")
    make_published(people.organisation, people.officer, people.approver, title="Council code")

    by_word = client.get(LIST, {"q": "northport"})
    by_organisation = client.get(LIST, {"organisation": "NCC", "kind": "code_of_practice"})

    assert listed(by_word) == [("NPT", "Trust code")]
    assert listed(by_organisation) == [("NCC", "Council code")]
    assert [chip["href"] for chip in by_organisation.context["chips"]] == [
        "?kind=code_of_practice",
        "?organisation=NCC",
    ]


def test_nothing_found_is_not_a_verdict(client, people):
    page = client.get(LIST, {"q": "nowhere"}).content.decode()

    assert "That does not mean you cannot share" in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"organisation": "XXX"}, "This list knows no such organisation"),
        ({"kind": "spell"}, "There is no such kind of document"),
        ({"q": "a" * 201}, "Search for fewer words"),
    ],
)
def test_a_wrong_filter_gets_a_sentence(client, people, query, sentence):
    answer = client.get(LIST, query)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "page" not in answer.context


def test_an_organisation_with_drafts_alone_is_no_choice(client, people):
    make_document(people.organisation, people.officer)

    assert "NCC" not in client.get(LIST).content.decode()


def test_list_goes_from_page_to_page_and_keeps_its_filters(client, people, monkeypatch):
    monkeypatch.setattr("governance.views.policies.PAGE", 1)
    for title in ("A code", "B code", "C code"):
        make_published(people.organisation, people.officer, people.approver, title=title)

    first = client.get(LIST, {"q": "code"})
    second = client.get(LIST, {"q": "code", "after": str(first.context["page"].later.pk)})

    assert [listed(first), listed(second)] == [[("NCC", "A code")], [("NCC", "B code")]]
    assert f"?q=code&amp;after={second.context['page'].later.pk}" in second.content.decode()
    assert client.get(LIST, {"after": "nonsense"}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_number_of_questions(client, people, rows, django_assert_num_queries):
    for number in range(rows):
        body = make_organisation(f"X{number}")
        from organisations.permissions import Role
        from tests.factories.organisations import make_member

        for person in (people.officer, people.approver):
            make_member(person, body, Role.INFORMATION_OFFICER)
        make_published(body, people.officer, people.approver)
    client.force_login(people.practitioner)
    client.get(LIST)  # the session is kept, and content types are known

    with django_assert_num_queries(6):
        client.get(LIST)


# ---- the page of a document -----------------------------------------------------------------------


def test_page_shows_the_text_in_force_with_its_control_block(client, people):
    version = make_published(
        people.organisation, people.officer, people.approver, owner_role="Head of information"
    )

    page = page_of(client, version.document).content.decode()

    assert 'id="commitment"' in page
    assert "We share when it could help or protect someone." in page
    assert "Head of information" in page
    assert version.content_sha256 in page
    assert "Approver, information officer" in page


def test_page_says_what_takes_effect_later(client, people):
    version = make_published(people.organisation, people.officer, people.approver, date(2026, 4, 1))
    next_version(version.document, people.officer, people.approver, date(2027, 1, 1))

    answer = page_of(client, version.document)

    assert answer.context["page"].version.number == "1.0"
    assert "Version 1.1 takes effect on 1 January 2027." in answer.content.decode()


def test_page_before_the_first_day_shows_the_text_that_is_to_come(client, people):
    version = make_published(people.organisation, people.officer, people.approver, date(2027, 1, 1))

    answer = page_of(client, version.document)

    assert (answer.status_code, answer.context["state"]) == (200, "scheduled")
    assert "This takes effect on 1 January 2027." in answer.content.decode()


def test_page_of_a_withdrawn_document_says_why_and_when(client, people):
    version = make_published(people.organisation, people.officer, people.approver, date(2026, 4, 1))
    publication.withdraw(version, by=people.approver, reason="The <law> changed.")

    page = page_of(client, version.document).content.decode()

    assert "Withdrawn on 24 November 2026." in page
    assert "The &lt;law&gt; changed." in page


def test_a_waiver_is_said(client, people):
    from organisations.services.organisations import waive_four_eyes

    waive_four_eyes(people.organisation, by=people.administrator, reason="Two staff.")
    version = publication.publish(
        approved(
            draft_of(make_document(people.organisation, people.officer)), people.officer, people.officer
        ),
        by=people.officer,
        effective_from=date(2026, 11, 24),
    )

    assert "Reason: Two staff." in page_of(client, version.document).content.decode()


def test_draft_is_there_for_its_team_alone(client, people):
    document = make_document(people.organisation, people.officer, title="Canary title")

    answers = {}
    for name in ("officer", "manager", "practitioner", "auditor", "administrator", "stranger"):
        answers[name] = page_of(client, document, getattr(people, name)).status_code
    client.logout()

    assert answers == {
        "officer": 200, "manager": 200, "practitioner": 404, "auditor": 404, "administrator": 404, "stranger": 404,
    }  # fmt: skip
    missing, hidden = client.get("/documents/NCC-COP-9999/"), page_of(client, document)
    assert (missing.status_code, hidden.status_code) == (404, 404)
    assert hidden.content == missing.content


def test_a_draft_beside_the_text_in_force_leaks_nothing(client, people):
    version = make_published(people.organisation, people.officer, people.approver)
    draft = documents.start_draft(version.document, by=people.officer)
    documents.change_version(
        draft, by=people.officer, lock=draft.lock, title="Canary", marking="", handling=""
    )

    for person in (None, people.practitioner, people.stranger):
        page = page_of(client, version.document, person).content.decode()
        assert "Canary" not in page
        assert "ersion 1.1" not in page
        assert "/1.1/" not in page
        assert "being worked on" not in page


@pytest.mark.parametrize(
    ("state", "who", "step"),
    [
        ("draft", "officer", ("Go on writing", True)),
        ("draft", "approver", ("Go on writing", False)),
        ("draft", "manager", ("Read it", False)),
        ("in_review", "officer", ("See the review", False)),
        ("in_review", "approver", ("Review it", True)),
        ("in_review", "manager", ("Review it", True)),
        ("approved", "officer", ("Publish it", True)),
    ],
)
def test_team_sees_the_next_step(client, people, state, who, step):
    version = make_published(people.organisation, people.officer, people.approver)
    draft = documents.start_draft(version.document, by=people.officer)
    if state != "draft":
        draft = submitted(draft, people.officer)
    if state == "approved":
        review.approve(draft, by=people.approver)

    found = page_of(client, version.document, getattr(people, who)).context["page"].step

    assert (found.text, found.is_mine) == step


def test_links_to_acts_are_there_for_those_who_may(client, people):
    version = make_published(people.organisation, people.officer, people.approver)
    acts = [
        reverse(f"governance:{name}", args=[version.document.reference]) for name in ("control", "access")
    ]
    acts.append(reverse("governance:withdraw", args=[version.document.reference, "1.0"]))

    def shown(person):
        page = page_of(client, version.document, person).content.decode()
        return [f'href="{act}"' in page for act in acts]

    assert shown(people.officer) == [True, True, True]
    assert shown(people.manager) == [False, False, True]
    assert shown(people.practitioner) == [False, False, False]


@pytest.mark.parametrize("versions", [1, 3])
def test_page_asks_the_same_number_of_questions(client, people, versions, django_assert_num_queries):
    version = make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1))
    for number in range(versions - 1):
        next_version(
            version.document, people.officer, people.approver, date(2026, 2 + number, 1), f"Text {number}"
        )
    client.force_login(people.officer)
    client.get(version.document.get_absolute_url())  # the session is kept, and content types are known

    with django_assert_num_queries(10):
        client.get(version.document.get_absolute_url())


@pytest.mark.parametrize("path", [LIST, "/documents/NCC-COP-0001/"])
def test_nothing_can_be_sent(client, people, path):
    client.force_login(people.officer)

    assert client.post(path).status_code == 405
