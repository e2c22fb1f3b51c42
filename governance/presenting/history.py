"""A document's history: its versions and the acts on it, by day, as far as the reader may see them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from audit import reading
from audit.differences import Differences, differences
from audit.models import Event, ObjectHead
from audit.models.event import EventQuerySet, type_of
from governance import events
from governance.control_words import approvers
from governance.models import Approval, Document, DocumentVersion
from governance.presenting.shelf import Shelf
from governance.reading import approvals_of
from organisations.permissions import Can, Person, can, rights_in

OF_THE_TEXT = (
    events.SECTION_SAVED, events.SECTION_ADDED, events.SECTION_REMOVED, events.SECTION_MOVED, events.DETAILS_CHANGED,
    events.STEP_ADDED, events.STEP_CHANGED, events.STEP_MOVED, events.STEP_REMOVED, events.TEMPLATE_TAKEN,
    events.REFERENCE_MEANT, events.REFERENCE_QUESTIONED,
)  # fmt: skip
OF_THE_TALK = (
    events.COMMENT_ADDED, events.COMMENT_REPLIED, events.COMMENT_RESOLVED, events.COMMENT_REOPENED,
    events.COMMENT_CHANGED, events.COMMENT_REMOVED,
)  # fmt: skip
# Left out unless everything is asked for. What other verbs tell is a decision, also those that come later.
NO_DECISIONS = (*OF_THE_TEXT, *OF_THE_TALK, events.PDF_RENDERED, events.COMPARISON_ASKED)
SHOWN = {
    "versions": (events.VERSION_PUBLISHED, events.VERSION_RECORDED, events.VERSION_WITHDRAWN),
    "review": (
        events.VERSION_SUBMITTED, events.VERSION_RECALLED, events.VERSION_SENT_BACK, events.VERSION_APPROVED,
        events.VERSION_REMINDED, events.APPROVAL_GIVEN, events.APPROVAL_TAKEN_BACK, events.APPROVAL_DELEGATED,
        events.DELEGATION_ENDED, events.VERSION_PUBLISHED,
    ),
    "text": OF_THE_TEXT,
}  # fmt: skip
Given = Mapping[UUID, Sequence[Approval]]  # by the version's key
EVERYTHING = "all"


@dataclass(frozen=True)
class Moment:
    """One entry: the publication of a version (with `version`), or an act. `event` is None for the public."""

    at: datetime
    who: str
    what: str
    number: str = ""
    heading: str = ""
    reason: str = ""
    version: DocumentVersion | None = None
    before: DocumentVersion | None = None
    event: Event | None = None
    changes: Differences | None = None
    of: UUID | None = None
    summary: str = ""  # what the version changed, as far as the reader may know

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)

    @property
    def last_day(self) -> date | None:
        """The last day on which the version was in force."""
        return (
            self.version.effective_to - timedelta(days=1)
            if self.version and self.version.effective_to
            else None
        )

    @property
    def is_open(self) -> bool:
        return self.changes is not None


@dataclass(frozen=True)
class Day:
    day: date
    moments: Sequence[Moment]


@dataclass(frozen=True)
class Wanted:
    """Which acts: `show` is empty for decisions, "all" or a key of SHOWN; pages; `act`: the one to open."""

    show: str = ""
    version: str = ""
    who: str = ""
    since: date | None = None
    until: date | None = None
    before: UUID | None = None
    after: UUID | None = None
    act: UUID | None = None


@dataclass(frozen=True)
class History:
    """`newer` and `older` are the keys that the neighbouring pages start from."""

    days: Sequence[Day]
    newer: UUID | None
    older: UUID | None
    shows_acts: bool


def may_see_acts(person: Person, document: Document) -> bool:
    """Those who read the drafts, and those who read the organisation's log. One query for people from outside."""
    return Can.READ_LOG in rights_in(person, document.organisation) or can(person, Can.READ_DRAFTS, document)


def public_history(shelf: Shelf, wanted: Wanted) -> History:
    """What was published and withdrawn, and nothing of how it came about, a page at a time. One query."""
    moments = []
    given = _approvals(shelf)
    for version in shelf.readable:
        if version.published_at is not None:
            moments.append(_publication(version, shelf, version.published_at, given))
        if version.withdrawn_at is not None:
            what = _("Version %(number)s was withdrawn") % {"number": version.number}
            moments.append(
                Moment(version.withdrawn_at, "", what, reason=version.withdrawal_reason, of=version.pk)
            )
    ordered = _newest_first(moments)
    first = next((n for n, moment in enumerate(ordered) if moment.of == wanted.before), -1) + 1
    last = next((n for n, moment in enumerate(ordered) if moment.of == wanted.after), 0)
    first = max(last - reading.PAGE, 0) if last else first
    shown = ordered[first : first + reading.PAGE]
    older = shown[-1].of if first + reading.PAGE < len(ordered) else None
    return History(_by_day(shown), shown[0].of if first and shown else None, older, shows_acts=False)


def full_history(document: Document, shelf: Shelf, person: Person, wanted: Wanted) -> History:
    """A page of acts, those of publishing with their versions.

    Three queries, four for an auditor; six more with `act`.
    """
    found = _filtered(_events(document, shelf, person), shelf, wanted)
    page = reading.page(found, before=wanted.before, after=wanted.after)
    by_key = {str(version.pk): version for version in shelf.versions}
    given = _approvals(shelf)
    moments = [
        _moment(event, by_key.get(event.target_id), shelf, wanted.act, person, given)
        for event in page.entries
    ]
    return History(_by_day(moments), page.newer, page.older, shows_acts=True)


def _filtered(found: EventQuerySet, shelf: Shelf, wanted: Wanted) -> EventQuerySet:
    if wanted.show in SHOWN:
        found = found.filter(verb__in=[verb.name for verb in SHOWN[wanted.show]])
    elif wanted.show != EVERYTHING:
        found = found.exclude(verb__in=[verb.name for verb in NO_DECISIONS])
    version = shelf.numbered(wanted.version) if wanted.version else None
    if version is not None:
        found = found.filter(target_id=str(version.pk))
    if wanted.who:
        found = found.filter(reading.by_whom(wanted.who))
    return found.filter(reading.on_days(wanted.since, wanted.until))


def _events(document: Document, shelf: Shelf, person: Person) -> EventQuerySet:
    """Events of the document and its versions; an auditor's are those whose audience is the organisation."""
    if can(person, Can.READ_DRAFTS, document):
        keys = [str(version.pk) for version in shelf.versions]
        found = Event.objects.all()
    else:
        keys = [str(key) for key in document.versions.values_list("pk", flat=True)]
        found = Event.objects.seen_by([document.organisation.pk])
    return found.filter(target_type__in=["governance.document", "governance.documentversion"]).filter(
        target_id__in=[str(document.pk), *keys]
    )


def _approvals(shelf: Shelf) -> Given:
    return approvals_of([version.pk for version in shelf.readable if version.approved_at])


def _moment(
    event: Event,
    version: DocumentVersion | None,
    shelf: Shelf,
    act: UUID | None,
    person: Person,
    given: Given,
) -> Moment:
    changes = None
    if act == event.pk:
        of_act = list(Event.objects.for_operation(event.operation).in_order()[:50])
        changes = differences(of_act, [event.target_id], lambda heads: _hidden(heads, shelf, person))[0]
    published = event.verb == events.VERSION_PUBLISHED.name and version is not None and version.is_readable
    if published and version is not None:
        found = _publication(version, shelf, event.at, given)
        return replace(found, event=event, changes=changes)
    return Moment(
        event.at,
        event.who,
        event.sentence,
        number=str(event.facts.get("version") or (version.number if version else "")),
        heading=str(event.facts.get("heading") or ""),
        reason=event.reason,
        event=event,
        changes=changes,
    )


def _hidden(heads: Collection[ObjectHead], shelf: Shelf, person: Person) -> set[str]:
    """Keys of the documents and versions among these things that the person may not see.

    A link leads to another document, which a guest of this one need not know; who reads the organisation's log reads
    these names there. One query for each kind that is named beyond this document.
    """
    if any(Can.READ_LOG in rights_in(person, version.organisation) for version in shelf.versions[:1]):
        return set()
    known = {str(version.pk) for version in shelf.versions} | {
        str(version.document_id) for version in shelf.versions
    }
    hidden: set[str] = set()
    for model in (Document, DocumentVersion):
        keys = {head.target_id for head in heads if head.target_type == type_of(model)} - known
        if keys:
            seen = model.objects.visible_to(person).filter(pk__in=keys).values_list("pk", flat=True)
            hidden |= keys - {str(key) for key in seen}
    return hidden


def _publication(version: DocumentVersion, shelf: Shelf, at: datetime, given: Given) -> Moment:
    what = _("Version %(number)s") % {"number": version.number}
    before = shelf.before(version)
    who = approvers(version.approved_as, given.get(version.pk, []))
    return Moment(
        at, who, what, version=version, before=before, of=version.pk, summary=shelf.summary_of(version)
    )


def _newest_first(moments: Iterable[Moment]) -> list[Moment]:
    return sorted(moments, key=lambda moment: moment.at, reverse=True)


def _by_day(moments: Iterable[Moment]) -> list[Day]:
    ordered = _newest_first(moments)
    return [Day(day, list(group)) for day, group in groupby(ordered, key=lambda moment: moment.day)]
