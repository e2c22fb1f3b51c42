"""An organisation with offices, deputies and a rule of approval, and one version under it."""

from __future__ import annotations

from governance.approving import Plan, Seat, Step, Way
from governance.services.approval_rules import set_rule
from organisations.services.people import appoint
from tests.factories.governance import draft_of, make_document, submitted
from tests.people import make_people

ROLE, OFFICE = Way.ROLE, Way.OFFICE


def seat(way, key=""):
    return Seat(way, str(key))


def step(*seats, needed=0):
    return Step(tuple(seats), needed)


OFFICER_STEP = step(seat(ROLE, "information_officer"))
SIRO_STEP = step(seat(OFFICE, "siro"))
TWO_STEPS = Plan((OFFICER_STEP, SIRO_STEP), in_order=True, days=10)


def make_two_steps(plan=TWO_STEPS):
    """The manager is SIRO, the approver her deputy; the officer has sent `version` under the rule."""
    people = make_people()
    offices = {"organisation": people.organisation, "by": people.administrator, "office": "siro"}
    people.siro = appoint(people.manager, **offices)
    people.deputy = appoint(people.approver, deputy=True, **offices)
    set_rule(people.organisation, by=people.administrator, plan=plan)
    people.version = submitted(draft_of(make_document(people.organisation, people.officer)), people.officer)
    return people
