"""Who did it: a person, a named job, an invitation, a public form. None other can be expressed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.labels import one_line


class ActorKind(models.TextChoices):
    PERSON = "person", _("Person")
    JOB = "job", _("Job of the register")
    INVITATION = "invitation", _("By invitation")
    PUBLIC_FORM = "public_form", _("Public form")


@dataclass(frozen=True)
class Actor:
    """Made by one of the functions below; `label` is the name at the time of the act."""

    kind: ActorKind
    id: str
    label: str

    def __post_init__(self) -> None:
        """Raises ValueError for an actor without identity or name."""
        if not isinstance(self.kind, ActorKind) or not self.id or not self.label:
            raise ValueError("an actor has a kind, an identity and a name")

    def as_actor(self) -> Actor:
        return self


class HasActor(Protocol):
    """Whatever may stand behind `by`."""

    def as_actor(self) -> Actor: ...


By = HasActor


class Named(Protocol):
    @property
    def pk(self) -> object: ...


def person(user: Named) -> Actor:
    return _actor(ActorKind.PERSON, str(user.pk), str(user))


def job(name: str) -> Actor:
    return _actor(ActorKind.JOB, name, name)


def invitation(address: str) -> Actor:
    """Somebody who proved to hold a mail address."""
    return _actor(ActorKind.INVITATION, address.lower(), address)


def public_form(name: str) -> Actor:
    return _actor(ActorKind.PUBLIC_FORM, name, name)


def _actor(kind: ActorKind, key: str, name: str) -> Actor:
    return Actor(kind, one_line(key, 254), one_line(name, 300))
