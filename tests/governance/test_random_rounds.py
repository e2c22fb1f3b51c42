"""Random rules and random approvals: a version is approved exactly when a small model says so, and not before; and in
each moment the question about one version and the condition over many agree on whom it waits for."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.errors import InvalidMove
from governance.approving import Plan, Seat, Step
from governance.models import DocumentVersion
from governance.permissions import may_approve_now, waits_for
from governance.services import approvals, review
from governance.services.approval_rules import set_rule
from organisations.models import Appointment
from organisations.permissions import Role
from organisations.services import absences
from organisations.services.grants import grant
from organisations.services.organisations import waive_four_eyes
from organisations.services.people import appoint, end_membership
from tests.factories.governance import draft_of, make_document, submitted
from tests.factories.organisations import make_member, make_person
from tests.once import rolled_back
from tests.people import make_people

pytestmark = pytest.mark.django_db
NAMES = ["officer", "approver", "manager", "second", "third", "guest", "practitioner"]
SEATS = [
    ("role", "information_officer"),
    ("role", "manager"),
    ("office", "siro"),
    ("office", "dpo"),
    ("person", "approver"),
    ("person", "third"),
]
who, offices = st.sampled_from(NAMES), st.sampled_from(["siro", "dpo"])
step = st.tuples(st.lists(st.sampled_from(SEATS), min_size=1, max_size=3, unique=True), st.integers(0, 3))
moves = st.one_of(
    st.tuples(st.just("approve"), who),
    st.tuples(st.just("approve"), who),
    st.tuples(st.just("take_back"), who),
    st.tuples(st.just("delegate"), who, who),
    st.tuples(st.just("away"), offices),
    st.tuples(st.just("leave"), st.sampled_from(["manager", "third"])),
)
cases = st.fixed_dictionaries(
    {
        "steps": st.lists(step, min_size=1, max_size=3),
        "in_order": st.booleans(),
        "offices": st.lists(st.tuples(st.sampled_from(NAMES[1:5]), offices, st.booleans()), max_size=4),
        "waived": st.booleans(),
        "moves": st.lists(moves, min_size=1, max_size=7),
    }
)


def begin():
    w = make_people()
    for name, role in (("second", Role.MANAGER), ("third", Role.INFORMATION_OFFICER)):
        person = make_person(f"{name}@northshire.example", name=name.title())
        make_member(person, w.organisation, role)
        setattr(w, name, person)
    w.guest = make_person("guest@elsewhere.example", name="Guest")
    w.document = make_document(w.organisation, w.officer)
    grant(w.guest, by=w.approver, codename="approve_document", thing=w.document)
    return w


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rolled_back():
        yield begin()


@pytest.mark.parametrize("count", [6, pytest.param(120, marks=pytest.mark.long)])
def test_approved_exactly_when_the_model_says_so(world, count):
    few = settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))

    few(given(cases)(lambda case: play(deepcopy(world), case)))()


def play(w, case):
    with rolled_back():
        version, model = prepare(w, case)
        if version is None:
            return
        for move in case["moves"]:
            make(w, version, model, move)
            version.refresh_from_db(fields=["state"])
            assert (version.state == "approved") == model.is_approved()
            if version.state == "approved":
                break
        twins_agree(w, version)


def prepare(w, case):
    """The version under the rule, and its model; None for what is no rule."""
    for name, office, deputy in case["offices"]:
        try:
            appoint(
                getattr(w, name),
                by=w.administrator,
                organisation=w.organisation,
                office=office,
                deputy=deputy,
            )
        except ValidationError:
            continue
    if case["waived"]:
        waive_four_eyes(w.organisation, by=w.administrator, reason="Few staff.")
    steps = []
    for seats, needed in case["steps"]:
        made = [Seat(way, str(getattr(w, key).pk) if way == "person" else key) for way, key in seats]
        steps.append(Step(tuple(made), needed))
    try:
        set_rule(w.organisation, by=w.administrator, plan=Plan(tuple(steps), case["in_order"]))
    except ValidationError:
        return None, None
    return submitted(draft_of(w.document), w.officer), Model(steps, case["in_order"])


class Model:
    """Which seats were taken: nothing but lists. It knows no people."""

    def __init__(self, steps, in_order):
        self.steps, self.in_order, self.given = steps, in_order, {}

    def give(self, person, step, seat):
        assert person not in self.given, "nobody approves twice"
        assert not self.is_done(step), "a step that is done waits for nobody"
        assert not self.in_order or all(self.is_done(n) for n in range(step)), "in order"
        self.given[person] = (step, seat)

    def is_done(self, step):
        mine = [seat for there, seat in self.given.values() if there == step]
        wanted = self.steps[step]
        return len(mine) >= wanted.needed if wanted.needed else set(mine) == set(range(len(wanted.seats)))

    def is_approved(self):
        return all(self.is_done(step) for step in range(len(self.steps)))


def make(w, version, model, move):
    """Tries the move, and tells the model of an approval that was given or taken back."""
    kind, name = move[:2]
    person = getattr(w, name, None)
    tomorrow = timezone.localdate() + timedelta(days=1)
    try:
        if kind == "approve":
            expected = may_approve_now(person, version)
            went = approves(version, person)
            assert went == expected
            if went:
                seat = (
                    version.rounds.get()
                    .approvals.select_related("seat__step")
                    .get(person=person, taken_back_at=None)
                    .seat
                )
                model.give(name, seat.step.position, seat.position)
        elif kind == "take_back":
            approvals.take_back(version, by=person, reason="Oh")
            del model.given[name]
        elif kind == "delegate":
            approvals.delegate(version, by=person, to=getattr(w, move[2]), until=tomorrow)
        elif kind == "away":
            absences.go_away(w.organisation.appointments.get(office=name, deputy=False), by=w.administrator)
        else:
            for membership in person.memberships.current():
                end_membership(membership, by=w.administrator)
    except (PermissionDenied, InvalidMove, ValidationError, Appointment.DoesNotExist):
        pass  # what is refused leaves everything as it was


def approves(version, person):
    try:
        review.approve(version, by=person)
    except (PermissionDenied, InvalidMove):
        return False
    return True


def twins_agree(w, version):
    for name in [*NAMES, "anonymous", "administrator", "stranger"]:
        person = getattr(w, name)
        by_query = DocumentVersion.objects.filter(waits_for(person), pk=version.pk).exists()
        assert by_query == may_approve_now(person, version), name
