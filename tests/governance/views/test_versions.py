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


# ---- where comparisons were before ----------------------------------------------------------------


@pytest.mark.parametrize(("asked", "leads_to"), [("", "from=1.0&to=1.1"), ("?from=9.9", "from=9.9&to=1.1")])
def test_the_old_address_of_a_comparison_leads_on(client, two, asked, leads_to):
    answer = client.get(f"{two[1].get_absolute_url()}changes/{asked}")

    assert answer.url == f"/documents/{two[0].document.reference}/compare/?{leads_to}"


def test_the_old_address_of_a_draft_has_its_readers(client, people, two):
    draft = documents.start_draft(two[0].document, by=people.officer)

    assert statuses(client, people, f"{draft.get_absolute_url()}changes/") == {
        "officer": 302, "practitioner": 404, "auditor": 404, "stranger": 404, "anonymous": 404,
    }  # fmt: skip


@pytest.mark.parametrize("tail", ["", "changes/"])
def test_nothing_can_be_sent(client, people, two, tail):
    client.force_login(people.officer)

    assert client.post(two[0].get_absolute_url() + tail).status_code == 405
