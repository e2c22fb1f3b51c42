"""Who has read what: the lists and counts of those who ask. Each function is one query, run when it is read.

Only readings of the one organisation are counted, so nobody of another one can show."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from governance.models import Document, DocumentVersion, Progress, Reading, TrainingItem
from governance.models.reading import ReadingQuerySet
from governance.models.version import DocumentVersionQuerySet
from organisations.models import Membership, Organisation, TeamMember, User
from organisations.models.user import UserQuerySet

STANDS = ("progress",)  # what `with_progress` adds
DUE = Q(progress__in=[Progress.TO_READ, Progress.OPENED])


class Wanted(models.TextChoices):
    """What a list may be narrowed to, beside the values of Progress."""

    OUTSTANDING = "outstanding", _("Not confirmed")
    OVERDUE = "overdue", _("Overdue")


def versions_offered(document: Document) -> DocumentVersionQuerySet:
    """Versions that somebody was asked to read, the newest first."""
    keys = Reading.objects.about(document).values("version")
    return DocumentVersion.objects.filter(pk__in=keys).newest_first()


def readers(
    subject: Document | TrainingItem, version: DocumentVersion | None, wanted: Mapping[str, Any], on: date
) -> ReadingQuerySet:
    """Readings of a version or of a training item, with `progress`, by the cleaned data of a ReadersFilter."""
    found = Reading.objects.about(subject).filter(version=version).with_progress(on).for_list()
    return narrowed(found, wanted, on)


def narrowed(found: ReadingQuerySet, wanted: Mapping[str, Any], on: date) -> ReadingQuerySet:
    for word in (wanted.get("q") or "").split():
        found = found.filter(Q(user__name__icontains=word) | Q(user__email__icontains=word))
    if wanted.get("team"):
        members = TeamMember.objects.filter(team=wanted["team"])
        found = found.filter(user__in=members.values("user"))
    if wanted.get("role"):
        held = Membership.objects.current(on).filter(
            role=wanted["role"], user=OuterRef("user"), organisation=OuterRef("organisation")
        )
        found = found.filter(Exists(held))
    match wanted.get("state"):
        case "" | None:
            return found
        case Wanted.OVERDUE:
            return found.filter(DUE, due_on__lt=on)
        case Wanted.OUTSTANDING:
            return found.filter(DUE)
        case state:
            return found.filter(Q(progress=state))


def progress_counts(found: ReadingQuerySet, on: date) -> dict[str, int]:
    """How many readings stand where, by Progress; and of those not confirmed how many are overdue."""
    late = Count("pk", filter=Q(due_on__lt=on))
    rows = list(found.order_by().values(*STANDS).annotate(number=Count("pk"), late=late))
    counts = {row["progress"]: row["number"] for row in rows}
    due = [row["late"] for row in rows if row["progress"] in (Progress.TO_READ, Progress.OPENED)]
    return {**{each.value: counts.get(each.value, 0) for each in Progress}, Wanted.OVERDUE.value: sum(due)}


def current_in(organisation: Organisation, on: date) -> ReadingQuerySet:
    """All that people of an organisation are asked now, with `progress`."""
    return Reading.objects.filter(organisation=organisation).current(on).with_progress(on)


def by_subject(organisation: Organisation, on: date) -> list[dict[str, Any]]:
    """One line for each document and training item, with title, reference or key; documents first, both by name."""
    kept = {
        "reference": F("document__reference"),
        "item": F("training"),
        "title": Coalesce("document__title", "training__name"),
    }
    rows = current_in(organisation, on).order_by().values(**kept).annotate(**_tallies(on))
    return sorted(map(dict, rows), key=lambda row: (row["item"] is not None, row["title"]))


def by_team(organisation: Organisation, on: date) -> list[dict[str, Any]]:
    """One line for each team of the organisation whose people are asked anything."""
    here = current_in(organisation, on).filter(user__team_members__team__organisation=organisation)
    kept = {"key": F("user__team_members__team"), "name": F("user__team_members__team__name")}
    tallies = {**_tallies(on), "people": Count("user", distinct=True)}
    rows = here.order_by().values(**kept).annotate(**tallies)
    return sorted(map(dict, rows), key=lambda row: row["name"])


def _tallies(on: date) -> dict[str, Count]:
    done = Q(progress__in=[Progress.CONFIRMED, Progress.CARRIED])
    return {
        "asked": Count("pk", filter=DUE | done),
        "done": Count("pk", filter=done),
        "outstanding": Count("pk", filter=DUE),
        "overdue": Count("pk", filter=DUE & Q(due_on__lt=on)),
    }


def people_asked(organisation: Organisation, wanted: Mapping[str, Any], on: date) -> UserQuerySet:
    """People of whom something is asked now, or was when they left, by the cleaned data of a ReportFilter."""
    found = narrowed(current_in(organisation, on), wanted, on)
    return User.objects.get_queryset().filter(pk__in=found.values("user"))


def readings_of(organisation: Organisation, people: Collection[UUID], on: date) -> ReadingQuerySet:
    rows = current_in(organisation, on).filter(user__in=people)
    return rows.for_list().order_by("due_on", "pk")


def teams_in(organisation: Organisation) -> dict[UUID, list[str]]:
    """By person the names of the organisation's teams that he is in."""
    found: dict[UUID, list[str]] = {}
    rows = TeamMember.objects.filter(team__organisation=organisation).order_by("team__name")
    for user, name in rows.values_list("user_id", "team__name"):
        found.setdefault(user, []).append(name)
    return found
