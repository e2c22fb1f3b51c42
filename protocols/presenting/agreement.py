"""The page of an agreement: who, what, why, how, by which law and until when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from governance.kinds import VersionText
from governance.lifecycle import State
from governance.models import Document, DocumentVersion, Rendition
from governance.presenting.policy import Shelf, pdf_words
from governance.presenting.text import NumberedSection, numbered, text_of
from governance.rows import FieldChange, FrozenRow
from organisations.permissions import Person
from protocols.duration import in_words
from protocols.models import Protocol, RegisterEntry
from protocols.models.entry import Status, status_between
from protocols.models.party import ControllerRole, Direction
from protocols.powers import Power, powers
from protocols.presenting.changes import sentences

LISTED_CHANGES = 4


@dataclass(frozen=True)
class AgreementShelf:
    """An agreement and those of its versions that were published and that a person may read, the newest first."""

    document: Document
    person: Person
    versions: Sequence[DocumentVersion]
    entries: Mapping[UUID, RegisterEntry]
    on: date

    @cached_property
    def shown(self) -> DocumentVersion | None:
        """The version that stands in the register today; else the newest."""
        standing = [version for version in self.versions if self._stands(version)]
        return next(iter(standing or self.versions), None)

    def _stands(self, version: DocumentVersion) -> bool:
        entry = self.entries.get(version.pk)
        return (
            entry is not None
            and entry.shown_from <= self.on
            and (entry.shown_to is None or entry.shown_to > self.on)
        )

    def numbered(self, number: str) -> DocumentVersion | None:
        return next((version for version in self.versions if version.number == number), None)

    @property
    def compared(self) -> str:
        """The number of the version that is compared with the one before: the one that stands today, unless it is
        the first; then the newest."""
        if self.shown is not None and self.before(self.shown):
            return self.shown.number
        return self.versions[0].number if self.versions else ""

    def before(self, version: DocumentVersion) -> DocumentVersion | None:
        """The version that was published before it."""
        earlier = [v for v in self.versions if (v.major, v.minor) < (version.major, version.minor)]
        return next(iter(earlier), None)


def agreement_shelf(document: Document, found: Shelf, person: Person) -> AgreementShelf:
    """One query."""
    keys = [version.pk for version in found.readable]
    entries = RegisterEntry.objects.defer("purpose").in_bulk(keys)
    return AgreementShelf(document, person, found.readable, entries, found.on)


@dataclass(frozen=True)
class PartyGroup:
    """Parties that information goes from, to, or both ways."""

    heading: str
    parties: Sequence[ShownParty]


@dataclass(frozen=True)
class ShownParty:
    """`code` is empty for a body that no list has, `role` where the agreement does not say it."""

    name: str
    code: str
    role: str


@dataclass(frozen=True)
class ShownTerms:
    """Dates as dates, the rest in words; empty where the agreement does not say it."""

    starts_on: date | None
    ends_on: date | None
    review_on: date | None
    retention: str
    contact: str
    areas: Sequence[str]


@dataclass(frozen=True)
class VersionLine:
    """A version in the list of versions: when it came into this register, and what it changed.

    `published_on`: where another register had published it, on another day."""

    version: DocumentVersion
    entered_on: date | None
    published_on: date | None
    changes: Sequence[str]
    more: int
    before: DocumentVersion | None
    is_shown: bool


@dataclass(frozen=True)
class AgreementPage:
    """All that the page of one version shows."""

    shelf: AgreementShelf
    version: DocumentVersion
    text: VersionText
    origin: Protocol | None
    pdf: Rendition | None

    @property
    def document(self) -> Document:
        return self.version.document

    @property
    def title(self) -> str:
        return self.text.title

    @property
    def pdf_words(self) -> str:
        return pdf_words(self.pdf)

    @property
    def is_shown(self) -> bool:
        """Whether it is the version that stands in the register today."""
        return self.shelf.shown is self.version and not self.is_withdrawn

    @property
    def is_withdrawn(self) -> bool:
        return self.version.state == State.WITHDRAWN

    @property
    def is_older(self) -> bool:
        shown = self.shelf.shown
        return not self.is_withdrawn and shown is not None and self._number < (shown.major, shown.minor)

    @property
    def is_coming(self) -> bool:
        """It takes the place of the one that stands there today."""
        shown = self.shelf.shown
        return not self.is_withdrawn and shown is not None and self._number > (shown.major, shown.minor)

    @property
    def _number(self) -> tuple[int, int]:
        return (self.version.major, self.version.minor)

    @property
    def coming(self) -> DocumentVersion | None:
        """On the page of the version that stands today: the next one, where its day is known."""
        later = [v for v in self.shelf.versions if v.state == State.PUBLISHED and self._is_later(v)]
        return later[-1] if later and self.is_shown else None

    def _is_later(self, other: DocumentVersion) -> bool:
        return (other.major, other.minor) > self._number

    @property
    def sections(self) -> list[NumberedSection]:
        return [section for section in numbered(self.text) if section.body.strip()]

    @cached_property
    def groups(self) -> list[PartyGroup]:
        headings = {
            Direction.DISCLOSER: _("Gives information"),
            Direction.RECIPIENT: _("Receives information"),
            Direction.BOTH: _("Gives and receives information"),
        }
        rows = self.text.rows.get("parties", ())
        groups = [
            PartyGroup(heading, [_party(row) for row in rows if row["direction"] == direction])
            for direction, heading in headings.items()
        ]
        return [group for group in groups if group.parties]

    @property
    def names_no_recipient(self) -> bool:
        rows = self.text.rows.get("parties", ())
        return bool(rows) and all(row["direction"] == Direction.DISCLOSER for row in rows)

    @property
    def powers(self) -> list[Power | str]:
        """As the reference data has them today; the key alone of one that it no longer has."""
        keys = [str(row["key"]) for row in self.text.rows.get("powers", ())]
        return [powers().get(key, key) for key in keys]

    @cached_property
    def terms(self) -> ShownTerms:
        return _terms(next(iter(self.text.rows.get("terms", ())), {}))

    @property
    def status(self) -> Status:
        if self.is_withdrawn:
            return Status.ENDED
        return status_between(self.terms.starts_on, self.terms.ends_on, self.shelf.on)

    @property
    def has_ended(self) -> bool:
        return self.status is Status.ENDED

    @property
    def has_started(self) -> bool:
        return self.status is not Status.NOT_STARTED

    @property
    def days_overdue(self) -> int:
        """Days since the review was due, while the agreement is in force; else 0."""
        review = self.terms.review_on
        if review is None or self.status is not Status.IN_FORCE or not self.is_shown:
            return 0
        return max((self.shelf.on - review).days, 0)

    @property
    def replaced_on(self) -> date | None:
        """Of an older version: the day on which the next one took its place."""
        entry = self.shelf.entries.get(self.version.pk)
        return entry.shown_to if entry else None

    @property
    def recorded_on(self) -> date | None:
        """The day on which it came into this register, where another one had published it before."""
        line = _line(self.shelf, self.version)
        return line.entered_on if line.published_on else None

    @property
    def contact(self) -> str:
        """With each address of mail standing alone, so that it becomes a link."""
        return re.sub(r"\s*;\s*", "\n", self.terms.contact)

    @property
    def lines(self) -> list[VersionLine]:
        return [_line(self.shelf, version) for version in self.shelf.versions]


def agreement_page(shelf: AgreementShelf, version: DocumentVersion) -> AgreementPage:
    """Three queries."""
    origin = Protocol.objects.filter(document=shelf.document).first()
    pdf = version.renditions.newest_first().first()
    return AgreementPage(shelf, version, text_of(version), origin, pdf)


def _party(row: FrozenRow) -> ShownParty:
    role = str(ControllerRole(row["role"]).label) if row["role"] else ""
    return ShownParty(str(row["name"]), str(row["code"]), role)


def _terms(row: FrozenRow) -> ShownTerms:
    starts_on, ends_on, review_on = (
        date.fromisoformat(row[name]) if row.get(name) else None
        for name in ("starts_on", "ends_on", "review_on")
    )
    areas = [line.strip() for line in str(row.get("areas", "")).splitlines()]
    return ShownTerms(
        starts_on,
        ends_on,
        review_on,
        in_words(str(row.get("retention", ""))),
        str(row.get("contact", "")),
        [area for area in areas if area],
    )


def _line(shelf: AgreementShelf, version: DocumentVersion) -> VersionLine:
    entry = shelf.entries.get(version.pk)
    told = sentences(FieldChange(**change) for change in entry.changes) if entry else []
    published_on = timezone.localdate(version.published_at) if version.published_at else None
    entered_on = timezone.localdate(entry.entered_at) if entry else published_on
    return VersionLine(
        version,
        entered_on,
        published_on if published_on != entered_on else None,
        told[:LISTED_CHANGES],
        max(len(told) - LISTED_CHANGES, 0),
        shelf.before(version),
        is_shown=shelf.shown is version,
    )
