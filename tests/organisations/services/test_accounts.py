from __future__ import annotations

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from organisations.models import User
from organisations.permissions import Can, Role, can
from organisations.services.accounts import (
    FAILURE_LINES_A_MINUTE,
    NOBODY,
    add_person,
    note_failed_sign_in,
    note_sign_in,
    note_sign_out,
    sign_in_form,
)


@pytest.fixture(autouse=True)
def _empty_counters():
    cache.clear()
    yield
    cache.clear()


def fail(address):
    return note_failed_sign_in(address, by=sign_in_form())


def add(people, email, **fields):
    fields.setdefault("by", people.administrator)
    fields.setdefault("role", Role.PRACTITIONER)
    return add_person(people.organisation, email=email, name="Sam Lee", **fields)


def test_add_person_makes_an_account_without_a_password_and_mails_a_link(
    people, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        membership = add(people, "Sam.Lee@Northshire.example")

    person = membership.user
    assert (person.email, person.name, person.has_usable_password()) == (
        "sam.lee@northshire.example",
        "Sam Lee",
        False,
    )
    assert can(person, Can.READ_INTERNAL, people.organisation)
    assert [message.to for message in mail.outbox] == [["sam.lee@northshire.example"]]
    assert "http://127.0.0.1:8000/password/reset/key/" in mail.outbox[0].body
    assert "Northshire County Council" in mail.outbox[0].body


def test_add_person_finds_the_account_whatever_the_case_and_keeps_its_name(
    people, django_capture_on_commit_callbacks
):
    people.stranger.set_password("three plain quiet words")
    people.stranger.save()

    with django_capture_on_commit_callbacks(execute=True):
        membership = add(people, "STRANGER@northport.example")

    assert membership.user == people.stranger
    assert membership.user.name == "Stranger"
    assert mail.outbox == []


def test_add_person_is_for_administrators(people):
    with pytest.raises(PermissionDenied):
        add(people, "sam@northshire.example", by=people.manager)

    assert not User.objects.filter(email="sam@northshire.example").exists()


def test_add_person_that_is_refused_makes_no_account(people):
    with pytest.raises(ValidationError):
        add(people, "sam@northshire.example", role="emperor")

    assert not User.objects.filter(email="sam@northshire.example").exists()


@pytest.mark.parametrize(
    ("act", "verb"), [(note_sign_in, "person.signed_in"), (note_sign_out, "person.signed_out")]
)
def test_signing_in_and_out_leave_a_line_for_the_auditors_of_the_organisation(people, act, verb):
    act(people.officer, by=people.officer)

    line = Event.objects.newest_first().first()
    assert (line.verb, line.actor_id) == (verb, str(people.officer.pk))
    assert list(line.audience.values_list("organisation", flat=True)) == [people.organisation.pk]
    assert line in Event.objects.visible_to(people.auditor)
    assert line not in Event.objects.visible_to(people.stranger)


def test_failed_sign_in_is_written_at_the_first_and_tenth_try(people):
    written = [number for number in range(1, 13) if fail("Officer@northshire.example")]

    assert written == [1, 10]
    lines = Event.objects.filter(verb="person.sign_in_failed").order_by("at", "id")
    assert [(line.target_id, line.facts) for line in lines] == [
        (str(people.officer.pk), {"tries": 1}),
        (str(people.officer.pk), {"tries": 10}),
    ]


def test_failed_sign_in_of_an_unknown_address_is_written_without_the_address(db):
    assert fail("nobody@elsewhere.example")

    line = Event.objects.get()
    assert line.target_id == str(NOBODY)
    assert b"elsewhere" not in bytes(line.data)


def test_failed_sign_in_takes_the_same_work_with_and_without_an_account(people):
    for address in ("approver@northshire.example", "warm@elsewhere.example"):
        fail(address)  # each has its chain of events now

    with CaptureQueriesContext(connection) as known:
        fail("officer@northshire.example")
    with CaptureQueriesContext(connection) as unknown:
        fail("other@elsewhere.example")

    assert abs(len(known) - len(unknown)) <= 2  # a chain begun, an organisation in the audience


def test_flood_of_failed_sign_ins_fills_a_counter_and_not_the_log(db):
    for number in range(FAILURE_LINES_A_MINUTE + 20):
        fail(f"p{number}@elsewhere.example")

    assert Event.objects.count() == FAILURE_LINES_A_MINUTE


@pytest.mark.parametrize("email", ["not an email", "a@b", "@northshire.example", ""])
def test_add_person_takes_an_address_alone(people, email):
    with pytest.raises(ValidationError, match=r"Enter an e-mail address"):
        add_person(
            people.organisation, by=people.administrator, email=email, name="A", role=Role.PRACTITIONER
        )

    assert not User.objects.filter(name="A").exists()
