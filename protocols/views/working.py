"""What every page of the builder begins with."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.urls import reverse

from governance.models import DocumentVersion
from governance.views.working import Work, open_version
from organisations.permissions import Can
from protocols.services.row_kinds import ROW_KINDS, RowKind

SOURCE = (  # what the draft was begun from
    "document__protocol__made_from__document__organisation", "document__protocol__considered",
)  # fmt: skip


def open_draft(request: HttpRequest, reference: str, number: str) -> Work:
    """The version of an agreement as one may write it; 404 also for any other kind of document."""
    work = open_version(request, reference, number, Can.DRAFT, beside=SOURCE)
    if not work.version.document.kind_model.is_agreement:
        raise Http404
    return work


def row_kind(key: str) -> RowKind:
    """404 for rows that there are none of."""
    if key not in ROW_KINDS:
        raise Http404
    return ROW_KINDS[key]


def build_page(name: str, version: DocumentVersion, *more: object) -> str:
    """The address of a page of the builder."""
    return reverse(f"protocols:{name}", args=[version.document.reference, version.number, *more])
