from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit import actors
from audit.models import Event
from organisations.models import Organisation
from organisations.services.organisations import (
    add_contact,
    add_identifier,
    change_organisation,
    found_organisation,
    record_successor,
    restore_four_eyes,
    waive_four_eyes,
)

JOB = actors.job("tests")


@pytest.mark.parametrize("code", ["N", "ncc", "NC C", "-NCC", "NCC-", "N" * 21, "NCC/1"])
def test_found_organisation_refuses_a_code_that_cannot_stand_in_an_address(db, code):
    with pytest.raises(ValidationError) as refusal:
        found_organisation(code, by=JOB, name="Somewhere")

    assert list(refusal.value.error_dict) == ["code"]
    assert not Organisation.objects.exists()


def test_found_organisation_refuses_a_code_that_is_taken(people):
    with pytest.raises(ValidationError):
        found_organisation("NCC", by=JOB, name="Another")


def test_found_organisation_is_for_those_who_keep_the_register(people):
    assert found_organisation("NEW", by=people.administrator, name="New").code == "NEW"


@pytest.mark.parametrize("who", ["officer", "manager", "stranger"])
def test_found_organisation_is_for_no_other_person(people, who):
    with pytest.raises(PermissionDenied, match="organisation administrator in Northshire County Council"):
        found_organisation("NEW", by=getattr(people, who), name="New")


def test_found_organisation_is_for_no_person_where_nobody_keeps_the_register(people, settings):
    settings.REGISTER_KEEPER = ""

    with pytest.raises(PermissionDenied, match="no organisation is named that keeps it"):
        found_organisation("NEW", by=people.administrator, name="New")


def test_change_organisation_changes_what_is_named_and_no_more(people):
    changed = change_organisation(
        people.organisation, by=people.administrator, name_cy="Cyngor Sir", starts_on=date(1974, 4, 1)
    )

    changed.refresh_from_db()
    assert (changed.name, changed.name_cy, changed.starts_on) == (
        "Northshire County Council",
        "Cyngor Sir",
        date(1974, 4, 1),
    )
    assert Organisation.objects.matching("cyngor").get() == changed


def test_change_organisation_without_a_difference_writes_nothing(people):
    before = Event.objects.count()

    change_organisation(people.organisation, by=people.administrator, name="Northshire County Council")

    assert Event.objects.count() == before


def test_change_organisation_refuses_a_last_day_before_the_first(people):
    with pytest.raises(ValidationError):
        change_organisation(
            people.organisation,
            by=people.administrator,
            starts_on=date(2020, 1, 1),
            ends_on=date(2019, 12, 31),
        )


@pytest.mark.parametrize("name", ["officer", "manager", "practitioner", "auditor", "stranger"])
def test_change_organisation_needs_an_administrator(people, name):
    with pytest.raises(PermissionDenied):
        change_organisation(people.organisation, by=getattr(people, name), name="Mine")

    people.organisation.refresh_from_db()
    assert people.organisation.name == "Northshire County Council"


def test_waive_four_eyes_asks_for_a_reason(people):
    with pytest.raises(ValidationError, match="Say why"):
        waive_four_eyes(people.organisation, by=people.administrator, reason="  ")

    people.organisation.refresh_from_db()
    assert people.organisation.has_four_eyes


def test_restore_four_eyes_writes_its_line_and_takes_the_reason_away(people):
    waive_four_eyes(people.organisation, by=people.administrator, reason="Two staff.")

    restored = restore_four_eyes(people.organisation, by=people.administrator)

    assert restored.four_eyes_waiver == ""
    assert Event.objects.newest_first().first().verb == "four_eyes.restored"
    with pytest.raises(ValidationError):
        restore_four_eyes(people.organisation, by=people.administrator)


def test_contact_needs_a_way_to_reach_it(people):
    with pytest.raises(ValidationError, match="e-mail address or a telephone number"):
        add_contact(people.organisation, by=people.administrator, purpose="advice", name="Desk")


def test_identifier_belongs_to_one_organisation(people):
    add_identifier(people.organisation, by=people.administrator, scheme="ico", value="Z1")

    with pytest.raises(ValidationError):
        add_identifier(people.other, by=JOB, scheme="ico", value="Z1")


def test_successor_is_another_body(people):
    with pytest.raises(ValidationError):
        record_successor(people.organisation, by=people.administrator, successor=people.organisation)
