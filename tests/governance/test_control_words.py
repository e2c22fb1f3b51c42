"""The page and the PDF of a version say the same of how it came about."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from governance import control_words
from governance.pdf import facts as printed
from governance.presenting import policy
from governance.services import publication, review
from tests.audit.helpers import acting
from tests.factories.governance import draft_of, make_document


@pytest.mark.django_db
def test_page_and_print_say_the_same_of_approval_and_publication(people):
    with acting():
        people.organisation.four_eyes_waiver = "We are two people."
        people.organisation.save()
    version = draft_of(
        make_document(
            people.organisation,
            people.officer,
            publication="redacted",
            publication_reason="s 31",
            language="cy",
        )
    )
    review.submit(version, by=people.officer, change_summary="First edition", grade="material")
    review.approve(version, by=people.officer, forum="Cabinet, minute 7")
    version = publication.publish(
        version, by=people.officer, effective_from=date(2026, 1, 1), confirmed_new=True
    )

    on_paper, on_the_page = dict(printed.facts(version).control), dict(policy.facts(version, None))

    for label in ("Approved by", "Four eyes waived", "Publication", "Language"):
        assert on_the_page[label] == on_paper[label]
    assert on_paper["Approved by"].endswith(", at Cabinet, minute 7")
    assert on_paper["Four eyes waived"].endswith("approved it. Reason: We are two people.")
    assert (on_paper["Publication"], on_paper["Language"]) == ("With parts taken out. s 31", "Welsh")


def test_what_nobody_approved_or_waived_says_nothing():
    row = SimpleNamespace(approved_at=None, approved_as="", approved_forum="", waiver="")

    assert (control_words.approval(row), control_words.waiver(row), control_words.day(None)) == ("", "", "")


def test_the_day_of_an_approval_is_the_one_in_london():
    row = SimpleNamespace(
        approved_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC),
        approved_as="Joy Okoro, manager",
        approved_forum="",
    )

    assert control_words.approval(row) == "Joy Okoro, manager, on 1 July 2026"


def test_a_language_that_is_not_offered_is_named_by_its_code():
    assert [control_words.language(code) for code in ("en-gb", "cy", "pl")] == ["English", "Welsh", "pl"]
