"""What the lists of documents show, by what the person may see. Each function is one query, run when it is read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q

from governance import registry
from governance.lifecycle import State
from governance.models import Approval, CommentThread, Document, DocumentLink, DocumentVersion
from governance.models.document import DocumentQuerySet
from governance.models.version import REVIEW_DUE_DAYS, DocumentVersionQuerySet, Standing
from governance.permissions import waits_for
from organisations.models import Organisation
from organisations.models.organisation import OrganisationQuerySet, fold
from organisations.permissions import Can, Person, granted, keys_where

NEWEST = 5


def policies(person: Person, wanted: Mapping[str, Any], on: date) -> DocumentVersionQuerySet:
    """Versions in force on a day that the person may read, by the cleaned data of a PolicyFilter."""
    kinds = [kind.key for kind in registry.policy_kinds()]
    found = (
        DocumentVersion.objects.visible_to(person).in_force(on).filter(document__kind__in=kinds).for_list()
    )
    if wanted.get("organisation"):
        found = found.filter(document__organisation__code=wanted["organisation"])
    if wanted.get("kind"):
        found = found.filter(document__kind=wanted["kind"])
    return found.filter(_matching(wanted.get("q") or ""))


def newest_policies(person: Person, on: date) -> list[DocumentVersion]:
    return list(policies(person, {}, on).order_by("-effective_from", "-pk")[:NEWEST])


def policies_of(organisation: Organisation, person: Person, on: date) -> list[DocumentVersion]:
    found = policies(person, {"organisation": organisation.code}, on)
    return list(found.order_by("title", "pk"))


def organisations_with_policies(person: Person, on: date) -> OrganisationQuerySet:
    """Organisations of which the person may read something that is in force."""
    kinds = [kind.key for kind in registry.policy_kinds()]
    versions = DocumentVersion.objects.visible_to(person).in_force(on).filter(document__kind__in=kinds)
    return Organisation.objects.filter(pk__in=versions.values("document__organisation")).in_name_order()


def drafting_documents(person: Person, wanted: Mapping[str, Any], on: date) -> DocumentQuerySet:
    """Documents whose drafts the person may read, by the cleaned data of a DocumentFilter."""
    versions = DocumentVersion.objects.filter(document=OuterRef("pk"))
    found = Document.objects.filter(drafts_read_by(person)).for_list()
    if wanted.get("organisation"):
        found = found.filter(organisation__code=wanted["organisation"])
    if wanted.get("standing"):
        found = found.filter(Exists(standing_on(versions, wanted["standing"], on)))
    if wanted.get("review"):
        days = 0 if wanted["review"] == "overdue" else REVIEW_DUE_DAYS + 1
        due = versions.in_force(on).filter(next_review_on__lt=on + timedelta(days=days))
        found = found.filter(Exists(due))
    return found.filter(_matching(wanted.get("q") or "", document="")).prefetch_related(
        Prefetch("versions", DocumentVersion.objects.visible_to(person).newest_first(), to_attr="shown")
    )


def possible_originals(document: Document, person: Person) -> DocumentQuerySet:
    """Documents that this one may be a translation of: of its organisation and kind, in another language, and no
    translations themselves. None where it is an original."""
    ties = DocumentLink.objects.translating()
    same = Document.objects.visible_to(person).filter(
        organisation=document.organisation_id, kind=document.kind
    )
    free = same.exclude(language=document.language).exclude(Exists(ties.filter(source=OuterRef("pk"))))
    return free.exclude(Exists(ties.filter(target=document.pk))).order_by("reference")


def drafts_read_by(person: Person, at: str = "") -> Q:
    """Condition for documents: the person may read their drafts, and so all their versions. `at`: the way to them."""
    own = keys_where(person, Can.READ_DRAFTS)
    return Q(**{f"{at}organisation__in": own}) | Q(
        **{f"{at}pk__in": granted(person, Can.READ_DRAFTS, Document)}
    )


def standing_on(versions: DocumentVersionQuerySet, standing: str, on: date) -> DocumentVersionQuerySet:
    """The queryset's side of `DocumentVersion.standing`."""
    match standing:
        case Standing.IN_FORCE:
            return versions.filter(state=State.PUBLISHED).in_force(on)
        case Standing.SCHEDULED:
            return versions.scheduled(on)
        case Standing.SUPERSEDED:
            return _over(versions, on).filter(Q(recorded_as="") | _followed(on))
        case Standing.ENDED:
            return _over(versions, on).exclude(recorded_as="").exclude(_followed(on))
        case _:
            return versions.filter(state=standing)


def _over(versions: DocumentVersionQuerySet, on: date) -> DocumentVersionQuerySet:
    return versions.filter(state=State.PUBLISHED, effective_from__lte=on, effective_to__lte=on)


def _followed(on: date) -> Exists:
    """The queryset's side of `DocumentVersion.follows`."""
    later = DocumentVersion.objects.filter(
        document=OuterRef("document"),
        language=OuterRef("language"),
        effective_from__gte=OuterRef("effective_to"),
    )
    was_in_force = Q(effective_to=None) | ~Q(effective_to=F("effective_from")) | Q(state=State.WITHDRAWN)
    return Exists(later.filter(was_in_force, effective_from__lte=on).exclude(pk=OuterRef("pk")))


def being_worked_on(person: Person) -> DocumentVersionQuerySet:
    """Versions that are not published yet and that the person may read, the longest untouched first."""
    waiting = DocumentVersion.objects.open().filter(drafts_read_by(person, "document__"))
    return waiting.for_list().order_by(F("submitted_at").asc(nulls_last=True), "created_at", "pk")


def approvals_of(versions: Collection[UUID]) -> dict[UUID, list[Approval]]:
    """The approvals by which versions were approved, in the order in which they were given; by the version's key."""
    found: dict[UUID, list[Approval]] = {}
    given = Approval.objects.that_count().filter(round__version__in=versions)
    for approval in given.select_related("round").defer("note", "waiver") if versions else ():
        found.setdefault(approval.round.version_id, []).append(approval)
    return found


def due_for_review(person: Person, on: date) -> DocumentVersionQuerySet:
    """In force where the person may read drafts, with a review overdue or due soon; the most overdue first."""
    due = DocumentVersion.objects.review_due(on).filter(drafts_read_by(person, "document__"))
    return due.filter(state=State.PUBLISHED).for_list()


def at_work_and_due(
    person: Person, on: date, most: int
) -> tuple[list[DocumentVersion], list[DocumentVersion]]:
    """What `being_worked_on` and `due_for_review` give, at most so many of each, in one query for both.

    With `is_asked`: whether it waits for this person's approval; `lent`: a grant on the document lets the person
    approve; `is_consulted`: another lets the person comment, who has said nothing about the version yet.
    """
    open_ones, due = being_worked_on(person), due_for_review(person, on)
    both = Q(pk__in=open_ones.values("pk")[:most]) | Q(pk__in=due.values("pk")[:most])
    lent = Q(document__in=granted(person, Can.APPROVE, Document))
    spoken = CommentThread.objects.filter(version=OuterRef("pk"), comments__author=person.pk)
    consulted = Q(document__in=granted(person, Can.COMMENT, Document)) & ~Q(Exists(spoken))
    found = DocumentVersion.objects.filter(both).annotate(
        is_asked=ExpressionWrapper(waits_for(person), models.BooleanField()),
        lent=ExpressionWrapper(lent, models.BooleanField()),
        is_consulted=ExpressionWrapper(consulted, models.BooleanField()),
    )
    rows = list(found.for_list())
    never = datetime.max.replace(tzinfo=UTC)
    at_work = sorted(
        (row for row in rows if row.is_open),
        key=lambda row: (row.submitted_at or never, row.created_at, row.pk),
    )
    reviews = sorted(
        (row for row in rows if not row.is_open), key=lambda row: (row.next_review_on or date.max, row.pk)
    )
    return at_work, reviews


def _matching(words: str, title: str = "title", document: str = "document__") -> Q:
    """Every word stands in the title or a name of the organisation; or the reference or code is what was typed."""
    typed = words.strip()
    if not typed:
        return Q()
    every = Q()
    for word in typed.split():
        every &= Q(**{f"{title}__icontains": word}) | Q(
            **{f"{document}organisation__search_text__contains": fold(word)}
        )
    exact = Q(**{f"{document}reference__iexact": typed}) | Q(
        **{f"{document}organisation__code__iexact": typed}
    )
    return every | exact
