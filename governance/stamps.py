"""What a form about many documents carries, so that they are changed only as the person saw them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils import timezone

from governance.models import Document, DocumentVersion

MOST = 100  # documents at once


def owners_stamp(documents: Iterable[Document]) -> str:
    """Tells whether the documents still have the owners that somebody saw. No query."""
    return _stamp([(document.reference, str(document.owner_id)) for document in documents])


def reviews_stamp(documents: Iterable[Document]) -> str:
    """Tells whether the same versions are in force, and due for review on the same days. One query."""
    documents = list(documents)
    found = in_force_of(documents)
    pairs = []
    for document in documents:
        version = found.get(document.pk)
        pairs.append((document.reference, f"{version.number}@{version.next_review_on}" if version else ""))
    return _stamp(pairs)


def in_force_of(documents: Iterable[Document]) -> Mapping[UUID, DocumentVersion]:
    """The version in force today, by document. One query."""
    keys = [document.pk for document in documents]
    found = DocumentVersion.objects.in_force(timezone.localdate()).filter(document__in=keys)
    return {version.document_id: version for version in found}


def _stamp(pairs: list[tuple[str, str]]) -> str:
    return hashlib.sha256(json.dumps(sorted(pairs)).encode()).hexdigest()
