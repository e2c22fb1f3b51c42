"""How complete frameworks are: which organisations, what they have of each kind, and how many agreements."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import IntegerField, Q, Value

from governance import registry
from governance.lifecycle import OPEN, State
from governance.models import DocumentVersion
from governance.models.version import DocumentVersionQuerySet
from organisations.models import Organisation
from organisations.models.organisation import OrganisationQuerySet
from organisations.permissions import Can, Person, keys_where, organisations_where

ALL = "all"
COLUMNS = (
    "major", "minor", "state", "title", "language", "recorded_as", "effective_from", "effective_to", "next_review_on",
    "document__reference", "document__kind", "document__organisation",
)  # fmt: skip


def bodies(person: Person, wanted: Mapping[str, Any], on: date) -> OrganisationQuerySet:
    """The organisations in which the person may read drafts, by the cleaned data of a MatrixFilter, from A to Z.

    With `show` also those of which the person may read something that is in force. Each comes with
    `agreements_in_force`: how many that name it are, of those that the person may read.
    """
    mine = Q(pk__in=keys_where(person, Can.READ_DRAFTS, on))
    if wanted.get("show") == ALL:
        kinds = [kind.key for kind in registry.policy_kinds()]
        public = DocumentVersion.objects.visible_to(person).in_force(on).filter(document__kind__in=kinds)
        mine |= Q(pk__in=public.values("document__organisation"))
    found = Organisation.objects.visible_to(person).filter(mine).open_on(on)
    if wanted.get("kind"):
        found = found.of_kind(wanted["kind"])
    agreements = registry.agreements()
    count = agreements.in_force(person, on) if agreements else Value(0, output_field=IntegerField())
    return found.annotate(agreements_in_force=count).in_name_order()


def versions(person: Person, found: OrganisationQuerySet, on: date) -> DocumentVersionQuerySet:
    """What those organisations have of the kinds that are expected: in force, to come, or being worked on."""
    kinds = [kind.key for kind in registry.policy_kinds() if kind.is_expected]
    current = Q(effective_to=None) | Q(effective_to__gt=on)
    return (
        DocumentVersion.objects.visible_to(person)
        .filter(Q(state__in=OPEN) | Q(state=State.PUBLISHED) & current)
        .filter(document__organisation__in=found.order_by().values("pk"), document__kind__in=kinds)
        .select_related("document")
        .only(*COLUMNS)
        .order_by("document__reference", "-major", "-minor")
    )


def all_versions(person: Person, on: date) -> DocumentVersionQuerySet:
    """Every version in the organisations whose drafts the person may read, with what charts count."""
    own = organisations_where(person, Can.READ_DRAFTS, on)
    columns = (
        "state",
        "recorded_as",
        "created_at",
        "effective_from",
        "effective_to",
        "next_review_on",
        "document__kind",
    )
    versions = DocumentVersion.objects.visible_to(person).of_organisations(own)
    return versions.select_related("document").only(*columns).order_by("pk")
