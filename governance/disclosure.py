"""The one gate between a version's text and its reader: what of it a person reads.

Whoever is of the organisation by role, of one that takes part, or has a grant reads the whole. Everybody else reads
what the publication decision leaves. Nothing here asks whether a version may be seen at all: `visible_to` does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from governance.kinds import Publication
from governance.models import Document, DocumentVersion, Withholding
from governance.withheld import SUMMARY, WHOLE, Disclosure, Withheld
from organisations.permissions import Can, can

if TYPE_CHECKING:
    from organisations.permissions import Person

THE_PUBLIC = AnonymousUser()


def reads_whole(person: Person, document: Document) -> bool:
    """Whether the person reads all that was published of it. Twin of `Document.objects.read_whole_by`."""
    if not (person.is_authenticated and person.is_active):
        return False
    if can(person, Can.READ_INTERNAL, document) or can(person, Can.READ_DRAFTS, document):
        return True
    participants = document.participants.select_related("organisation")
    return any(can(person, Can.READ_INTERNAL, each.organisation) for each in participants)


def disclosures(
    person: Person, document: Document, versions: Collection[DocumentVersion]
) -> Mapping[UUID, Disclosure]:
    """What the person reads of each of these versions of one document, by key. The search says the same of each part.

    No query for a document that is published in full or closed; else those of the person's rights and, where parts are
    taken out, one more.
    """
    if not document.is_open_to_all or document.publication == Publication.FULL:
        return {version.pk: WHOLE for version in versions}
    is_whole = reads_whole(person, document)
    if document.publication != Publication.REDACTED:
        found = Disclosure(is_whole, is_metadata=True, reason=document.publication_reason)
        return {version.pk: found for version in versions}
    parts = withheld_of(document)
    summaries = frozenset(key for key, of_version in parts.items() if SUMMARY in of_version)
    return {
        version.pk: Disclosure(
            is_whole,
            reason=document.publication_reason,
            parts={part: each for part, each in parts.get(version.pk, {}).items() if part != SUMMARY},
            summaries=summaries,
        )
        for version in versions
    }


def disclosure(person: Person, version: DocumentVersion) -> Disclosure:
    """What the person reads of one version."""
    return disclosures(person, version.document, [version])[version.pk]


def to_the_public(version: DocumentVersion) -> Disclosure:
    return disclosure(THE_PUBLIC, version)


def withheld_of(document: Document) -> Mapping[UUID, Mapping[str, Withheld]]:
    """The parts that were decided to be withheld, by version and part, whether or not that counts now. One query."""
    found: dict[UUID, dict[str, Withheld]] = {}
    for row in Withholding.objects.filter(version__document=document):
        found.setdefault(row.version_id, {})[row.part] = Withheld(row.part, row.reason, row.hides_heading)
    return found


def decision_stamp(version: DocumentVersion) -> str:
    """Tells whether the decision about a version is still the one that somebody saw. One query."""
    document = version.document
    rows = version.withholdings.order_by("part").values_list("part", "reason", "hides_heading")
    said = [document.publication, document.publication_reason, *map(list, rows)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
