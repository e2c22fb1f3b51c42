from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from audit import actors
from organisations.models import Appointment, Membership, Organisation, Team, User
from organisations.permissions import (
    ROLE_RIGHTS,
    Can,
    Role,
    can,
    organisations_where,
    register_keeper,
    require,
    rights_anywhere,
    rights_in,
)
from organisations.services.people import appoint, end_membership
from organisations.services.teams import add_team
from tests.factories.organisations import make_member, make_organisation, make_person

# Written out once more, so that a slip in the table is seen. R: internal, D: drafts, ...
EXPECTED = {
    "practitioner": {"READ_INTERNAL"},
    "information_officer": {
        "READ_INTERNAL",
        "READ_DRAFTS",
        "DRAFT",
        "SUBMIT",
        "COMMENT",
        "APPROVE",
        "PUBLISH",
        "WITHDRAW",
        "GRANT_ACCESS",
    },
    "manager": {"READ_INTERNAL", "READ_DRAFTS", "COMMENT", "APPROVE", "SIGN", "PUBLISH", "WITHDRAW"},
    "auditor": {"READ_INTERNAL", "READ_LOG"},
    "administrator": {"READ_INTERNAL", "MANAGE_ORGANISATION", "MANAGE_PEOPLE", "KEEP_BODIES"},
}


def fresh(person):
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize("role", Role)
def test_role_holds_exactly_its_rights(db, role):
    council, other = make_organisation("NCC"), make_organisation("NPT")
    person = make_person()
    make_member(person, council, role)

    held = {right.name for right in Can if can(person, right, council)}

    assert held == EXPECTED[role]
    assert not [right for right in Can if can(person, right, other)]


def test_every_role_has_rights_and_a_sentence():
    assert set(ROLE_RIGHTS) == set(Role)
    assert all(str(right.sentence) for right in Can)


def test_two_roles_add_up(db):
    council, person = make_organisation(), make_person()
    make_member(person, council, Role.AUDITOR)
    make_member(person, council, Role.PRACTITIONER)

    assert rights_in(person, council) == {Can.READ_INTERNAL, Can.READ_LOG}


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 3, 31), False),
        (date(2026, 4, 1), True),
        (date(2026, 9, 29), True),
        (date(2026, 9, 30), False),
    ],
)
def test_membership_counts_from_its_first_day_until_before_its_last(db, on, expected):
    council, person = make_organisation(), make_person()
    make_member(person, council, Role.MANAGER, starts_on=date(2026, 4, 1), ends_on=date(2026, 9, 30))

    assert can(person, Can.APPROVE, council, on=on) is expected
    assert organisations_where(person, Can.APPROVE, on=on).exists() is expected
    with time_machine.travel(on, tick=False):
        assert can(fresh(person), Can.APPROVE, council) is expected


def test_closed_account_may_do_nothing(db):
    council, person = make_organisation(), make_person(is_active=False)
    make_member(person, council, Role.MANAGER)

    assert not can(person, Can.APPROVE, council)
    assert rights_in(person, council) == frozenset()
    assert not organisations_where(person, Can.APPROVE).exists()
    assert not Membership.objects.visible_to(person).exists()


def test_anonymous_may_do_nothing_without_a_query(db, django_assert_num_queries):
    council, nobody = make_organisation(), AnonymousUser()

    with django_assert_num_queries(0):
        assert not can(nobody, Can.READ_INTERNAL, council)
        assert not organisations_where(nobody, Can.READ_INTERNAL).exists()
    with pytest.raises(PermissionDenied):
        require(nobody, Can.READ_INTERNAL, council)


def test_rights_of_a_person_take_one_query_for_all_organisations(people, django_assert_num_queries):
    officer = fresh(people.officer)

    with django_assert_num_queries(1):
        for organisation in (people.organisation, people.other):
            for right in Can:
                can(officer, right, organisation)


def test_bodies_are_kept_in_the_one_organisation_that_keeps_the_register(people, settings):
    make_member(people.stranger, people.other, Role.ADMINISTRATOR)
    keeper, other = people.administrator, fresh(people.stranger)

    assert can(keeper, Can.KEEP_BODIES, people.organisation)
    assert not can(other, Can.KEEP_BODIES, people.other)
    assert [body.code for body in organisations_where(keeper, Can.KEEP_BODIES)] == ["NCC"]
    assert not organisations_where(other, Can.KEEP_BODIES)
    assert Can.KEEP_BODIES not in rights_anywhere(other)

    settings.REGISTER_KEEPER = ""
    assert not can(fresh(keeper), Can.KEEP_BODIES, people.organisation)
    assert not organisations_where(fresh(keeper), Can.KEEP_BODIES)
    assert register_keeper() is None


def test_require_names_the_roles_that_can(people):
    with pytest.raises(PermissionDenied) as refusal:
        require(people.practitioner, Can.PUBLISH, people.organisation)

    assert str(refusal.value) == (
        "Only a person with the role information officer or manager in Northshire County Council can do this: "
        "publish an approved version."
    )


def test_require_asks_afresh(people):
    assert can(people.manager, Can.APPROVE, people.organisation)
    kept = people.manager
    end_membership(Membership.objects.get(user=fresh(kept)), by=people.administrator)

    with pytest.raises(PermissionDenied):
        require(kept, Can.APPROVE, people.organisation)


def test_require_knows_a_person_by_the_actor_too(people):
    require(people.manager.as_actor(), Can.APPROVE, people.organisation)

    with pytest.raises(PermissionDenied):
        require(people.practitioner.as_actor(), Can.APPROVE, people.organisation)


def test_require_lets_jobs_pass_and_no_other_actor(people):
    require(actors.job("import"), Can.DRAFT, people.organisation)

    for actor in (actors.public_form("sign-in"), actors.invitation("a@b.example")):
        with pytest.raises(PermissionDenied):
            require(actor, Can.READ_INTERNAL, people.organisation)


def test_people_appointments_and_teams_are_for_members_alone(people):
    appoint(people.manager, by=people.administrator, organisation=people.organisation, office="siro")
    add_team(people.organisation, by=people.administrator, name="Desk")
    here = {"organisation": people.organisation}

    for outsider in (people.stranger, people.anonymous, make_person("nobody@elsewhere.example")):
        assert not Membership.objects.visible_to(outsider).filter(**here).exists()
        assert not Appointment.objects.visible_to(outsider).filter(**here).exists()
        assert not Team.objects.visible_to(outsider).filter(**here).exists()
        assert Organisation.objects.visible_to(outsider).count() == 2
    assert Membership.objects.visible_to(people.practitioner).filter(**here).count() == 6
    assert Appointment.objects.visible_to(people.practitioner).filter(**here).count() == 1
    assert Team.objects.visible_to(people.practitioner).filter(**here).count() == 1


def test_nobody_stands_above_the_organisations(db):
    council, person = make_organisation(), make_person()
    person.is_superuser = True
    person.is_staff = True

    assert not [right for right in Can if can(person, right, council)]
