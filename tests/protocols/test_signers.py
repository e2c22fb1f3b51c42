from __future__ import annotations

import pytest

from protocols.signers import (
    ANYONE,
    NOBODY_NAMED,
    OFFICE,
    ROLE,
    Condition,
    Holder,
    Line,
    Need,
    Post,
    Shares,
    acting,
    may_sign,
    needs,
    vacant,
    warning,
)

SIRO, GUARDIAN, CHIEF, DPO = (
    Post(OFFICE, key) for key in ("siro", "caldicott_guardian", "chief_officer", "dpo")
)
MANAGER = Post(ROLE, "manager")
NOTHING, HEALTH, SPECIAL = Shares(), Shares(health=True), Shares(special=True)
ISP, DDA = "information_sharing_protocol", "data_disclosure_agreement"
RULE = [
    Line((SIRO,)),
    Line((GUARDIAN, SIRO), Condition.HEALTH),
    Line((CHIEF, DPO), Condition.SPECIAL, kind=DDA, needed=1),
]


def one(*posts):
    return Need(tuple(posts))


@pytest.mark.parametrize(
    ("lines", "kind", "shares", "expected"),
    [
        ([], ISP, NOTHING, [NOBODY_NAMED]),
        (RULE, ISP, NOTHING, [one(SIRO)]),
        (RULE, ISP, HEALTH, [one(SIRO), one(GUARDIAN)]),
        (RULE, DDA, SPECIAL, [one(SIRO), one(CHIEF, DPO)]),
        (
            RULE,
            DDA,
            HEALTH,
            [one(SIRO), one(GUARDIAN), one(CHIEF, DPO)],
        ),  # health data is special category data
        (RULE, ISP, SPECIAL, [one(SIRO)]),
        ([Line((SIRO,)), Line((CHIEF,), kind=DDA)], DDA, NOTHING, [one(CHIEF)]),  # the kind's line goes first
        ([Line((SIRO,)), Line((CHIEF,), kind=DDA)], ISP, NOTHING, [one(SIRO)]),
        ([Line((GUARDIAN,), Condition.HEALTH)], ISP, NOTHING, [NOBODY_NAMED]),  # nobody signs by no rule
        ([Line((SIRO, CHIEF, GUARDIAN), needed=2)], ISP, NOTHING, [one(SIRO, CHIEF, GUARDIAN)] * 2),
        ([Line((SIRO, CHIEF), needed=2)], ISP, NOTHING, [one(SIRO), one(CHIEF)]),
    ],
)
def test_the_signatures_that_a_rule_asks_for(lines, kind, shares, expected):
    assert needs(lines, kind=kind, shares=shares) == expected


HOLDERS = [
    Holder("ann", "siro"),
    Holder("dee", "siro", is_deputy=True),
    Holder("gus", "caldicott_guardian", is_away=True),
    Holder("eve", "caldicott_guardian", is_deputy=True),
    Holder("kim", "chief_officer", is_deputy=True),
]
SIGNING = {"ann", "dee", "gus", "eve", "kim", "max"}


@pytest.mark.parametrize(
    ("person", "need", "expected"),
    [
        ("ann", one(SIRO), SIRO),
        ("dee", one(SIRO), None),  # the holder is there
        ("eve", one(GUARDIAN), GUARDIAN),  # the holder is away
        ("gus", one(GUARDIAN), None),
        ("kim", one(CHIEF), CHIEF),  # nobody holds the office
        ("max", one(SIRO), None),
        ("max", one(MANAGER), MANAGER),
        ("max", NOBODY_NAMED, Post(ANYONE)),
        ("max", one(SIRO, MANAGER), MANAGER),
        ("out", NOBODY_NAMED, None),  # no right to sign
        ("out", one(MANAGER), None),
    ],
)
def test_who_may_give_a_signature(person, need, expected):
    assert may_sign(person, need, roles={"manager"}, holders=HOLDERS, signing=SIGNING) == expected


def test_a_deputy_acts_where_the_holder_may_not_sign():
    assert acting("siro", HOLDERS, {"dee"}) == ["dee"]


def test_signatures_that_nobody_could_give_are_found():
    found = [one(SIRO), one(DPO), one(MANAGER), one(DPO, SIRO)]

    assert vacant(found, HOLDERS, SIGNING) == [one(DPO)]


def test_a_data_protection_officer_who_accepts_is_warned_of():
    assert warning([one(SIRO)], {}) == ""
    assert warning([one(SIRO), one(DPO)], {"dpo": "Data protection officer"}).startswith(
        "Data protection officer advises"
    )
