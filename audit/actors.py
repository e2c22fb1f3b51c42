"""Who did it: a person, a named job, an invitation, a public form. None other can be expressed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class ActorKind(StrEnum):
    PERSON = "person"
    JOB = "job"
    INVITATION = "invitation"
    PUBLIC_FORM = "public_form"


@dataclass(frozen=True)
class Actor:
    """Made by one of the functions below; `label` is the name at the time of the act."""

    kind: ActorKind
    id: str
    label: str

    def __post_init__(self) -> None:
        if not self.id or not self.label:
            raise ValueError("an actor has an identity and a name")

    def as_actor(self) -> Actor:
        return self


class HasActor(Protocol):
    """Whatever may stand behind `by`."""

    def as_actor(self) -> Actor: ...


class Named(Protocol):
    @property
    def pk(self) -> UUID: ...


def person(user: Named) -> Actor:
    return Actor(ActorKind.PERSON, str(user.pk), str(user))


def job(name: str) -> Actor:
    return Actor(ActorKind.JOB, name, name)


def invitation(address: str) -> Actor:
    """Somebody who proved to hold a mail address."""
    return Actor(ActorKind.INVITATION, address, address)


def public_form(name: str) -> Actor:
    return Actor(ActorKind.PUBLIC_FORM, name, name)
