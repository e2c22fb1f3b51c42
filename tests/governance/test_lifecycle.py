from itertools import product

import pytest

from audit.errors import InvalidMove
from governance.lifecycle import LIFECYCLES, SIGNED, STANDARD, State

OF_SIGNED = {
    ("draft", "in_review"),
    ("draft", "withdrawn"),
    ("in_review", "approved"),
    ("in_review", "draft"),
    ("approved", "for_signature"),
    ("approved", "published"),
    ("approved", "draft"),
    ("for_signature", "published"),
    ("for_signature", "draft"),
    ("for_signature", "withdrawn"),
    ("published", "withdrawn"),
}
ALLOWED = {
    ("draft", "in_review"),
    ("draft", "withdrawn"),
    ("in_review", "approved"),
    ("in_review", "draft"),
    ("approved", "published"),
    ("approved", "draft"),
    ("published", "withdrawn"),
}


@pytest.mark.parametrize(("here", "there"), sorted(product(State.values, State.values)))
def test_standard_lifecycle_over_its_whole_square(here, there):
    if (here, there) in ALLOWED:
        STANDARD.check(here, there)
    else:
        with pytest.raises(InvalidMove, match="cannot become"):
            STANDARD.check(here, there)


@pytest.mark.parametrize(("here", "there"), sorted(product(State.values, State.values)))
def test_lifecycle_of_agreements_over_its_whole_square(here, there):
    assert SIGNED.allows(here, there) == ((here, there) in OF_SIGNED)


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda lifecycle: lifecycle.name)
def test_every_state_that_is_reached_has_a_row(lifecycle):
    reached = {State.DRAFT}.union(*lifecycle.moves.values())

    assert set(lifecycle.moves) == reached
