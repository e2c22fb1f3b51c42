"""What an agreement of load data says item by item: data items, flows, lawful bases, safeguards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from protocols.agreement import BasisLine, ConditionsLine, FlowLine, ItemLine
from protocols.load.words import heading, prose
from protocols.models.basis import Covers
from protocols.models.conditions import Assessment
from protocols.models.party import Direction

if TYPE_CHECKING:
    from datetime import date
    from random import Random

    from protocols.agreement import Agreement, PartyLine

ABOUT = ("Children", "Parents and carers", "Adults at risk", "Tenants", "Patients")
SPECIAL = ("", "", "", "health", "race")
METHODS = ("Secure e-mail", "Transfer portal", "Shared case system", "In the meeting")
OFTEN = ("Daily", "Weekly", "Monthly", "When it happens")
BASES = ("a6_public_task", "a6_legal_obligation", "a6_vital_interests")
SPECIAL_BASES = (BasisLine("art9_g", Covers.SPECIAL), BasisLine("sch1_18", Covers.SPECIAL))


def detailed(agreement: Agreement, chance: Random, today: date) -> Agreement:
    """The same agreement, with what it says item by item."""
    items = _items(chance)
    has_special = any(item.special for item in items)
    return replace(
        agreement,
        items=items,
        flows=_flows(agreement.parties, items, chance),
        bases=(
            BasisLine(chance.choice(BASES), explanation=prose(chance, 10)),
            *(SPECIAL_BASES if has_special else ()),
        ),
        conditions=ConditionsLine(
            security=prose(chance, 20),
            assessment=Assessment.DONE,
            assessment_reference=f"IA-{chance.randint(1, 999):03d}",
            assessed_on=today - timedelta(days=chance.randint(30, 900)),
            assessment_outcome=prose(chance, 10),
            breach=prose(chance, 12),
            disposal=prose(chance, 8),
            review_cycle="P1Y",
            notice="P3M",
        ),
    )


def _items(chance: Random) -> tuple[ItemLine, ...]:
    names = dict.fromkeys(heading(chance, 2) for _item in range(chance.randint(3, 6)))
    return tuple(
        ItemLine(name, chance.choice(ABOUT), chance.choice(SPECIAL), why=prose(chance, 8)) for name in names
    )


def _flows(
    parties: tuple[PartyLine, ...], items: tuple[ItemLine, ...], chance: Random
) -> tuple[FlowLine, ...]:
    """From the first party that may give to each other that may receive."""
    giver = next(party for party in parties if party.direction is not Direction.RECIPIENT)
    takers = [each for each in parties if each is not giver and each.direction is not Direction.DISCLOSER]
    return tuple(
        FlowLine(
            giver.name,
            taker.name,
            tuple(item.what for item in items),
            chance.choice(METHODS),
            chance.choice(OFTEN),
        )
        for taker in takers
    )
