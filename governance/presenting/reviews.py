"""Who looks after the review of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from governance.models import Document
from organisations.models import Membership, User
from organisations.permissions import Can, roles_with

NAMED = 5  # people at most


@dataclass(frozen=True)
class LooksAfter:
    """`owner` while he or she works there. Else those whose role lets them, and who it was."""

    owner: User | None
    people: Sequence[User]
    left: User | None = None


def looks_after(document: Document) -> LooksAfter:
    """The owner or, where there is none or the owner has left, the information officers of the organisation: a review
    never falls between two chairs. One query with an owner who is there, two without."""
    owner = document.owner
    here = Membership.objects.current().filter(organisation=document.organisation_id)
    if owner is not None and owner.is_active and here.filter(user=owner).exists():
        return LooksAfter(owner, [])
    roles = [role.value for role in roles_with(Can.DRAFT)]
    rows = here.for_list().filter(role__in=roles, user__is_active=True)[:NAMED]
    return LooksAfter(None, [row.user for row in rows], owner)
