from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.errors import InvalidMove
from audit.models import Event
from governance.services.review import give_up
from protocols.kinds import PROTOCOL
from protocols.models import Conditions, Terms
from protocols.services.answers import (
    answer_conditions,
    answer_terms,
    conditions_stamp,
    terms_stamp,
)
from protocols.services.beginning import begin_protocol
from protocols.services.drafting import StaleRow

pytestmark = pytest.mark.django_db
BEGINS, ENDS = date(2027, 1, 1), date(2029, 12, 31)


@pytest.fixture
def draft(people):
    return begin_protocol(people.organisation, kind=PROTOCOL, title="Missing children", by=people.officer)


def terms(draft, by, **fields):
    return answer_terms(draft, by=by, fields=fields, seen=terms_stamp(draft))


def conditions(draft, by, **fields):
    return answer_conditions(draft, by=by, fields=fields, seen=conditions_stamp(draft))


def test_answers_are_kept_and_told_by_their_fields(people, draft):
    terms(draft, people.officer, starts_on=BEGINS, retention="P2Y")
    conditions(draft, people.officer, security=" Sent by portal.\r\nNothing else. ", notice="P3M")

    assert Terms.objects.get(version=draft).retention == "P2Y"
    assert Conditions.objects.get(version=draft).security == "Sent by portal.\nNothing else."
    told = Event.objects.order_by("-id")[:2]
    assert [(event.verb, event.facts) for event in told] == [
        ("conditions.answered", {"version": "1.0", "fields": ["security", "notice"]}),
        ("terms.answered", {"version": "1.0", "fields": ["starts_on", "retention"]}),
    ]


def test_what_is_not_asked_stays(people, draft):
    terms(draft, people.officer, starts_on=BEGINS, retention="P2Y")
    terms(draft, people.officer, retention="P6Y")

    row = Terms.objects.get(version=draft)
    assert (row.starts_on, row.retention) == (BEGINS, "P6Y")


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"ends_on": date(2026, 12, 31)}, {"ends_on": "The end date must not be before the start date."}),
        ({"review_on": date(2026, 12, 31)}, {"review_on": "The review must not be before the start date."}),
        (
            {"ends_on": ENDS, "review_on": date(2030, 1, 1)},
            {"review_on": "The review must not be after the end date: there is nothing left to review."},
        ),
        ({"ends_on": date(9999, 1, 1)}, {"ends_on": "Enter a day between the years 1900 and 2999."}),
        (
            {"retention": "2 years"},
            {"retention": "Write the period as ISO 8601 does, such as P2Y6M for 2 years and 6 months."},
        ),
    ],
)
def test_dates_that_contradict_each_other_are_refused(people, draft, fields, fault):
    terms(draft, people.officer, starts_on=BEGINS)

    with pytest.raises(ValidationError) as refused:
        terms(draft, people.officer, **fields)

    assert {name: messages[0] for name, messages in refused.value.message_dict.items()} == fault
    assert Terms.objects.get(version=draft).ends_on is None


def test_no_assessment_wants_a_reason_and_one_that_was_done_a_day_that_was(people, draft):
    with pytest.raises(ValidationError) as refused:
        conditions(draft, people.officer, assessment="not_needed")
    assert refused.value.message_dict == {"assessment_reason": ["Say why no impact assessment is needed."]}

    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError) as refused:
        conditions(draft, people.officer, assessment="done", assessed_on=tomorrow)
    assert list(refused.value.message_dict) == ["assessed_on"]
    assert not Conditions.objects.exists()


@pytest.mark.parametrize(
    ("answer", "fields"),
    [(answer_terms, {"retention": "P2Y"}), (answer_conditions, {"security": "By post."})],
)
def test_an_answer_on_top_of_another_one_is_refused(people, draft, answer, fields):
    with pytest.raises(StaleRow):
        answer(draft, by=people.officer, fields=fields, seen="0" * 64)


def test_the_same_answer_again_writes_no_line(people, draft):
    terms(draft, people.officer, retention="P2Y")
    conditions(draft, people.officer, security="By post.")
    count = Event.objects.count()

    answer_terms(draft, by=people.officer, fields={"retention": "P2Y"}, seen="whatever")
    answer_conditions(draft, by=people.officer, fields={"security": "By post."}, seen="whatever")

    assert Event.objects.count() == count


@pytest.mark.parametrize("who", ["practitioner", "auditor", "stranger"])
def test_only_who_may_write_answers(people, draft, who):
    with pytest.raises(PermissionDenied):
        terms(draft, getattr(people, who), retention="P2Y")
    with pytest.raises(PermissionDenied):
        conditions(draft, getattr(people, who), security="By post.")


def test_what_left_draft_is_frozen(people, draft):
    give_up(draft, by=people.officer, reason="No need")

    with pytest.raises(InvalidMove, match="frozen"):
        terms(draft, people.officer, retention="P2Y")
    with pytest.raises(InvalidMove, match="frozen"):
        conditions(draft, people.officer, security="By post.")
