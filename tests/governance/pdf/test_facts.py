"""What is printed stays as it stood when the version was published."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from governance.pdf.facts import facts
from governance.pdf.html import document_html, printable
from governance.services import documents, publication, review
from organisations.services.logos import remove_logo, set_logo
from tests.audit.helpers import acting
from tests.factories.governance import (
    approved,
    draft_of,
    make_document,
    make_published,
    next_version,
    published,
)
from tests.factories.pictures import make_picture

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def day():
    with time_machine.travel("2026-11-24T09:30:00Z", tick=True):
        yield


def make(people, **fields):
    fields.setdefault("owner_role", "Head of information governance")
    return make_published(people.organisation, people.officer, people.approver, **fields)


def test_cover_and_control_block_of_a_published_version(people):
    version = make(people, distribution="All staff")

    found = facts(version)

    assert found.cover == (
        ("Version", "1.0"),
        ("Status", "Published on 24 November 2026"),
        ("In force from", "24 November 2026"),
        ("Next review", "24 November 2027"),
    )
    assert dict(found.control) == {
        "Reference": version.document.reference,
        "Organisation": "Northshire County Council",
        "Owner": "Head of information governance, Northshire County Council",
        "Author": version.author_as,
        "Approved by": f"{version.approved_as}, on 24 November 2026",
        "In force from": "24 November 2026",
        "Next review": "24 November 2027, then every 12 months",
        "Who may read it": "Anyone, without signing in",
        "Publication": "In full, for those who may read it",
        "Distribution": "All staff",
        "Language": "English",
        "Protective marking": "None",
    }
    assert [(line.number, line.since, line.what, line.by) for line in found.versions] == [
        ("1.0", "24 November 2026", "First edition", "Approver")
    ]
    assert found.draft_word == ""


def test_forum_of_the_approval_is_printed(people):
    version = draft_of(make_document(people.organisation, people.officer))
    review.submit(version, by=people.officer, change_summary="First edition", grade="material")
    review.approve(version, by=people.approver, forum="the Governance Board, minute 7")

    control = dict(facts(draft := document_version(version)).control)

    assert (
        control["Approved by"]
        == f"{draft.approved_as}, on 24 November 2026, at the Governance Board, minute 7"
    )


def document_version(version):
    return type(version).objects.for_page().get(pk=version.pk)


def test_waiver_is_printed_with_its_reason(people):
    with acting():
        people.organisation.four_eyes_waiver = "We are two people."
        people.organisation.save()
    version = draft_of(make_document(people.organisation, people.officer))
    version = approved(version, people.officer, people.officer)

    control = dict(facts(version).control)

    assert control["Four eyes waived"] == (
        "The person who submitted this version also approved it. Reason: We are two people."
    )


@pytest.mark.parametrize(
    ("marking", "running", "controlled"),
    [("", "", "None"), ("not_marked", "Not protectively marked", "Not protectively marked")],
)
def test_not_protectively_marked_is_printed_and_no_blank(people, marking, running, controlled):
    draft = draft_of(make_document(people.organisation, people.officer))
    draft = documents.change_version(
        draft, by=people.officer, lock=draft.lock, title="Code", marking=marking, handling=""
    )

    found = facts(document_version(published(draft, people.officer, people.approver)))

    assert (found.running_marking, dict(found.control)["Protective marking"]) == (running, controlled)


def test_draft_is_marked_as_such(people):
    version = draft_of(make_document(people.organisation, people.officer))

    found = facts(version)

    assert found.draft_word == "DRAFT"
    assert found.running_marking == "DRAFT"
    assert ("Status", "Draft, not in force") in found.cover
    assert found.versions[0].by == "Not approved"
    assert 'data-marking="DRAFT"' in document_html(version)


def test_new_version_names_the_one_that_it_replaces(people):
    first = make(people)

    second = next_version(first.document, people.officer, people.approver, TODAY + timedelta(days=7))

    assert ("Replaces", "Version 1.0, in force from 24 November 2026") in facts(second).control
    assert [line.number for line in facts(second).versions] == [second.number, "1.0"]


def test_nothing_that_happens_later_changes_what_is_printed(people):
    first = make(people, effective_from=TODAY + timedelta(days=5))
    second = next_version(first.document, people.officer, people.approver, TODAY + timedelta(days=9))
    before = [printable(document_version(version)).key() for version in (first, second)]

    with acting():
        people.organisation.name = "Northshire Council"
        people.organisation.legal_name = "The Council of Northshire"
        people.organisation.save()
    documents.change_control(
        first.document,
        by=people.officer,
        owner_role="Somebody else",
        distribution="Nobody",
        review_cycle_months=6,
    )
    people.officer.name = people.approver.name = "Renamed"
    people.officer.save()
    people.approver.save()
    publication.withdraw(second, by=people.manager, reason="A mistake")
    publication.withdraw(first, by=people.manager, reason="A mistake, too")
    next_version(first.document, people.officer, people.approver, TODAY)

    with (
        time_machine.travel("2027-05-01T09:30:00Z"),
        translation.override("cy"),
        timezone.override("Asia/Tokyo"),
    ):
        after = [printable(document_version(version)).key() for version in (first, second)]
    assert after == before


def test_logo_is_printed_as_it_stood_at_publication(people):
    here, by = people.organisation, people.administrator
    before = make(people)
    red = set_logo(here, by=by, data=make_picture(colour="red")).logo_id
    with_red = next_version(before.document, people.officer, people.approver, TODAY + timedelta(days=1))
    teal = set_logo(here, by=by, data=make_picture(colour="teal")).logo_id
    with_teal = next_version(before.document, people.officer, people.approver, TODAY + timedelta(days=2))
    keys = [printable(document_version(version)).key() for version in (before, with_red, with_teal)]
    remove_logo(here, by=by)
    draft = draft_of(make_document(here.__class__.objects.get(pk=here.pk), people.officer))

    versions = [document_version(version) for version in (before, with_red, with_teal, draft)]

    assert [facts(version).logo for version in versions] == ["", red, teal, ""]
    assert [list(printable(version).pictures) for version in versions] == [[], [red], [teal], []]
    assert [printable(version).key() for version in versions[:3]] == keys


def test_published_file_carries_the_time_of_publication(people):
    version = make(people)

    assert facts(version).stamp.startswith("2026-11-24T09:3")


def test_long_title_is_shortened_in_the_header_alone(people):
    title = "A very long title " * 8
    version = make(people, title=title.strip())

    found = facts(version)

    assert found.title == title.strip()
    assert len(found.running_title) < 100
    assert "…" in found.running_title


def test_facts_ask_as_much_of_one_version_as_of_three(people, django_assert_num_queries):
    version = document_version(make(people))
    with django_assert_num_queries(6):
        facts(version)
    for days in (1, 2):
        version = next_version(
            version.document, people.officer, people.approver, TODAY + timedelta(days=days)
        )
    version = document_version(version)

    with django_assert_num_queries(6):
        found = facts(version)

    assert len(found.versions) == 3


def test_version_withdrawn_before_is_not_named(people):
    first = make(people, effective_from=TODAY + timedelta(days=5))
    publication.withdraw(first, by=people.manager, reason="A mistake")

    second = next_version(first.document, people.officer, people.approver, TODAY)

    found = facts(second)
    assert len(found.versions) == 1
    assert "Replaces" not in dict(found.control)


def test_what_was_decided_and_where_the_signed_original_is_are_printed(people):
    reason = "section 31(1)(a), prevention of crime"
    version = make(
        people,
        audience="organisation",
        publication="withheld",
        publication_reason=reason,
        signed_original="Legal Services, box 14",
        tier="1",
    )

    control = dict(facts(version).control)

    assert control["Publication"] == f"Withheld: the public does not see that it exists. {reason}"
    assert control["Signed original"] == "Legal Services, box 14"
    assert control["Tier"] == "Tier 1: principles that everyone signs up to"
