"""People of load data and their roles.

Two stand apart: a practitioner with one role in one organisation, and an administrator with every role in it who also
looks after many others. Then each organisation gets an officer and a manager, and what is left is spread.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password

from organisations import events
from organisations.models import Membership, User
from organisations.permissions import Role
from protocols.load.names import person
from protocols.load.world import SEED, Desk, World

if TYPE_CHECKING:
    from organisations.models import Organisation

PRACTITIONER, ADMINISTRATOR = "practitioner@load.example", "administrator@load.example"
PASSWORD = "sharing-register-load"  # noqa: S105  # of load data alone, shown to whoever loads it
ADMINISTERED = 50  # organisations
LEAST = 4
STAFF = (Role.INFORMATION_OFFICER, Role.MANAGER)
OTHERS = (Role.PRACTITIONER, Role.PRACTITIONER, Role.AUDITOR, Role.ADMINISTRATOR)


def enter(world: World, numbers: range) -> None:
    for number in numbers:
        if number == 0:
            roles = [(world.organisations[0], Role.PRACTITIONER)]
            _enter(world, PRACTITIONER, "Pat Practitioner", roles)
        elif number == 1:
            roles = [(world.organisations[0], role) for role in Role]
            roles += [(body, Role.ADMINISTRATOR) for body in world.organisations[1:ADMINISTERED]]
            _enter(world, ADMINISTRATOR, "Ada Administrator", roles)
        else:
            _enter_staff(world, number)


def _enter_staff(world: World, number: int) -> None:
    place, bodies = number - 2, len(world.organisations)
    if place < 2 * bodies:
        body, role = world.organisations[place // 2], STAFF[place % 2]
    else:
        turn, place = divmod(place - 2 * bodies, bodies)
        body, role = world.organisations[place], OTHERS[turn % len(OTHERS)]
    name = person(world.chance("person", number))
    user = _enter(world, f"{name.lower().replace(' ', '.')}.{number}@load.example", name, [(body, role)])
    if role is Role.MANAGER:
        world.desks.append(Desk(body, officer=world.people[-2][0], manager=user))


def _enter(world: World, email: str, name: str, roles: list[tuple[Organisation, Role]]) -> User:
    """As `open_account` of the demo and `add_member` do."""
    user = User(id=world.key(), email=email, name=name, password=_password(), created_at=world.clock.now)
    bodies = list(dict.fromkeys(body for body, _role in roles))
    with world.operation(SEED):
        world.ledger.keep(user)
        world.ledger.record(events.PERSON_ADDED, user, audience=bodies[:1])
    for body, role in roles:
        membership = Membership(
            id=world.key(), user=user, organisation=body, role=role.value, starts_on=world.clock.day
        )
        with world.operation(SEED):
            world.ledger.add(membership)
            world.ledger.record(
                events.MEMBER_ADDED,
                body,
                audience=[body],
                facts={
                    "membership": str(membership.pk),
                    "person": str(user.pk),
                    "from": membership.starts_on.isoformat(),
                    "until": "",
                    "role": membership.role,
                },
            )
    world.people.append((user, bodies))
    return user


@cache
def _password() -> str:
    """One hash for all: a slow one for each would be most of the load."""
    return make_password(PASSWORD, salt="loaddataloaddata")
