"""Rules of approval: what is one, who may set it, how it reads, and what stands in its way."""

from copy import deepcopy
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.models import Event
from governance.approving import ANYONE, Plan, Way
from governance.models import ApprovalRule
from governance.presenting.rules import rule_in_words
from governance.rounds import bench_of
from governance.services.approval_rules import remove_rule, set_rule
from governance.services.rounds import plan_for
from organisations.services.people import end_appointment, end_membership
from tests.factories.governance import CODE, make_document
from tests.governance.approval_world import (
    OFFICE,
    OFFICER_STEP,
    ROLE,
    SIRO_STEP,
    TWO_STEPS,
    make_two_steps,
    seat,
    step,
)
from tests.once import made_once

pytestmark = pytest.mark.django_db
world = made_once(make_two_steps)


@pytest.fixture
def w(world):
    return deepcopy(world)


def test_a_rule_is_set_changed_and_removed(w):
    set_rule(w.organisation, by=w.administrator, plan=Plan((SIRO_STEP,), days=5))
    remove_rule(w.organisation, by=w.administrator)

    told = [e.verb for e in Event.objects.for_target(w.organisation).in_order() if "rule" in e.verb]
    assert told == ["approval_rule.set", "approval_rule.set", "approval_rule.removed"]
    assert ApprovalRule.objects.count() == 0
    assert plan_for(make_document(w.organisation, w.officer)) == ANYONE
    with pytest.raises(ValidationError):
        remove_rule(w.organisation, by=w.administrator)


@pytest.mark.parametrize("name", ["officer", "manager", "auditor", "stranger"])
def test_only_an_administrator_sets_a_rule(w, name):
    with pytest.raises(PermissionDenied):
        set_rule(w.organisation, by=getattr(w, name), plan=TWO_STEPS)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (Plan(()), "somebody must approve"),
        (Plan((step(),)), "who approves in step 1"),
        (Plan((OFFICER_STEP, step(seat(OFFICE, "siro"), needed=2))), "more approvals than the 1"),
        (Plan((step(seat(ROLE, "practitioner")),)), "a role that cannot approve"),
        (Plan((step(seat(OFFICE, "mayor")),)), "a role that cannot approve"),
        (Plan((step(seat(ROLE, "manager"), seat(ROLE, "manager")),)), "one of them twice"),
        (Plan((step(seat(Way.PERSON, uuid4())),)), "not a member"),
        (Plan((OFFICER_STEP,) * 7), "6 steps"),
        (Plan((OFFICER_STEP,), days=900), "365 days"),
    ],
)
def test_what_is_no_rule(w, plan, words):
    with pytest.raises(ValidationError, match=words):
        set_rule(w.organisation, by=w.administrator, plan=plan)


def test_no_rule_for_a_kind_that_there_is_not(w):
    with pytest.raises(ValidationError, match="no such kind"):
        set_rule(w.organisation, by=w.administrator, plan=TWO_STEPS, kind="poem")


def in_words(w, plan):
    bench = bench_of(w.organisation, plan)
    names = {str(key): str(person) for key, person in bench.people.items()}
    return rule_in_words(plan, bench, names, timezone.localdate())


def test_a_rule_reads_as_english(w):
    person = seat(Way.PERSON, w.manager.pk)
    plan = Plan(
        (
            OFFICER_STEP,
            SIRO_STEP,
            step(seat(OFFICE, "dpo"), seat(OFFICE, "caldicott_guardian")),
            step(seat(ROLE, "manager"), person, seat(OFFICE, "chief_officer")),
            step(seat(ROLE, "manager"), person, needed=1),
            step(seat(ROLE, "manager"), needed=2),
        ),
        in_order=False,
        days=1,
    )

    found = in_words(w, plan)

    assert [each.sentence for each in found.steps] == [
        "An information officer approves",
        "The senior information risk owner approves",
        "The data protection officer and the Caldicott Guardian both approve",
        "A manager, Manager and the chief officer all approve",
        "A manager or Manager approves",
        "Two managers approve",
    ]
    assert (found.order, found.time) == (
        "All steps side by side, in any order.",
        "Each version should be approved within 1 day.",
    )
    assert found.steps[1].today == "Manager; while the holder is away Approver"


def test_a_rule_that_can_be_met_says_so_and_one_that_cannot_says_why(w):
    assert in_words(w, TWO_STEPS).can_be_met

    dpo = in_words(w, Plan((step(seat(OFFICE, "dpo")),)))
    managers = in_words(w, Plan((step(seat(ROLE, "manager"), needed=2),)))
    twice = in_words(w, Plan((step(seat(ROLE, "manager")), step(seat(Way.PERSON, w.manager.pk)))))
    end_membership(w.approver.memberships.get(), by=w.administrator)
    gone = in_words(w, Plan((step(seat(Way.PERSON, w.approver.pk)),)))
    end_appointment(w.siro, by=w.administrator)
    idle = in_words(w, Plan((SIRO_STEP,)))

    assert [r.can_be_met for r in (dpo, managers, twice, gone, idle)] == [False] * 5
    assert dpo.steps[0].lacks == "Nobody holds this office today: record an appointment first."
    assert managers.steps[0].lacks == "There are too few people for it today."
    assert (twice.steps[0].lacks, twice.lacks[:22]) == ("", "Nobody approves twice,")
    assert gone.steps[0].lacks == "This person may not approve any more."
    assert "Approver holds this office but has no role" in idle.steps[0].lacks


def test_a_rule_for_a_kind_leaves_the_others_as_they_are(w):
    set_rule(w.organisation, by=w.administrator, plan=Plan((SIRO_STEP,)), kind=CODE)

    assert plan_for(make_document(w.organisation, w.officer)).steps == (SIRO_STEP,)
    remove_rule(w.organisation, by=w.administrator, kind=CODE)
    assert plan_for(make_document(w.organisation, w.officer)).steps == TWO_STEPS.steps
