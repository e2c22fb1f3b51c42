"""Who looks after documents: the twin over many of `governance.presenting.reviews.looks_after`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from governance.models import Document
from organisations.models import Membership
from organisations.permissions import Can, roles_with


@dataclass(frozen=True)
class Keepers:
    """Active people by organisation: who belongs there, and who drafts there."""

    members: Mapping[UUID, frozenset[UUID]]
    officers: Mapping[UUID, tuple[UUID, ...]]

    def of(self, document: Document) -> tuple[UUID, ...]:
        """The owner while he or she works there; else those who draft there."""
        if document.owner_id is not None and document.owner_id in self.members.get(
            document.organisation_id, ()
        ):
            return (document.owner_id,)
        return self.officers.get(document.organisation_id, ())

    def author_or_keepers(self, document: Document, author: UUID | None) -> tuple[UUID, ...]:
        """Who wrote a draft, while he or she drafts there; else whoever looks after the document."""
        if author in self.officers.get(document.organisation_id, ()):
            return (author,) if author else ()
        return self.of(document)


def keepers_of(organisations: Iterable[UUID], on: date) -> Keepers:
    """One query."""
    members: dict[UUID, set[UUID]] = defaultdict(set)
    officers: dict[UUID, dict[UUID, None]] = defaultdict(dict)
    drafting = {role.value for role in roles_with(Can.DRAFT)}
    rows = Membership.objects.current(on).filter(organisation__in=set(organisations), user__is_active=True)
    for organisation, user, role in rows.order_by("pk").values_list("organisation", "user", "role"):
        members[organisation].add(user)
        if role in drafting:
            officers[organisation][user] = None
    return Keepers(
        {key: frozenset(found) for key, found in members.items()},
        {key: tuple(found) for key, found in officers.items()},
    )
