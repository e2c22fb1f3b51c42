"""The same document in other languages, as it stood when a version was published.

Only what anybody could read at that moment is named: a PDF goes from hand to hand, and a draft must not leak into it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from governance import control_words as words
from governance.kinds import Audience
from governance.models import Document, DocumentLink, DocumentVersion
from governance.models.link import Relation


def translations(document: Document, moment: datetime | None) -> list[tuple[str, str]]:
    """Lines of the control block. Without a moment as it stands now. One query, and two where there is any tie."""
    at = moment or timezone.now()
    ties = _ties(document, at)
    others = {tie.target_id if tie.source_id == document.pk else tie.source_id for tie in ties}
    named = _open_to_all(others, at) if others else {}
    originals = sorted(named[tie.target_id] for tie in ties if tie.target_id in named)
    texts = sorted(named[tie.source_id] for tie in ties if tie.source_id in named)
    return [(_("Translation of"), ", ".join(originals)), (_("Translated as"), ", ".join(texts))]


def _ties(document: Document, at: datetime) -> list[Any]:  # simple-history makes the model of these rows
    """The ties that stood at a moment; their history tells also of those that were taken away since."""
    of_this = Q(source_id=document.pk) | Q(target_id=document.pk)
    rows = DocumentLink.history.filter(of_this, relation=Relation.TRANSLATES, history_date__lte=at)
    last = {row.id: row for row in rows.order_by("history_id")}
    return [row for row in last.values() if row.history_type != "-"]


def _open_to_all(keys: set[UUID], at: datetime) -> dict[UUID, str]:
    """Reference and language of those documents that anybody could read at a moment."""
    published = DocumentVersion.objects.filter(document__in=keys, published_at__lte=at)
    published = published.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at))
    readable = set(published.values_list("document_id", flat=True))
    rows = Document.history.filter(id__in=keys, history_date__lte=at).order_by("history_id")
    then = {row.id: row for row in rows}
    return {
        key: f"{row.reference} ({words.language(row.language)})"
        for key, row in then.items()
        if key in readable and row.audience == Audience.ANYONE
    }
