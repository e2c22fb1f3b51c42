from datetime import date

import pytest
import time_machine

from governance.services import documents, publication, review, sections
from tests.factories.governance import draft_of, make_document, make_published, next_version, submitted

pytestmark = pytest.mark.django_db
PEOPLE = ("officer", "practitioner", "auditor", "stranger")


@pytest.fixture(autouse=True)
def _frozen_day():
    with time_machine.travel("2026-11-24T10:00:00+00:00", tick=True):
        yield


def statuses(client, people, address):
    found = {}
    for name in PEOPLE:
        client.force_login(getattr(people, name))
        found[name] = client.get(address).status_code
    client.logout()
    return {**found, "anonymous": client.get(address).status_code}


@pytest.fixture
def two(people):
    """Version 1.0 superseded, 1.1 in force."""
    first = make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1))
    second = next_version(
        first.document, people.officer, people.approver, date(2026, 6, 1), "We share when it helps someone."
    )
    return first, second


# ---- the page of a version ------------------------------------------------------------------------


def test_old_version_says_so_and_leads_to_the_current_one(client, two):
    page = client.get(two[0].get_absolute_url()).content.decode()

    assert "This is an old version." in page
    assert "We share when it could help or protect someone." in page
    assert f'href="{two[0].document.get_absolute_url()}">Go to the current version' in page
    assert "In force from 1 January 2026 to 31 May 2026" in page


def test_stripe_of_each_standing(client, people):
    version = draft_of(make_document(people.organisation, people.officer))
    client.force_login(people.officer)

    def stripe():
        found = client.get(version.get_absolute_url()).context["page"].stripe
        return found.title if found else ""

    seen = [stripe()]
    submitted(version, people.officer)
    seen.append(stripe())
    review.approve(version, by=people.approver)
    seen.append(stripe())
    publication.publish(version, by=people.approver, effective_from=date(2026, 12, 1))
    seen.append(stripe())
    with time_machine.travel("2026-12-02T10:00:00+00:00"):
        client.force_login(people.officer)
        seen.append(stripe())
        publication.withdraw(version, by=people.approver, reason="Wrong")
        seen.append(stripe())

    assert seen == [
        "Draft, not policy.",
        "In review, not policy yet.",
        "Approved, not in force yet.",
        "This version takes effect on 1 December 2026.",
        "",
        "This version was withdrawn on 2 December 2026.",
    ]


def test_a_frozen_text_is_read_from_its_bytes(client, people, two):
    version = two[1]
    version.sections.all()  # the rows are not what is read

    shown = client.get(version.get_absolute_url()).context["page"].sections

    assert [(section.number, section.key, section.body) for section in shown] == [
        (1, "commitment", "We share when it helps someone."),
        (2, "advice", "Call the information officers."),
    ]


def test_version_has_its_readers(client, people, two):
    draft = documents.start_draft(two[0].document, by=people.officer)

    assert statuses(client, people, two[0].get_absolute_url()) == dict.fromkeys([*PEOPLE, "anonymous"], 200)
    assert statuses(client, people, draft.get_absolute_url()) == {
        "officer": 200, "practitioner": 404, "auditor": 404, "stranger": 404, "anonymous": 404,
    }  # fmt: skip


@pytest.mark.parametrize("number", ["9.9", "1", "x", "1.0.0", "%3Cscript%3E"])
def test_a_number_that_is_none_is_not_there(client, two, number):
    assert client.get(f"/documents/{two[0].document.reference}/versions/{number}/").status_code == 404


def test_a_grant_lets_a_person_from_outside_read_the_draft(client, people, django_assert_max_num_queries):
    from organisations.services.grants import grant

    document = make_document(people.organisation, people.officer)
    grant(people.stranger, codename="approve_document", thing=document, by=people.officer, until=None)
    submitted(draft_of(document), people.officer)
    client.force_login(people.stranger)

    with django_assert_max_num_queries(13):
        answer = client.get(draft_of_any(document).get_absolute_url())

    assert answer.context["page"].step.text == "Review it"


def draft_of_any(document):
    return document.versions.select_related("document__organisation").get()


def test_markup_in_the_text_is_words(client, people):
    version = draft_of(make_document(people.organisation, people.officer))
    section = version.sections.first()
    sections.save_section(section, by=people.officer, body="<script>alert(1)</script>", base=section.lock)
    client.force_login(people.officer)

    page = client.get(version.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


# ---- what changed ---------------------------------------------------------------------------------


def changes(version, query=""):
    return f"{version.get_absolute_url()}changes/{query}"


def test_changes_are_against_the_version_before(client, two):
    answer = client.get(changes(two[1]))

    assert answer.context["older"].number == "1.0"
    assert "What changed in version 1.1" in answer.content.decode()
    assert [entry.anchor for entry in answer.context["changes"].entries] == ["change-commitment-1"]


def test_first_version_has_nothing_before_it(client, two):
    answer = client.get(changes(two[0]))

    assert answer.status_code == 200
    assert "This is the first version" in answer.content.decode()


def test_changes_against_a_chosen_version(client, people, two):
    third = next_version(two[0].document, people.officer, people.approver, date(2026, 9, 1), "Third.")

    assert client.get(changes(third)).context["older"].number == "1.1"
    assert client.get(changes(third, "?from=1.0")).context["older"].number == "1.0"


@pytest.mark.parametrize("asked", ["9.9", "nonsense", "", "<script>"])
def test_a_wrong_version_to_compare_with_gets_a_sentence(client, two, asked):
    answer = client.get(changes(two[1]), {"from": asked})

    assert answer.status_code == 404
    assert "<script>" not in answer.content.decode().replace("<script src", "").replace(
        '<script type="module"', ""
    )
    assert "compare" in answer.content.decode()


def test_a_hidden_draft_is_like_a_version_that_is_not_there(client, people, two):
    documents.start_draft(two[0].document, by=people.officer)

    hidden, missing = (client.get(changes(two[1], f"?from={number}")) for number in ("1.2", "1.3"))

    assert hidden.status_code == missing.status_code == 404
    assert hidden.content.replace(b"1.2", b"1.3") == missing.content


def test_draft_is_compared_with_what_is_in_force(client, people, two):
    draft = documents.start_draft(two[0].document, by=people.officer, based_on=two[0])
    client.force_login(people.officer)

    assert client.get(changes(draft)).context["older"].number == "1.1"


def test_changes_of_a_draft_have_their_readers(client, people, two):
    draft = documents.start_draft(two[0].document, by=people.officer)

    assert statuses(client, people, changes(draft)) == {
        "officer": 200, "practitioner": 404, "auditor": 404, "stranger": 404, "anonymous": 404,
    }  # fmt: skip


@pytest.mark.parametrize("versions", [1, 3])
def test_changes_ask_the_same_number_of_questions(client, people, two, versions, django_assert_num_queries):
    last = two[1]
    for number in range(versions - 1):
        last = next_version(
            last.document, people.officer, people.approver, date(2026, 7 + number, 1), f"T{number}"
        )
    client.force_login(people.officer)
    client.get(changes(last))  # the session is kept, and content types are known

    with django_assert_num_queries(7):
        client.get(changes(last))


@pytest.mark.parametrize("tail", ["", "changes/"])
def test_nothing_can_be_sent(client, people, two, tail):
    client.force_login(people.officer)

    assert client.post(two[0].get_absolute_url() + tail).status_code == 405
