"""An organisation's framework as it stood on a day, and what has become of it since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from governance import registry
from governance.framework import FrameworkPart
from governance.models import DocumentVersion
from governance.models.version import DocumentVersionQuerySet
from organisations.models import Organisation
from organisations.permissions import Person

LISTED = 200  # in each part; who looks for more has the register
ORDER = ("title", "document__reference")


@dataclass(frozen=True)
class Line:
    """A version that was in force on the day. `now`: the one in force today; `last`: of a document that has none."""

    version: DocumentVersion
    on: date
    now: DocumentVersion | None
    last: DocumentVersion | None = None

    @property
    def is_same(self) -> bool:
        return self.now is not None and self.now.pk == self.version.pk

    @property
    def ended_on(self) -> date | None:
        """The last day on which the document had a version in force."""
        found = self.last or self.version
        return found.effective_to - timedelta(days=1) if found.effective_to else None

    @property
    def withdrawn(self) -> DocumentVersion | None:
        """Of a document that was taken out of force: the version that was, with its reason."""
        found = self.last or self.version
        return found if found.withdrawn_at else None

    @property
    def came_later(self) -> date | None:
        """The day on which it was published, where that was after the day on which it was to be in force already."""
        at = self.version.published_at
        published_on = timezone.localdate(at) if at and not self.version.is_from_outside else None
        return published_on if published_on and published_on > self.on else None


@dataclass(frozen=True)
class ShownPart:
    """`has_more`: beyond what a page lists. `new`: in force today, and of a document that was not on the day."""

    part: FrameworkPart
    lines: Sequence[Line]
    new: Sequence[DocumentVersion]
    has_more: bool

    @property
    def changed(self) -> int:
        return sum(not line.is_same for line in self.lines) + len(self.new)


def framework_on(organisation: Organisation, person: Person, day: date) -> list[ShownPart]:
    """As far as the person may see it today. Two queries for each part, and two at most for what became of them."""
    today = timezone.localdate()
    parts = [(part, part.versions(organisation)) for part in registry.framework_parts()]
    seen = DocumentVersion.objects.visible_to(person).select_related("document__organisation")
    then = {part.key: _listed(seen.in_force(day).filter(mine)) for part, mine in parts}
    lines = _since([version for found in then.values() for version in found], seen, day, today)
    return [
        ShownPart(
            part,
            [lines[version.pk] for version in then[part.key][:LISTED]],
            _new(seen, mine, day, today)[:LISTED] if day < today else [],
            len(then[part.key]) > LISTED,
        )
        for part, mine in parts
    ]


def _listed(found: DocumentVersionQuerySet) -> list[DocumentVersion]:
    return list(found.order_by(*ORDER)[: LISTED + 1])


def _new(seen: DocumentVersionQuerySet, mine: Q, day: date, today: date) -> list[DocumentVersion]:
    there = seen.in_force(day).filter(mine, document=OuterRef("document"))
    return _listed(seen.in_force(today).filter(mine).exclude(Exists(there)))


def _since(
    then: Sequence[DocumentVersion], seen: DocumentVersionQuerySet, day: date, today: date
) -> dict[UUID, Line]:
    if day == today:
        return {version.pk: Line(version, day, version) for version in then}
    documents = [version.document_id for version in then]
    now = {version.document_id: version for version in seen.in_force(today).filter(document__in=documents)}
    gone = [key for key in documents if key not in now]
    last = {version.document_id: version for version in _last(seen, gone)} if gone else {}
    return {
        version.pk: Line(version, day, now.get(version.document_id), last.get(version.document_id))
        for version in then
    }


def _last(seen: DocumentVersionQuerySet, documents: Sequence[UUID]) -> DocumentVersionQuerySet:
    """Of each document the version that was in force last, as far as the person may see it."""
    begun = seen.published_range().filter(effective_from__lte=timezone.localdate())
    later = begun.filter(document=OuterRef("document"), effective_from__gt=OuterRef("effective_from"))
    return begun.filter(document__in=documents).exclude(Exists(later))
