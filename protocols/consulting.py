"""Where each party stands while an agreement is written: let in, reading, with comments that wait, or answered."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance import partners
from governance.lifecycle import State
from governance.models import CommentAudience, CommentThread, DocumentGrant, DocumentVersion
from governance.partners import Partner
from organisations.models import Membership
from organisations.permissions import Can
from organisations.roles import grants_with
from protocols.models import Party


def where_each_stands(version: DocumentVersion) -> list[Partner]:
    """Of each party but the lead, in the order of the text. Once it is open for signature, the signatures tell. One
    query."""
    if version.state == State.FOR_SIGNATURE:
        return []
    threads = CommentThread.objects.filter(
        document=version.document_id,
        audience=CommentAudience.PARTIES,
        organisation=OuterRef("organisation"),
    )
    rows = Party.objects.filter(version=version).exclude(organisation=version.document.organisation_id)
    found = rows.select_related("organisation").annotate(
        readers=_number(_let_in(version), "content_object", "user"),
        waiting=_number(threads.unresolved(), "document", "pk"),
        answered=_number(threads.filter(resolved_at__isnull=False), "document", "pk"),
    )
    return [_partner(party, **_counted(party)) for party in found.order_by("position", "pk")]


def _let_in(version: DocumentVersion) -> QuerySet[DocumentGrant]:
    """Access that lasts, of people who work for the party today."""
    today = timezone.localdate()
    theirs = Membership.objects.current(today).filter(
        user=OuterRef("user"), organisation=OuterRef(OuterRef("organisation"))
    )
    return DocumentGrant.objects.filter(
        Q(until=None) | Q(until__gte=today),
        Exists(theirs),
        content_object=version.document_id,
        permission__codename__in=grants_with(Can.READ_DRAFTS),
    )


def _number(rows: QuerySet[Any], group: str, what: str) -> Coalesce:
    counted = rows.order_by().values(group).annotate(number=Count(what, distinct=True)).values("number")
    return Coalesce(Subquery(counted), 0)


def _counted(party: Party) -> dict[str, int]:
    return {name: vars(party)[name] for name in ("readers", "waiting", "answered")}


def _partner(party: Party, *, readers: int, waiting: int, answered: int) -> Partner:
    if waiting:
        words = ngettext("%(number)d comment waits", "%(number)d comments wait", waiting)
        return Partner(party.name, words % {"number": waiting}, "yellow")
    if answered:
        return Partner(party.name, _("Its comments are answered"))
    if readers:
        words = ngettext("%(number)d person reads along", "%(number)d people read along", readers)
        return Partner(party.name, words % {"number": readers}, "blue")
    if party.organisation is None:
        return Partner(party.name, _("Not in the list of organisations"), "grey")
    return Partner(party.name, _("Nobody was let in yet"), "grey")


partners.add(where_each_stands)
