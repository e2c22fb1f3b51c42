"""The parties of the next version: as the version before was frozen, and what was stated since.

Who left is out, a successor stands in its predecessor's place, and who joined comes after the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from organisations.models import Organisation
from protocols.held import agreement_of, key_of
from protocols.models import Party, Statement
from protocols.models.party import Direction
from protocols.statements import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from governance.models import DocumentVersion

CHANGING = (Kind.ACCESSION, Kind.LEAVING, Kind.SUCCESSION, Kind.CESSATION)


@dataclass(frozen=True)
class Following:
    """A party of the next version. `was`: what the version before called it, empty for who joined."""

    organisation_id: UUID | None
    name: str
    direction: str
    role: str
    was: str = ""
    by_invitation: bool = False


def following(source: DocumentVersion) -> Sequence[Following]:
    """In order. One query more than the parties themselves where nothing was stated that changes who they are."""
    parties = list(Party.objects.filter(version=source).order_by("position"))
    kept = [
        Following(
            party.organisation_id, party.name, party.direction, party.role, party.name, party.by_invitation
        )
        for party in parties
    ]
    stated = Statement.objects.of_agreement(source.document).filter(kind__in=CHANGING)
    return _moved(source, parties, kept) if stated.exists() else kept


def _moved(source: DocumentVersion, parties: Sequence[Party], kept: Sequence[Following]) -> list[Following]:
    today = timezone.localdate()
    about = agreement_of(source.document)
    now = about.parties(today)
    bodies = {
        str(body.pk): body for body in Organisation.objects.filter(pk__in=[k for k in now if _is_key(k)])
    }
    found: dict[str, Following] = {}
    for party, line in zip(parties, kept, strict=True):
        if key_of(party) in now:
            found[key_of(party)] = line
            continue
        for heir in about.heirs(key_of(party), today):
            if heir in bodies and heir not in found:
                found[heir] = Following(
                    bodies[heir].pk, bodies[heir].name, line.direction, line.role, line.was
                )
    for key in now:
        if key in bodies and key not in found:
            found[key] = Following(bodies[key].pk, bodies[key].name, _direction(source, bodies[key]), "")
    return list(found.values())


def _direction(source: DocumentVersion, body: Organisation) -> str:
    admitted = (
        Statement.objects.of_agreement(source.document).filter(kind=Kind.ADMISSION, concerns=body).last()
    )
    return admitted.direction if admitted else Direction.BOTH


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
