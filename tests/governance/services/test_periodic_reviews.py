from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.errors import InvalidMove
from audit.models import Event
from governance.models import PeriodicReview
from governance.presenting.reviews import looks_after
from governance.services.documents import change_control
from governance.services.periodic_reviews import as_it_stands, call_review, record_review
from organisations.permissions import Role
from organisations.services.people import end_membership
from tests.factories.governance import make_document, make_published, next_version
from tests.factories.organisations import make_member, make_person

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def version(people):
    return make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1))


def call(version, people, **said):
    said = {"cause": "law", "reason": "A new Act", "due_on": TODAY() + timedelta(days=10)} | said
    return call_review(version.document, by=people.officer, **said)


def recorded(version, people, outcome="no_change", **said):
    return record_review(version.document, by=people.officer, outcome=outcome, **said)


def next_day(version):
    version.refresh_from_db()
    return version.next_review_on


def test_a_review_is_kept_and_the_next_one_is_planned_a_cycle_on(people, version):
    planned = version.next_review_on

    found = recorded(version, people, note="Read it with the police.")

    assert (found.planned_on, found.done_on, found.done_by) == (planned, TODAY(), people.officer)
    assert found.done_as == f"{people.officer}, information officer"
    assert found.version == version
    assert next_day(version).year == TODAY().year + 1
    event = Event.objects.for_target(version).in_order().last()
    assert (event.verb, event.facts["outcome"]) == ("review.recorded", "no_change")


def test_a_review_that_is_called_for_comes_first_and_is_answered(people, version):
    one, two = (
        call(version, people),
        call(version, people, cause="incident", due_on=TODAY() + timedelta(days=3)),
    )
    assert next_day(version) == TODAY() + timedelta(days=3)

    recorded(version, people)

    for row in (one, two):
        row.refresh_from_db()
        assert row.outcome == "no_change"
    assert PeriodicReview.objects.count() == 2
    assert not version.document.reviews.called().exists()


def test_a_call_for_a_later_day_leaves_the_planned_one(people, version):
    planned = version.next_review_on
    call(version, people, due_on=planned + timedelta(days=1))
    assert next_day(version) == planned


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"cause": "cycle"}, "cause"),
        ({"cause": "whim"}, "cause"),
        ({"reason": "  "}, "reason"),
        ({"due_on": date(2026, 1, 1)}, "due_on"),
    ],
)
def test_a_call_that_says_too_little_is_refused(people, version, said, field):
    with pytest.raises(ValidationError) as refused:
        call(version, people, **said)
    assert list(refused.value.message_dict) == [field]
    assert not PeriodicReview.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"outcome": "fine", "note": "Hm"}, "outcome"),
        ({"outcome": "new_version"}, "note"),
        ({"next_review_on": date(2026, 1, 1)}, "next_review_on"),
    ],
)
def test_a_record_that_says_too_little_is_refused(people, version, said, field):
    with pytest.raises(ValidationError) as refused:
        recorded(version, people, **said)
    assert list(refused.value.message_dict) == [field]
    assert not PeriodicReview.objects.exists()


def test_what_another_person_did_meanwhile_is_not_passed_over(people, version):
    seen = as_it_stands(version)
    recorded(version, people, seen=seen)
    with pytest.raises(ValidationError, match="before you"):
        recorded(version, people, seen=seen)
    newer = next_version(version.document, people.officer, people.approver, TODAY())
    with pytest.raises(ValidationError, match="before you"):
        recorded(version, people, seen=as_it_stands(version))
    assert recorded(version, people, seen=as_it_stands(newer)).version == newer


def test_what_is_not_in_force_is_not_reviewed(people):
    draft = make_document(people.organisation, people.officer)
    with pytest.raises(InvalidMove):
        record_review(draft, by=people.officer, outcome="no_change")


def test_only_those_who_write_record_and_those_who_read_drafts_see(people, version):
    with pytest.raises(PermissionDenied):
        record_review(version.document, by=people.practitioner, outcome="no_change")
    row = recorded(version, people)
    seen = {name for name in ("officer", "manager", "practitioner", "stranger", "anonymous")
            if row in PeriodicReview.objects.visible_to(getattr(people, name))}  # fmt: skip
    assert seen == {"officer", "manager"}


def test_it_falls_to_the_information_officers_where_the_owner_has_left(people, version):
    owner = make_person("owner@ncc.example", name="Olive Owner")
    row = make_member(owner, people.organisation, Role.INFORMATION_OFFICER)
    change_control(version.document, by=people.officer, owner=owner)
    version.document.refresh_from_db()
    assert looks_after(version.document).owner == owner

    end_membership(row, by=people.administrator, reason="Left")

    found = looks_after(version.document)
    assert (found.owner, found.left) == (None, owner)
    assert people.officer in found.people
    assert owner not in found.people
