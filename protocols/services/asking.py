"""Who takes part in an agreement and is asked to sign it. No acts: acts on rounds, and on who joins, call these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from audit.history import bulk_create, bulk_update
from governance.models import Document, Participant
from governance.models.document import Part
from protocols.models import Signatory, SigningRound
from protocols.models.party import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from organisations.models import Organisation
    from protocols.signers import Need


def take_part(document: Document, bodies: Iterable[Organisation]) -> None:
    """The people of every party may read the agreement; who was a mere reader becomes a party."""
    there = {part.organisation_id: part for part in document.participants.all()}
    new, changed = [], []
    for body in bodies:
        part = there.get(body.pk)
        if part is None and body.pk != document.organisation_id:
            new.append(Participant(document=document, organisation=body, standing=Part.PARTY))
        elif part is not None and part.standing != Part.PARTY:
            part.standing = Part.PARTY
            changed.append(part)
    bulk_create(Participant, new)
    bulk_update(changed, ["standing"])


def ask(
    row: SigningRound, wanted: Iterable[tuple[Organisation, Direction, Need]], *, is_joining: bool = False
) -> list[Signatory]:
    """One signatory for each signature that is needed, after those who are asked already."""
    first = (row.signatories.aggregate(last=Max("position"))["last"] or 0) + 1
    made = [
        Signatory(
            round=row,
            organisation=body,
            position=position,
            posts=[{"way": post.way, "key": post.key} for post in need.posts],
            direction=direction,
            is_joining=is_joining,
        )
        for position, (body, direction, need) in enumerate(wanted, start=first)
    ]
    bulk_create(Signatory, made)
    return made
