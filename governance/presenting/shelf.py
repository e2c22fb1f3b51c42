"""The versions of a document on a day, and what a person reads of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.functional import cached_property

from governance.disclosure import THE_PUBLIC, disclosures
from governance.models import Document, DocumentVersion
from governance.models.version import Standing
from governance.withheld import CLOSED, Disclosure
from organisations.permissions import Person


@dataclass(frozen=True)
class Shelf:
    """The versions of a document that a person may read, the newest first, and what each is on a day.

    `seen`: what of each the person reads; nothing where it does not say. `is_preview`: that is what the public reads,
    shown to somebody who reads the whole.
    """

    versions: Sequence[DocumentVersion]
    on: date
    seen: Mapping[UUID, Disclosure] = field(default_factory=dict)
    is_preview: bool = False

    def seen_of(self, version: DocumentVersion) -> Disclosure:
        """What the person reads of the version."""
        return self.seen.get(version.pk, CLOSED)

    def summary_of(self, version: DocumentVersion) -> str:
        """What changed and why, as far as the person may read it."""
        return version.change_summary if self.seen_of(version).shows_summary_of(version.pk) else ""

    @property
    def what_is_coming(self) -> str:
        """What the next version to take effect changes, and why."""
        return self.summary_of(self.scheduled) if self.scheduled else ""

    def as_the_public_sees_it(self, document: Document) -> Shelf:
        """The same versions of the document, with what the public reads, or would read, of each."""
        return replace(self, seen=disclosures(THE_PUBLIC, document, self.versions), is_preview=True)

    def _first(self, standing: Standing) -> DocumentVersion | None:
        found = [version for version in self.versions if version.standing(self.on) is standing]
        return max(found, key=lambda version: version.effective_from or date.min, default=None)

    @cached_property
    def in_force(self) -> DocumentVersion | None:
        return self._first(Standing.IN_FORCE)

    @cached_property
    def scheduled(self) -> DocumentVersion | None:
        """The next to take effect."""
        found = [version for version in self.versions if version.standing(self.on) is Standing.SCHEDULED]
        return min(found, key=lambda version: version.effective_from or date.max, default=None)

    @cached_property
    def withdrawn(self) -> DocumentVersion | None:
        """The one that was withdrawn last, of those that were in force."""
        found = [v for v in self.versions if v.standing(self.on) is Standing.WITHDRAWN and v.is_readable]
        return found[0] if found else None

    @cached_property
    def being_worked_on(self) -> DocumentVersion | None:
        return next((version for version in self.versions if version.is_open), None)

    @property
    def readable(self) -> list[DocumentVersion]:
        """Those that are, were or will be policy."""
        return [version for version in self.versions if version.is_readable]

    def before(self, version: DocumentVersion) -> DocumentVersion | None:
        """What a version is compared with: what it follows in force, or else what its text was begun from."""
        if version.effective_from is not None:
            earlier = [v for v in self.readable if v.effective_from is not None and v.pk != version.pk]
            earlier = [v for v in earlier if (v.effective_from or date.max) < version.effective_from]
            if earlier:
                return max(earlier, key=lambda v: (v.effective_from or date.min, v.major, v.minor))
        by_key = {v.pk: v for v in self.versions}
        source = by_key.get(version.based_on_id) if version.based_on_id else None
        if version.is_open and self.in_force is not None:
            return self.in_force
        return source

    def on_day(self, day: date) -> DocumentVersion | None:
        """The version that was in force on a day, also one that was withdrawn since."""
        ranges = [v for v in self.readable if v.effective_from and v.effective_from <= day]
        found = [v for v in ranges if v.effective_to is None or day < v.effective_to]
        return found[0] if found else None

    def numbered(self, number: str) -> DocumentVersion | None:
        return next((version for version in self.versions if version.number == number), None)


def shelf_of(
    document: Document, person: Person, on: date | None = None, *, with_people: bool = True
) -> Shelf:
    """One query; a few more for a document of which the public does not read everything. Without the people for a page
    that names nobody: of a hundred versions they cost a third."""
    found = DocumentVersion.objects.visible_to(person).filter(document=document).newest_first()
    versions = list(found.select_related("author", "submitted_by", "approved_by") if with_people else found)
    by_key = {version.pk: version for version in versions}
    for version in versions:
        version.document, version.beside = document, versions
        if version.based_on_id in by_key:
            version.based_on = by_key[version.based_on_id]
    return Shelf(versions, on or timezone.localdate(), disclosures(person, document, versions))
