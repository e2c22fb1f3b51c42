from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.errors import InvalidMove
from audit.models import Event
from governance.models import Document, DocumentVersion
from governance.services.bulk import assign_owner, set_review_day
from governance.services.documents import change_control
from governance.services.periodic_reviews import call_review, plan_review
from governance.stamps import owners_stamp, reviews_stamp
from tests.factories.governance import make_document, make_published

pytestmark = pytest.mark.django_db
LATER = date(2030, 4, 3)


@pytest.fixture
def two(people):
    """A document in force, and a draft."""
    version = make_published(people.organisation, people.officer, people.approver, title="First")
    return [version.document, make_document(people.organisation, people.officer, title="Second")]


def owners():
    return list(Document.objects.order_by("title").values_list("owner__name", flat=True))


def written(verb):
    return Event.objects.filter(verb=verb).order_by("at", "id")


def test_each_document_has_its_event_and_the_operation_is_one(people, two):
    assign_owner(two, by=people.officer, owner=people.manager, seen=owners_stamp(two))

    events = written("document.control_changed")
    assert owners() == ["Manager", "Manager"]
    assert [event.target_id for event in events] == [str(document.pk) for document in two]
    assert len({event.operation for event in events}) == 1


def test_one_that_cannot_be_given_keeps_all_as_they_were(people, two):
    theirs = make_document(people.other, people.stranger, title="Theirs")
    documents = [*two, theirs]

    with pytest.raises(ValidationError) as refused:
        assign_owner(documents, by=people.officer, owner=people.manager, seen=owners_stamp(documents))

    assert refused.value.messages == [f"{theirs}: Manager has no role in Northport Trust."]
    assert owners() == ["Officer", "Officer", "Stranger"]
    assert written("document.control_changed").count() == 0


def test_every_sentence_is_said(people, two):
    theirs = make_document(people.other, people.stranger, title="Theirs")
    documents = [*two, theirs]

    with pytest.raises(ValidationError) as refused:
        set_review_day(
            documents, by=people.officer, next_review_on=LATER, reason="Later", seen=reviews_stamp(documents)
        )

    said = refused.value.messages
    assert len(said) == 2
    assert said[0] == f"{two[1]}: Nothing of this document is in force, so there is nothing to review."
    assert said[1].startswith(f"{theirs}: Only a person with the role information officer")
    assert DocumentVersion.objects.filter(next_review_on=LATER).count() == 0


def test_what_was_changed_meanwhile_is_not_undone_unseen(people, two):
    seen, seen_day = owners_stamp(two), reviews_stamp(two[:1])
    change_control(two[0], by=people.approver, owner=people.approver)
    plan_review(two[0], by=people.approver, next_review_on=LATER, reason="Later")

    with pytest.raises(InvalidMove, match="before you"):
        assign_owner(two, by=people.officer, owner=people.manager, seen=seen)
    with pytest.raises(InvalidMove, match="before you"):
        set_review_day(two[:1], by=people.officer, next_review_on=LATER, reason="x", seen=seen_day)

    assert owners() == ["Approver", "Officer"]


def test_at_most_a_hundred(people, two):
    for documents in ([], [two[0]] * 101):
        with pytest.raises(ValidationError, match="100 documents"):
            assign_owner(documents, by=people.officer, owner=people.manager, seen="")


def test_the_next_review_is_planned_with_its_reason(people, two):
    plan_review(two[0], by=people.officer, next_review_on=LATER, reason=" The Act is late. ")
    plan_review(two[0], by=people.officer, next_review_on=LATER, reason="Again")

    event = written("review.planned").get()
    assert two[0].versions.get().next_review_on == LATER
    assert event.facts == {"version": "1.0", "next_review_on": "2030-04-03"}
    assert event.reason == "The Act is late."


@pytest.mark.parametrize(
    ("days", "reason", "field"),
    [(0, "Why", "next_review_on"), (-1, "Why", "next_review_on"), (9, " ", "reason")],
)
def test_a_review_is_planned_for_a_day_to_come_and_with_a_reason(people, two, days, reason, field):
    with pytest.raises(ValidationError) as refused:
        plan_review(
            two[0],
            by=people.officer,
            next_review_on=timezone.localdate() + timedelta(days=days),
            reason=reason,
        )

    assert set(refused.value.error_dict) == {field}


def test_a_review_that_was_asked_for_is_not_put_off(people, two):
    call_review(two[0], by=people.officer, cause="law", reason="A new Act", due_on=date(2027, 5, 3))

    with pytest.raises(ValidationError, match="by 3 May 2027"):
        plan_review(two[0], by=people.officer, next_review_on=LATER, reason="Later")
    plan_review(two[0], by=people.officer, next_review_on=date(2027, 5, 2), reason="Sooner")
