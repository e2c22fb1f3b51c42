"""How a person is named in a control block."""

import pytest

from governance.services.naming import described
from organisations.services.people import appoint

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("office", "deputy", "words"),
    [
        ("siro", False, "senior information risk owner"),
        ("siro", True, "deputy senior information risk owner"),
        ("caldicott_guardian", True, "deputy Caldicott Guardian"),
    ],
)
def test_who_holds_an_office_is_named_with_it(people, office, deputy, words):
    appoint(
        people.manager,
        by=people.administrator,
        organisation=people.organisation,
        office=office,
        deputy=deputy,
    )

    assert described(people.manager, people.organisation) == f"Manager, {words}"


def test_others_are_named_with_their_role_and_outsiders_by_name_alone(people):
    assert described(people.officer, people.organisation) == "Officer, information officer"
    assert described(people.stranger, people.organisation) == "Stranger"
