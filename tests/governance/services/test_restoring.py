from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.errors import InvalidMove
from audit.models import Event
from governance.services import documents, restoring, review
from tests.factories.governance import draft_of, make_document, make_published, next_version
from tests.factories.protocols import amend, make_recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(people):
    """Version 1.0, superseded by 1.1."""
    version = make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1))
    next_version(version.document, people.officer, people.approver, date(2026, 6, 1), "Second.")
    version.refresh_from_db()
    return version


def bodies(version):
    return [section.body for section in version.sections.order_by("position")]


def test_an_old_text_comes_back_as_the_next_draft_and_says_so(people, first):
    second = first.document.versions.get(minor=1)

    draft = restoring.restore(first, by=people.officer, reason=" It was clearer. ")

    assert (draft.number, draft.state, draft.based_on) == ("1.2", "draft", first)
    assert bodies(draft) == bodies(first) != bodies(second)
    assert draft.change_summary == "Brings back the text of version 1.0. It was clearer."
    first.refresh_from_db()
    second.refresh_from_db()
    assert [first.state, second.state, bodies(second)[0]] == ["published", "published", "Second."]


def test_restoring_is_told_in_the_log(people, first):
    draft = restoring.restore(first, by=people.officer, reason="It was clearer.")

    started, restored = Event.objects.for_target(draft).in_order()
    assert (started.verb, restored.verb) == ("version.draft_started", "version.restored")
    assert started.operation == restored.operation
    assert restored.facts == {"version": "1.2", "restored": "1.0"}
    assert restored.reason == "It was clearer."


def test_rows_come_back_too(people):
    first = make_recorded(people.organisation, people.officer, people.other, powers=("dea_fuel_poverty",))
    amend(first, people.officer, people.other, powers=("dea_debt",))

    draft = restoring.restore(first, by=people.officer, reason="It was clearer.")

    assert [power.key for power in draft.legal_powers.all()] == ["dea_fuel_poverty"]


def test_while_another_version_is_worked_on_nothing_is_restored(people, first):
    documents.start_draft(first.document, by=people.officer)

    with pytest.raises(InvalidMove, match="is being worked on already"):
        restoring.restore(first, by=people.officer, reason="It was clearer.")


def test_what_is_worked_on_is_not_restored(people):
    draft = draft_of(make_document(people.organisation, people.officer))

    with pytest.raises(InvalidMove, match="nothing to restore"):
        restoring.restore(draft, by=people.officer, reason="It was clearer.")


def test_a_draft_that_was_given_up_can_come_back(people, first):
    draft = documents.start_draft(first.document, by=people.officer)
    given_up = review.give_up(draft, by=people.officer, reason="Not needed")

    assert restoring.restore(given_up, by=people.officer, reason="Needed after all.").number == "1.3"


def test_a_reason_is_needed(people, first):
    with pytest.raises(ValidationError):
        restoring.restore(first, by=people.officer, reason="  ")
    assert not first.document.versions.open().exists()


@pytest.mark.parametrize("who", ["practitioner", "manager", "auditor", "stranger"])
def test_only_those_who_draft_restore(people, first, who):
    with pytest.raises(PermissionDenied):
        restoring.restore(first, by=getattr(people, who), reason="It was clearer.")
