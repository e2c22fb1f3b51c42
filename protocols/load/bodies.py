"""Organisations of load data."""

from __future__ import annotations

from organisations import events
from organisations.models import Organisation
from protocols.load.names import body
from protocols.load.world import SEED, World

FIRST = "LD00001"  # whether a register holds load data is asked by this code


def found(world: World, numbers: range) -> None:
    """As `found_organisation` does."""
    for number in numbers:
        kind, name = body(number)
        organisation = Organisation(
            id=world.key(), code=f"LD{number + 1:05d}", name=name, legal_name=f"The {name}", kind=kind
        )
        organisation.fold_names()
        with world.operation(SEED):
            world.ledger.add(organisation)
            world.ledger.record(
                events.ORGANISATION_FOUNDED,
                organisation,
                audience=[organisation],
                facts={"code": organisation.code, "name": organisation.name},
            )
        world.organisations.append(organisation)
