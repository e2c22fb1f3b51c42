"""What a change to many documents comes to, document by document, before it is confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.models import Document, PeriodicReview
from governance.stamps import in_force_of
from organisations.models import User
from organisations.models.membership import organisations_of
from organisations.permissions import Can, Person, refusal, rights_in


@dataclass(frozen=True)
class Line:
    """One document: what stands `now`, what it `becomes`, and, where it is left out, why."""

    document: Document
    now: str
    becomes: str
    why_not: str = ""


@dataclass(frozen=True)
class Preview:
    lines: Sequence[Line]

    @property
    def changing(self) -> list[Line]:
        return [line for line in self.lines if not line.why_not]

    @property
    def left_out(self) -> list[Line]:
        return [line for line in self.lines if line.why_not]


def owners(person: Person, documents: Sequence[Document], owner: User | None) -> Preview:
    """One query, where an owner is chosen."""
    members = organisations_of(owner) if owner else set()
    return Preview([_owner(person, document, owner, members) for document in documents])


def _owner(person: Person, document: Document, owner: User | None, members: set[UUID]) -> Line:
    why_not = _no_right(person, document)
    if owner and not why_not:
        words = {"name": str(owner), "organisation": document.organisation.name}
        if document.organisation_id not in members:
            why_not = _("%(name)s has no role in %(organisation)s.") % words
        elif document.owner_id == owner.pk:
            why_not = _("%(name)s owns it already.") % words
    return Line(document, str(document.owner or _("Nobody")), str(owner or ""), why_not)


def reviews(person: Person, documents: Sequence[Document], day: date | None) -> Preview:
    """Two queries."""
    days = {key: version.next_review_on for key, version in in_force_of(documents).items()}
    called = PeriodicReview.objects.called().filter(document__in=documents)
    asked = dict(called.reverse().values_list("document", "planned_on"))  # the soonest of each document stays
    return Preview([_review(person, document, days, asked, day) for document in documents])


def _review(
    person: Person,
    document: Document,
    days: Mapping[UUID, date | None],
    asked: Mapping[UUID, date | None],
    day: date | None,
) -> Line:
    why_not = _no_right(person, document)
    stands = days.get(document.pk)
    by = asked.get(document.pk)
    if document.pk not in days:
        why_not = why_not or _("Nothing of it is in force.")
    elif day and stands == day:
        why_not = why_not or _("Its review is on that day already.")
    elif day and by and by < day:
        why_not = why_not or _("Somebody asked for a review by %(day)s. Record that one first.") % {
            "day": _day(by)
        }
    return Line(document, _day(stands) if stands else _("No day"), _day(day) if day else "", why_not)


def _no_right(person: Person, document: Document) -> str:
    return "" if Can.DRAFT in rights_in(person, document.organisation) else refusal(Can.DRAFT, document)


def _day(day: date) -> str:
    return date_format(day, "j F Y")
