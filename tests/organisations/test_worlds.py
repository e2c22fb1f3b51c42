"""On random worlds the question about one thing and its queryset give the same answer, for everybody, on any day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organisations.models import Appointment, Membership, Organisation, Team, User
from organisations.permissions import Can, Role, can, organisations_where
from tests.audit.helpers import acting

TODAY = date(2026, 11, 24)
near = st.integers(-3, 3).map(lambda days: TODAY + timedelta(days=days))
stays = st.lists(
    st.tuples(
        st.integers(0, 3),  # person
        st.integers(0, 2),  # organisation
        st.sampled_from(Role),
        near,
        st.none() | st.integers(0, 4),  # days until the end
    ),
    max_size=12,
)


def build(stays, active):
    """People and organisations by number, with memberships; open ones of the same role only once."""
    organisations = [
        Organisation.objects.create(code=f"O{number}", name=f"O {number}") for number in range(3)
    ]
    people = [
        User.objects.create(email=f"p{number}@world.example", is_active=is_active)
        for number, is_active in enumerate(active)
    ]
    open_ones = set()
    for person, organisation, role, starts_on, length in stays:
        if length is None:
            if (person, organisation, role) in open_ones:
                continue
            open_ones.add((person, organisation, role))
        Membership.objects.create(
            user=people[person],
            organisation=organisations[organisation],
            role=role,
            starts_on=starts_on,
            ends_on=None if length is None else starts_on + timedelta(days=length),
        )
    for number, organisation in enumerate(organisations):
        Appointment.objects.create(
            user=people[number], organisation=organisation, office="siro", starts_on=TODAY
        )
        Team.objects.create(organisation=organisation, name="Team")
    return people, organisations


@pytest.mark.django_db(transaction=False)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stays=stays, active=st.lists(st.booleans(), min_size=4, max_size=4), on=near)
def test_organisations_where_agrees_with_can(db, stays, active, on):
    with transaction.atomic(), override_settings(REGISTER_KEEPER="O1"):  # a savepoint for each world
        with acting():
            people, organisations = build(stays, active)
        for person in [*people, AnonymousUser()]:
            for right in Can:
                by_queryset = set(organisations_where(person, right, on=on).values_list("code", flat=True))
                by_question = {body.code for body in organisations if can(person, right, body, on=on)}
                assert by_queryset == by_question
            assert set(Organisation.objects.visible_to(person)) == set(
                organisations
            )  # the register is public
            members = {row.organisation.code for row in Membership.objects.visible_to(person)}
            reads = {body.code for body in organisations if can(person, Can.READ_INTERNAL, body)}
            assert members == reads
            for model in (Appointment, Team):
                assert {row.organisation.code for row in model.objects.visible_to(person)} == reads
        transaction.set_rollback(True)
