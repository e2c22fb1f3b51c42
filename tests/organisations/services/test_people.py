from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from audit import actors
from audit.errors import InvalidMove
from organisations.models import Appointment, Membership, User
from organisations.permissions import Can, Role, can
from organisations.services.people import add_member, appoint, end_appointment, end_membership
from tests.factories.organisations import make_member, make_person

TODAY = date(2026, 11, 24)
JOB = actors.job("tests")


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel(TODAY, tick=False):
        yield


def membership_of(person):
    return Membership.objects.get(user=person)


def test_add_member_begins_today_without_an_end(people):
    newcomer = make_person("new@northshire.example")

    membership = add_member(
        newcomer, by=people.administrator, organisation=people.organisation, role=Role.MANAGER
    )

    assert (membership.starts_on, membership.ends_on, membership.role) == (TODAY, None, "manager")
    assert can(newcomer, Can.APPROVE, people.organisation)


@pytest.mark.parametrize("name", ["officer", "manager", "practitioner", "auditor", "stranger"])
def test_add_member_needs_an_administrator(people, name):
    newcomer = make_person("new@northshire.example")

    with pytest.raises(PermissionDenied, match="organisation administrator in Northshire County Council"):
        add_member(
            newcomer, by=getattr(people, name), organisation=people.organisation, role=Role.PRACTITIONER
        )

    assert not newcomer.memberships.exists()


@pytest.mark.parametrize("role", Role)
def test_nobody_gives_himself_a_role(people, role):
    with pytest.raises(PermissionDenied, match="himself"):
        add_member(people.administrator, by=people.administrator, organisation=people.organisation, role=role)

    assert people.administrator.memberships.count() == 1


def test_administrator_of_one_organisation_cannot_give_roles_in_another(people):
    with pytest.raises(PermissionDenied):
        add_member(people.officer, by=people.administrator, organisation=people.other, role=Role.PRACTITIONER)


def test_add_member_refuses_the_same_role_on_the_same_days(people):
    with pytest.raises(ValidationError):
        add_member(
            people.officer,
            by=people.administrator,
            organisation=people.organisation,
            role=Role.INFORMATION_OFFICER,
            starts_on=date(2027, 1, 1),
        )


def test_add_member_allows_the_same_role_again_after_it_ended(people):
    end_membership(membership_of(people.practitioner), by=people.administrator)

    again = add_member(
        people.practitioner, by=people.administrator, organisation=people.organisation, role=Role.PRACTITIONER
    )

    assert again.is_current()


def test_add_member_refuses_an_end_before_the_beginning(people):
    with pytest.raises(ValidationError):
        add_member(
            make_person("new@northshire.example"),
            by=people.administrator,
            organisation=people.organisation,
            role=Role.PRACTITIONER,
            ends_on=date(2026, 1, 1),
        )


def test_end_membership_counts_at_once(people):
    assert can(people.manager, Can.APPROVE, people.organisation)

    membership = end_membership(membership_of(people.manager), by=people.administrator)

    assert membership.ends_on == TODAY
    assert not can(User.objects.get(pk=people.manager.pk), Can.APPROVE, people.organisation)


def test_end_membership_on_a_later_day_holds_until_then(people):
    end_membership(membership_of(people.manager), by=people.administrator, on=date(2026, 12, 1))

    manager = User.objects.get(pk=people.manager.pk)
    assert can(manager, Can.APPROVE, people.organisation, on=date(2026, 11, 30))
    assert not can(manager, Can.APPROVE, people.organisation, on=date(2026, 12, 1))


def test_end_membership_refuses_a_day_in_the_past(people):
    with pytest.raises(ValidationError, match="not in the past"):
        end_membership(membership_of(people.manager), by=people.administrator, on=date(2026, 11, 23))


def test_end_membership_refuses_one_that_has_ended(people):
    end_membership(membership_of(people.manager), by=people.administrator)

    with pytest.raises(InvalidMove, match="ended already"):
        end_membership(membership_of(people.manager), by=people.administrator)


def test_end_membership_of_one_that_begins_later_leaves_no_day(people):
    newcomer = make_person("new@northshire.example")
    later = make_member(newcomer, people.organisation, Role.MANAGER, starts_on=date(2027, 1, 1))

    ended = end_membership(later, by=people.administrator)

    assert (ended.starts_on, ended.ends_on) == (date(2027, 1, 1), date(2027, 1, 1))
    assert not Membership.objects.current(date(2027, 1, 1)).filter(user=newcomer).exists()


@pytest.mark.parametrize("as_job", [True, False])
def test_last_administrator_cannot_be_removed(people, as_job):
    by = JOB if as_job else people.administrator

    with pytest.raises(InvalidMove, match="last administrator"):
        end_membership(membership_of(people.administrator), by=by)

    assert membership_of(people.administrator).ends_on is None


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_active"),
    [
        (date(2027, 1, 1), None, True),
        (date(2020, 1, 1), date(2026, 12, 31), True),
        (date(2020, 1, 1), None, False),
    ],
    ids=["begins later", "ends soon", "closed account"],
)
def test_last_administrator_stays_where_the_other_does_not_count(people, starts_on, ends_on, is_active):
    other = make_person("other@northshire.example", is_active=is_active)
    make_member(other, people.organisation, Role.ADMINISTRATOR, starts_on=starts_on, ends_on=ends_on)

    with pytest.raises(InvalidMove, match="last administrator"):
        end_membership(membership_of(people.administrator), by=people.administrator)


def test_administrator_may_leave_where_there_is_another(people):
    make_member(make_person("other@northshire.example"), people.organisation, Role.ADMINISTRATOR)

    end_membership(membership_of(people.administrator), by=people.administrator)

    assert membership_of(people.administrator).ends_on == TODAY


def test_appoint_gives_an_office_to_one_holder_and_many_deputies(people):
    here = {"by": people.administrator, "organisation": people.organisation, "office": "siro"}
    appoint(people.manager, **here)
    appoint(people.officer, deputy=True, **here)
    appoint(people.approver, deputy=True, **here)

    with pytest.raises(ValidationError):
        appoint(people.auditor, **here)

    held = Appointment.objects.filter(organisation=people.organisation)
    assert sorted(held.values_list("user__name", "deputy")) == [
        ("Approver", True),
        ("Manager", False),
        ("Officer", True),
    ]


def test_appoint_refuses_a_person_without_a_role_here(people):
    with pytest.raises(ValidationError, match="role in the organisation first"):
        appoint(people.stranger, by=people.administrator, organisation=people.organisation, office="dpo")


def test_nobody_appoints_himself(people):
    with pytest.raises(PermissionDenied, match="himself"):
        appoint(people.administrator, by=people.administrator, organisation=people.organisation, office="dpo")


def test_end_appointment_frees_the_office(people):
    here = {"by": people.administrator, "organisation": people.organisation, "office": "dpo"}
    first = appoint(people.manager, **here)

    end_appointment(first, by=people.administrator)
    appoint(people.officer, **here)

    with pytest.raises(InvalidMove):
        end_appointment(first, by=people.administrator)
    assert [row.user for row in Appointment.objects.current()] == [people.officer]
