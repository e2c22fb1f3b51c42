from types import SimpleNamespace

import pytest

from audit import actors
from audit.actors import Actor, ActorKind


class Person(SimpleNamespace):
    def __str__(self):
        return self.name


def test_person_is_named_as_at_the_time():
    assert actors.person(Person(pk=7, name="Ada  Lovelace\n")) == Actor(ActorKind.PERSON, "7", "Ada Lovelace")


def test_job_invitation_and_form_are_named_by_what_they_are():
    assert actors.job("reminders") == Actor(ActorKind.JOB, "reminders", "reminders")
    assert actors.invitation("A@b.example") == Actor(ActorKind.INVITATION, "a@b.example", "A@b.example")
    assert actors.public_form("sign-in") == Actor(ActorKind.PUBLIC_FORM, "sign-in", "sign-in")


def test_actor_stands_for_itself():
    job = actors.job("reminders")

    assert job.as_actor() is job


@pytest.mark.parametrize("parts", [(ActorKind.JOB, "", "x"), (ActorKind.JOB, "x", ""), ("robot", "x", "x")])
def test_actor_without_kind_identity_or_name_cannot_be_made(parts):
    with pytest.raises(ValueError, match="an actor has"):
        Actor(*parts)
