"""The page of an agreement: who, what, why, how, by which law and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from governance.kinds import VersionText
from governance.lifecycle import State
from governance.models import Document, DocumentVersion, Rendition
from governance.presenting.disclosing import Notice, notice
from governance.presenting.policy import pdf_words
from governance.presenting.shelf import Shelf
from governance.presenting.steps import Step, asked, next_step, rights_on, seen_by
from governance.presenting.text import text_of
from governance.rows import FieldChange
from governance.withheld import Disclosure
from organisations.paging import COUNTED, count_to_limit
from organisations.permissions import Can, Person, can, organisations_where, rights_anywhere
from protocols.kinds import ACCORD
from protocols.models import Protocol, RegisterEntry, SigningRound
from protocols.models.entry import Status, held_from, status_between
from protocols.presenting.changes import sentences
from protocols.presenting.localising import BasedOn, based_on
from protocols.presenting.partners import signed_by, with_partners
from protocols.presenting.signed_copies import copy_for
from protocols.presenting.wording import AgreementText, ShownParty

LISTED_CHANGES = 4


@dataclass(frozen=True)
class AgreementShelf:
    """An agreement and those of its versions that were published and that a person may read, the newest first."""

    document: Document
    person: Person
    found: Shelf
    entries: Mapping[UUID, RegisterEntry]

    @cached_property
    def versions(self) -> Sequence[DocumentVersion]:
        return self.found.readable

    @property
    def on(self) -> date:
        return self.found.on

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

    @property
    def hidden_from(self) -> date | None:
        """The day on which it left the public register by its rule; None while it stands there."""
        newest = self.entries.get(self.versions[0].pk) if self.versions else None
        return newest.hidden_from if newest is not None and newest.is_hidden(self.on) else None

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
    return AgreementShelf(document, person, found, entries)


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
    summary: str = ""


@dataclass(frozen=True)
class AgreementPage(AgreementText):
    """All that the page of one version shows."""

    shelf: AgreementShelf
    origin: Protocol | None
    pdf: Rendition | None
    notice: Notice | None = None
    may_decide: bool = False  # what the public reads of it
    may_draft: bool = False  # a new draft can be started now
    step: Step | None = None  # with the version that is being worked on
    has_signed_copy: bool = False  # that the person may take away
    is_signed_here: bool = False  # it was signed in this register, and the person may be one who sees by whom
    based_on: BasedOn | None = None
    writes: bool = False  # the person writes for the lead
    accord: RegisterEntry | None = None  # above it, as the register has it
    beneath: int = 0  # agreements of the register that stand under it, counted to a limit
    may_take: bool = False  # the person could begin one of their own from it

    @property
    def seen(self) -> Disclosure:
        return self.shelf.found.seen_of(self.version)

    @property
    def assurance(self) -> str:
        """How sure the register is that it was signed, where that was not done here."""
        return self.origin.assurance_of(self.version) if self.origin else ""

    @property
    def shows_work(self) -> bool:
        return self.step is not None

    @property
    def seen_by(self) -> str:
        worked_on = self.shelf.found.being_worked_on
        return seen_by(worked_on) if worked_on else ""

    @property
    def has_pdf(self) -> bool:
        return self.seen.is_whole or not self.seen.is_metadata

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
    def status(self) -> Status:
        if self.is_withdrawn:
            return Status.ENDED
        return status_between(self.held_from, self.terms.ends_on, self.shelf.on)

    @property
    def held_from(self) -> date | None:
        """The day on which it comes or came into force, where that is known; its text has `terms.starts_on`."""
        return held_from(self.version, self.terms.starts_on)

    @property
    def parties(self) -> list[tuple[str, ShownParty]]:
        """With who came since, and what became of the others."""
        return with_partners(super().parties, self._entry, self.shelf.on)

    @property
    def signed_by(self) -> Sequence[str]:
        is_held = self.is_shown and self.status is Status.IN_FORCE and not self.suspended_since
        return signed_by(self._entry, self.shelf.on, is_held=is_held)

    @property
    def _entry(self) -> RegisterEntry | None:
        return self.shelf.entries.get(self.version.pk)

    @property
    def hidden_from(self) -> date | None:
        """The day on which the agreement left the public register, because its review is long overdue."""
        return self.shelf.hidden_from

    @property
    def suspended_since(self) -> date | None:
        """The day from which the version that stands today holds between nobody until that is lifted."""
        entry = self._entry if self.is_shown else None
        return entry.suspended_from if entry is not None and entry.is_suspended(self.shelf.on) else None

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
        return self._entry.shown_to if self._entry else None

    @property
    def recorded_on(self) -> date | None:
        """The day on which it came into this register, where another one had published it before."""
        line = _line(self.shelf, self.version)
        return line.entered_on if line.published_on else None

    @property
    def lines(self) -> list[VersionLine]:
        return [_line(self.shelf, version) for version in self.shelf.versions]


def agreement_page(shelf: AgreementShelf, version: DocumentVersion) -> AgreementPage:
    """Three queries; one more for an accord, or for what stands under one; one for who does not read the whole, and one
    or two for whoever is signed in; two more for whoever sees a version that is being worked on."""
    seen = shelf.found.seen_of(version)
    text = text_of(version, seen)
    origin = Protocol.objects.with_source().filter(document=shelf.document).first()
    pdf = version.renditions.for_reader(seen).newest_first().first()
    told = notice(version, shelf.found, address=version.get_absolute_url())
    is_open = shelf.document.is_open_to_all and not shelf.found.is_preview
    may_decide = is_open and can(shelf.person, Can.PUBLISH, shelf.document.organisation)
    signed_here = sees_signatures(version, shelf.person)
    return AgreementPage(
        version,
        text,
        shelf,
        origin,
        pdf,
        told,
        may_decide=may_decide,
        may_draft=_may_draft(shelf),
        step=_step(shelf),
        based_on=based_on(origin, shelf.person),
        writes=can(shelf.person, Can.DRAFT, shelf.document.organisation),
        accord=_accord_above(shelf, text),
        beneath=_beneath(shelf),
        may_take=Can.DRAFT in rights_anywhere(shelf.person),
        has_signed_copy=signed_here or copy_for(version, shelf.person) is not None,
        is_signed_here=signed_here,
    )


def _accord_above(shelf: AgreementShelf, text: VersionText) -> RegisterEntry | None:
    """The accord that the version names, where the register has it."""
    terms = next(iter(text.rows.get("terms", ())), {})
    if not terms.get("accord"):
        return None
    found = RegisterEntry.objects.visible_to(shelf.person).shown(shelf.on)
    return found.filter(reference=terms["accord"]).for_list().first()


def _beneath(shelf: AgreementShelf) -> int:
    """How many agreements the list that the page leads to has, counted to COUNTED."""
    if shelf.document.kind != ACCORD.key:
        return 0
    found = RegisterEntry.objects.visible_to(shelf.person).shown(shelf.on)
    return min(count_to_limit(found.under_accord(shelf.document.reference)), COUNTED)


def _may_draft(shelf: AgreementShelf) -> bool:
    if shelf.found.is_preview or shelf.found.being_worked_on is not None:
        return False
    return can(shelf.person, Can.DRAFT, shelf.document.organisation)


def _step(shelf: AgreementShelf) -> Step | None:
    """What is next with the version that is being worked on, for those who see it."""
    open_version = shelf.found.being_worked_on
    if open_version is None or shelf.found.is_preview:
        return None
    rights = rights_on(shelf.person, open_version)
    is_asked, whom = asked(open_version, shelf.person, rights)
    return next_step(open_version, shelf.person, rights, is_asked=is_asked, whom=whom)


def sees_signatures(version: DocumentVersion, person: Person) -> bool:
    """Whether it was opened for signature in this register, and the person reads drafts of the lead or of a party.

    One query for those who read drafts somewhere; none for others, nor for what was signed elsewhere."""
    if version.is_from_outside or Can.READ_DRAFTS not in rights_anywhere(person):
        return False
    mine = organisations_where(person, Can.READ_DRAFTS)
    leads = Q(version__document__organisation__in=mine)
    return SigningRound.objects.filter(
        leads | Q(signatories__organisation__in=mine), version=version
    ).exists()


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
        summary=shelf.found.summary_of(version),
    )
