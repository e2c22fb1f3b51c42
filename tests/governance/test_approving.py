"""A rule as data: when a step is done, which seats are free, which steps wait."""

import pytest

from governance.approving import ANYONE, Plan, Seat, Step, Way, plan_of

SIRO, GUARDIAN = Seat(Way.OFFICE, "siro"), Seat(Way.OFFICE, "caldicott_guardian")
MANAGER = Seat(Way.ROLE, "manager")


@pytest.mark.parametrize(
    ("step", "taken", "done", "free"),
    [
        (Step((SIRO, GUARDIAN)), {}, False, [0, 1]),
        (Step((SIRO, GUARDIAN)), {1: 1}, False, [0]),
        (Step((SIRO, GUARDIAN)), {0: 1, 1: 1}, True, []),
        (Step((SIRO, GUARDIAN), 1), {1: 1}, True, []),
        (Step((SIRO, GUARDIAN, MANAGER), 2), {0: 1}, False, [1, 2]),
        (Step((SIRO, MANAGER), 3), {1: 1}, False, [0, 1]),  # several managers count, one holder counts once
        (Step((SIRO, MANAGER), 3), {0: 1, 1: 1}, False, [1]),
        (Step((MANAGER,)), {0: 1}, True, []),
    ],
)
def test_a_step_is_done_by_all_or_by_so_many(step, taken, done, free):
    assert (step.is_done(taken), step.free(taken)) == (done, free)


@pytest.mark.parametrize(
    ("in_order", "taken", "waiting"),
    [
        (True, [{}, {}], [0]),
        (True, [{0: 1}, {}], [1]),
        (True, [{}, {0: 1}], [0]),  # the first was taken back
        (False, [{}, {}], [0, 1]),
        (False, [{}, {0: 1}], [0]),
        (True, [{0: 1}, {0: 1}], []),
    ],
)
def test_steps_wait_in_order_or_side_by_side(in_order, taken, waiting):
    plan = Plan((Step((SIRO,)), Step((MANAGER,))), in_order)

    assert plan.open_steps(taken) == waiting


def test_a_rule_comes_back_as_it_was_kept():
    plan = Plan((Step((SIRO, Seat(Way.PERSON, "a")), 1), Step((MANAGER,), 2)), in_order=False, days=5)

    assert plan_of(plan.as_data(), in_order=False, days=5) == plan
    assert plan.people == {"a"}
    assert ANYONE.open_steps([{0: 1}]) == []
