from itertools import product

import pytest

from audit.errors import InvalidMove
from governance.lifecycle import LIFECYCLES, STANDARD, State

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


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda lifecycle: lifecycle.name)
def test_every_state_has_a_row(lifecycle):
    assert set(lifecycle.moves) == set(State)
