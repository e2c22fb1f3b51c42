from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from audit.errors import InvalidMove
from audit.models import Event
from governance.models import DocumentVersion
from governance.models.version import Standing
from governance.services import documents, publication
from tests.factories.governance import (
    approved,
    draft_of,
    make_document,
    make_published,
    next_version,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _frozen_day():
    with time_machine.travel("2026-11-24T10:00:00+00:00", tick=True):
        yield


def ranges(document):
    return list(document.versions.order_by("major", "minor").values_list("effective_from", "effective_to"))


def test_publish_today(people):
    version = make_published(people.organisation, people.officer, people.approver)

    assert (version.standing(), version.next_review_on) == (Standing.IN_FORCE, date(2027, 11, 24))
    assert Event.objects.for_target(version).latest("at").verb == "version.published"


def test_publishing_ends_the_one_before_on_that_day(people):
    first = make_published(people.organisation, people.officer, people.approver, date(2026, 4, 1))

    second = next_version(first.document, people.officer, people.approver, date(2027, 1, 1))

    assert ranges(first.document) == [(date(2026, 4, 1), date(2027, 1, 1)), (date(2027, 1, 1), None)]
    first.refresh_from_db()
    assert (first.standing(), second.standing()) == (Standing.IN_FORCE, Standing.SCHEDULED)
    assert [v.number for v in DocumentVersion.objects.in_force(date(2027, 1, 1))] == ["1.1"]


def test_overlapping_ranges_are_refused_in_a_sentence(people):
    first = make_published(people.organisation, people.officer, people.approver, date(2026, 4, 1))
    next_version(first.document, people.officer, people.approver, date(2027, 1, 1))
    draft = documents.start_draft(first.document, by=people.officer)
    third = approved(draft, people.officer, people.approver)

    with pytest.raises(ValidationError, match="takes effect on 1 January 2027, so the two would overlap"):
        publication.publish(third, by=people.approver, effective_from=date(2026, 12, 1))

    third.refresh_from_db()
    assert third.state == "approved"


def test_the_database_refuses_overlapping_ranges_too(people):
    first = make_published(people.organisation, people.officer, people.approver, date(2026, 4, 1))
    second = next_version(first.document, people.officer, people.approver, date(2027, 1, 1))

    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentVersion.objects.filter(pk=second.pk).update(effective_from=date(2026, 5, 1))


def test_only_an_approved_version_is_published(people):
    draft = draft_of(make_document(people.organisation, people.officer))

    with pytest.raises(InvalidMove):
        publication.publish(draft, by=people.approver, effective_from=TODAY)


@pytest.mark.parametrize("name", ["practitioner", "auditor", "administrator", "stranger"])
def test_publishing_is_for_officers_and_managers(people, name):
    version = approved(
        draft_of(make_document(people.organisation, people.officer)), people.officer, people.approver
    )

    with pytest.raises(PermissionDenied):
        publication.publish(version, by=getattr(people, name), effective_from=TODAY)


def test_withdraw_ends_today_and_keeps_the_reason(people):
    version = make_published(people.organisation, people.officer, people.approver, date(2026, 4, 1))

    version = publication.withdraw(version, by=people.manager, reason="Wrong law")

    assert (version.standing(), version.effective_to, version.withdrawal_reason) == (
        Standing.WITHDRAWN,
        TODAY,
        "Wrong law",
    )
    assert list(DocumentVersion.objects.in_force(TODAY)) == []
    assert [v.number for v in DocumentVersion.objects.in_force(TODAY - timedelta(days=1))] == ["1.0"]


def test_cancelling_a_scheduled_version_brings_the_one_before_back(people):
    first = make_published(people.organisation, people.officer, people.approver, date(2026, 4, 1))
    second = next_version(first.document, people.officer, people.approver, date(2027, 1, 1))

    publication.withdraw(second, by=people.manager, reason="Not yet")

    assert ranges(first.document) == [(date(2026, 4, 1), None), (None, None)]


def test_withdraw_needs_a_reason(people):
    version = make_published(people.organisation, people.officer, people.approver)

    with pytest.raises(ValidationError, match="Say why"):
        publication.withdraw(version, by=people.manager, reason=" ")


def test_a_later_title_becomes_the_title_of_the_document(people):
    first = make_published(people.organisation, people.officer, people.approver, date(2026, 4, 1))
    draft = documents.start_draft(first.document, by=people.officer)
    draft = documents.change_version(
        draft, by=people.officer, lock=draft.lock, title="Sharing code", marking="", handling=""
    )

    publication.publish(
        approved(draft, people.officer, people.approver), by=people.approver, effective_from=TODAY
    )

    first.document.refresh_from_db()
    assert first.document.title == "Sharing code"
