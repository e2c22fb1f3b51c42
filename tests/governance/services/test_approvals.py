"""Approval by a rule of two steps: an information officer, then the SIRO or, while she is away, her deputy."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from audit.errors import InvalidMove
from audit.models import Event
from governance.approving import Plan, Way
from governance.errors import NotAsked, OwnWork
from governance.models import Approval, ApprovalRound, ApprovalSeat, ApprovalStep
from governance.pdf.facts import facts
from governance.services import approvals, review, sections
from governance.services.approval_rules import set_rule
from organisations.permissions import Role
from organisations.services import absences
from organisations.services.organisations import waive_four_eyes
from organisations.services.people import end_appointment, end_membership
from tests.audit.helpers import acting
from tests.factories.governance import draft_of, make_document, submitted
from tests.factories.organisations import make_member, make_person
from tests.governance.approval_world import OFFICE, ROLE, SIRO_STEP, make_two_steps, seat, step
from tests.once import made_once

pytestmark = pytest.mark.django_db
world = made_once(make_two_steps)
TODAY = timezone.localdate
REASON = "I read an old print."


@pytest.fixture
def w(world):
    return deepcopy(world)


def colleague(w, name, role=Role.INFORMATION_OFFICER):
    person = make_person(f"{name}@northshire.example", name=name.title())
    make_member(person, w.organisation, role)
    return person


def live(version):
    return [
        approval.given_as
        for approval in Approval.objects.live().filter(round__version=version).order_by("at")
    ]


def test_the_last_approval_makes_it_approved(w):
    half = review.approve(w.version, by=w.approver, note="Fine")

    whole = review.approve(w.version, by=w.manager, forum="Board, minute 2")

    assert (half.state, half.approved_by) == ("in_review", None)
    assert (whole.state, whole.approved_by, whole.approved_as) == (
        "approved",
        w.manager,
        "Manager, senior information risk owner",
    )
    assert live(w.version) == ["Approver, information officer", "Manager, senior information risk owner"]
    verbs = [event.verb for event in Event.objects.for_target(w.version).in_order()]
    assert verbs[-2:] == ["approval.given", "version.approved"]


def test_steps_in_order_wait_for_the_one_before(w):
    with pytest.raises(NotAsked):
        review.approve(w.version, by=w.manager)

    assert live(w.version) == []


def test_nobody_approves_twice_in_a_round(w):
    review.approve(w.version, by=w.approver)
    absences.go_away(w.siro, by=w.administrator)

    with pytest.raises(InvalidMove, match="approved this version already"):
        review.approve(w.version, by=w.approver)


def test_the_database_refuses_a_second_approval_of_one_person(w):
    review.approve(w.version, by=w.approver)
    first = Approval.objects.get()
    first.pk = Approval().pk

    with pytest.raises(DatabaseError), transaction.atomic(), acting():
        first.save(force_insert=True)


def test_an_approval_is_marked_not_changed(w):
    review.approve(w.version, by=w.approver)

    for change in ({"note": "Other"}, {"at": timezone.now()}):
        with pytest.raises(DatabaseError, match="taken back, not changed"), transaction.atomic():
            Approval.objects.update(**change)
    with pytest.raises(DatabaseError, match="taken back, not changed"), transaction.atomic():
        Approval.objects.all()._raw_delete("default")


def test_who_sent_it_approves_in_no_step(w):
    version = submitted(draft_of(make_document(w.organisation, w.approver)), w.approver)

    with pytest.raises(OwnWork):
        review.approve(version, by=w.approver)


def test_the_deputy_counts_while_the_holder_is_away(w):
    other = colleague(w, "other")
    review.approve(w.version, by=other)
    with pytest.raises(NotAsked):
        review.approve(w.version, by=w.approver)
    absences.go_away(w.siro, by=w.manager, back_on=TODAY() + timedelta(days=7))

    version = review.approve(w.version, by=w.approver)

    assert (version.state, version.approved_as) == (
        "approved",
        "Approver, deputy senior information risk owner",
    )


def test_the_deputy_counts_where_the_holder_sent_it_and_where_there_is_none(w):
    set_rule(w.organisation, by=w.administrator, plan=Plan((SIRO_STEP,)))
    make_member(w.manager, w.organisation, Role.INFORMATION_OFFICER)
    own = submitted(draft_of(make_document(w.organisation, w.manager)), w.manager)
    vacant = submitted(draft_of(make_document(w.organisation, w.officer)), w.officer)

    assert review.approve(own, by=w.approver).state == "approved"
    end_appointment(w.siro, by=w.administrator)
    assert review.approve(vacant, by=w.approver).state == "approved"


def test_two_of_three_side_by_side(w):
    seats = [seat(ROLE, "manager"), seat(OFFICE, "siro"), seat(Way.PERSON, w.approver.pk)]
    set_rule(w.organisation, by=w.administrator, plan=Plan((step(*seats, needed=2),), in_order=False))
    version = submitted(draft_of(make_document(w.organisation, w.officer)), w.officer)
    review.approve(version, by=w.approver)

    second = colleague(w, "second", Role.MANAGER)

    assert review.approve(version, by=second).state == "approved"
    assert live(version) == ["Approver, deputy senior information risk owner", "Second, manager"]


def test_who_sits_in_two_seats_says_in_which(w):
    plan = Plan((step(seat(ROLE, "manager"), seat(OFFICE, "siro")),))
    set_rule(w.organisation, by=w.administrator, plan=plan)
    version = submitted(draft_of(make_document(w.organisation, w.officer)), w.officer)

    with pytest.raises(ValidationError, match="capacity"):
        review.approve(version, by=w.manager, capacity="0-7-x")
    review.approve(version, by=w.manager, capacity=f"0-1-{w.manager.pk}")

    assert live(version) == ["Manager, senior information risk owner"]


def test_asking_for_changes_ends_the_round_and_the_next_begins_anew(w):
    review.approve(w.version, by=w.approver)
    review.send_back(w.version, by=w.manager, reason="Name who advises.")
    section = w.version.sections.first()
    sections.save_section(section, by=w.officer, body="Changed.", base=section.lock)

    version = submitted(w.version, w.officer)

    rounds = list(ApprovalRound.objects.filter(version=version).order_by("number"))
    assert [(r.number, r.outcome, r.approvals.count()) for r in rounds] == [
        (1, "sent_back", 1),
        (2, "waiting", 0),
    ]
    assert review.approve(version, by=w.approver).state == "in_review"


def test_a_round_keeps_the_rule_under_which_it_began(w):
    set_rule(w.organisation, by=w.administrator, plan=Plan((SIRO_STEP,)))

    assert review.approve(w.version, by=w.approver).state == "in_review"


def test_a_rule_for_a_kind_comes_before_the_one_for_all(w):
    set_rule(w.organisation, by=w.administrator, plan=Plan((SIRO_STEP,)), kind="code_of_practice")
    version = submitted(draft_of(make_document(w.organisation, w.officer)), w.officer)

    assert review.approve(version, by=w.manager).state == "approved"


def test_the_due_day_is_the_rules_or_the_submitters(w):
    version = draft_of(make_document(w.organisation, w.officer))
    with pytest.raises(ValidationError, match="today or later"):
        review.submit(version, by=w.officer, change_summary="x", due_on=TODAY() - timedelta(days=1))
    review.submit(version, by=w.officer, change_summary="x", due_on=TODAY() + timedelta(days=3))

    assert w.version.rounds.get().due_on == TODAY() + timedelta(days=10)
    assert version.rounds.get().due_on == TODAY() + timedelta(days=3)


def test_an_approval_can_be_taken_back_before_the_last(w):
    other = colleague(w, "other")
    review.approve(w.version, by=w.approver)

    approvals.take_back(w.version, by=w.approver, reason=REASON)

    assert (live(w.version), Approval.objects.count()) == ([], 1)
    with pytest.raises(NotAsked):
        review.approve(w.version, by=w.manager)
    review.approve(w.version, by=other)
    assert review.approve(w.version, by=w.manager).state == "approved"
    with pytest.raises(InvalidMove):
        approvals.take_back(w.version, by=w.manager, reason=REASON)


def test_taking_back_is_for_who_approved_and_needs_a_reason(w):
    review.approve(w.version, by=w.approver)

    with pytest.raises(InvalidMove, match="no approval"):
        approvals.take_back(w.version, by=w.manager, reason=REASON)
    with pytest.raises(ValidationError, match="Say why"):
        approvals.take_back(w.version, by=w.approver, reason=" ")


def test_a_delegate_approves_for_the_holder(w):
    other = colleague(w, "other")
    review.approve(w.version, by=w.approver)
    approvals.delegate(w.version, by=w.manager, to=other, until=TODAY())

    version = review.approve(w.version, by=other)

    assert (version.state, version.approved_as) == (
        "approved",
        "Other, for Manager, senior information risk owner",
    )


def test_a_delegation_ends_by_itself_and_at_once(w, time_machine):
    other = colleague(w, "other")
    review.approve(w.version, by=w.approver)
    approvals.delegate(w.version, by=w.manager, to=other, until=TODAY())
    time_machine.move_to(timezone.now() + timedelta(days=1))
    with pytest.raises(NotAsked):
        review.approve(w.version, by=other)
    approvals.delegate(w.version, by=w.manager, to=other, until=TODAY())
    approvals.end_delegation(w.version, by=w.manager)

    with pytest.raises(NotAsked):
        review.approve(w.version, by=other)
    with pytest.raises(InvalidMove):
        approvals.end_delegation(w.version, by=w.manager)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("officer", "sent this version"),
        ("approver", "approved this version already"),
        ("manager", "not yourself"),
        ("practitioner", "may not approve"),
    ],
)
def test_who_cannot_be_the_delegate(w, name, words):
    review.approve(w.version, by=w.approver)

    with pytest.raises(ValidationError, match=words):
        approvals.delegate(w.version, by=w.manager, to=getattr(w, name), until=TODAY())


def test_only_who_is_waited_for_delegates(w):
    other = colleague(w, "other", Role.MANAGER)

    with pytest.raises(NotAsked):
        approvals.delegate(w.version, by=other, to=w.approver, until=TODAY())
    with pytest.raises(OwnWork):
        approvals.delegate(w.version, by=w.officer, to=w.approver, until=TODAY())
    with pytest.raises(PermissionDenied):
        approvals.delegate(w.version, by=w.practitioner, to=w.approver, until=TODAY())
    with pytest.raises(ValidationError, match="last day"):
        approvals.delegate(w.version, by=w.manager, to=other, until=TODAY() - timedelta(days=1))


def test_a_vote_counts_once_whoever_gives_it(w):
    set_rule(w.organisation, by=w.administrator, plan=Plan((step(seat(ROLE, "manager"), needed=2),)))
    version = submitted(draft_of(make_document(w.organisation, w.officer)), w.officer)
    approvals.delegate(version, by=w.manager, to=w.approver, until=TODAY())
    review.approve(version, by=w.approver)

    with pytest.raises(InvalidMove, match="approved this version for you"):
        review.approve(version, by=w.manager)


def test_a_giver_who_left_lends_nothing(w):
    other = colleague(w, "other")
    review.approve(w.version, by=w.approver)
    approvals.delegate(w.version, by=w.manager, to=other, until=TODAY())
    end_membership(w.manager.memberships.get(), by=w.administrator)

    with pytest.raises(NotAsked):
        review.approve(w.version, by=other)


def test_the_waiver_is_kept_whichever_approval_came_last(w):
    waive_four_eyes(w.organisation, by=w.administrator, reason="Two staff.")
    review.approve(w.version, by=w.officer)

    version = review.approve(w.version, by=w.manager)

    assert (version.approved_by, version.waiver) == (w.manager, "Two staff.")


def test_the_pdf_names_all_who_approved(w):
    review.approve(w.version, by=w.approver, forum="Board, minute 2")
    version = review.approve(w.version, by=w.manager)

    printed = facts(version)

    day = f"{version.approved_at:%-d %B %Y}"
    assert dict(printed.control)["Approved by"] == (
        f"Approver, information officer, on {day}, at Board, minute 2; "
        f"Manager, senior information risk owner, on {day}"
    )
    assert printed.versions[0].by == "Approver, Manager"


def test_what_was_sent_before_rounds_were_kept_is_approved_by_one(w):
    """As after the update: the version is in review, and no round tells of it."""
    for model in (ApprovalSeat, ApprovalStep, ApprovalRound):
        model.objects.all()._raw_delete("default")

    assert review.approve(w.version, by=w.manager).state == "approved"
    assert w.version.rounds.get().outcome == "approved"
