"""Who may take the signed copy of a version away, and whether there is one."""

from __future__ import annotations

from collections.abc import Iterable

from governance.models import DocumentVersion
from organisations.models import User
from organisations.permissions import Can, Person, can, organisations_where, rights_anywhere
from protocols.models import Signatory, SignedCopy


def is_member(person: User, version: DocumentVersion, seats: Iterable[Signatory]) -> bool:
    """Whether the person belongs to the lead or to an organisation that is asked. No query: rights are kept."""
    bodies = {seat.organisation for seat in seats} | {version.organisation}
    return any(can(person, Can.READ_INTERNAL, body) for body in bodies)


def copy_for(version: DocumentVersion, person: Person) -> SignedCopy | None:
    """The newest signed copy, for somebody of the lead or of a party; None for others. One query at most."""
    if version.is_from_outside or Can.READ_INTERNAL not in rights_anywhere(person):
        return None
    found = SignedCopy.objects.of_text(version, version.content_sha256)
    return found.for_people_of(organisations_where(person, Can.READ_INTERNAL)).newest_first().first()
