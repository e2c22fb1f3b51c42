from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from audit import reading
from audit.differences import differences
from audit.forms.log import LogFilter
from audit.models import Event
from audit.readers import names_of, organisations_whose_log
from audit.views.presenting import Detail, chips, entry_line

if TYPE_CHECKING:
    from collections.abc import Collection

REFUSED = 422  # the address asks for what the filter does not know
IN_ONE_ACT = 50  # entries of one act that a page lists


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    organisations = organisations_whose_log(request.user)
    if not organisations:
        raise PermissionDenied(_("Only people with the role auditor can read the log of their organisation."))
    form = LogFilter(request.GET, organisations=names_of(organisations))
    context = {"form": form, "chips": chips(form, request.GET), "counted": reading.COUNTED}
    if form.is_valid():
        entries = reading.filtered(organisations, form.cleaned_data)
        page = reading.page(entries, before=_key(request, "before"), after=_key(request, "after"))
        lines = [entry_line(entry) for entry in page.entries]
        context |= {"page": page, "lines": lines, "count": reading.count(entries)}
    return render(request, "audit/log.html", context, status=200 if form.is_valid() else REFUSED)


@require_GET
def event(request: HttpRequest, key: UUID) -> HttpResponse:
    organisations = organisations_whose_log(request.user)
    entry = Event.objects.seen_by(organisations).filter(pk=key).first()
    if entry is None:
        raise Http404
    return render(request, "audit/event.html", {"entry": _detail(entry, organisations)})


def _detail(entry: Event, organisations: Collection[UUID]) -> Detail:
    """An entry with the others of its act and its neighbours in the chain, as far as the reader may see them."""
    beside = Q(
        target_type=entry.target_type,
        target_id=entry.target_id,
        object_number__in=[entry.object_number - 1, entry.object_number + 1],
    )
    related = Event.objects.seen_by(organisations).filter(Q(operation=entry.operation) | beside)
    found = list(related.in_order()[:IN_ONE_ACT])
    of_act = [other for other in found if other.operation == entry.operation] or [entry]
    chain = [
        other
        for other in found
        if (other.target_type, other.target_id) == (entry.target_type, entry.target_id)
    ]
    changes, heads = differences(of_act, [entry.target_id])
    return Detail(entry, of_act, chain, changes, heads.get(entry.target_id), names_of(entry.organisations))


def _key(request: HttpRequest, name: str) -> UUID | None:
    """A key from the address; one that is none is as if it were not there."""
    try:
        return UUID(request.GET[name])
    except (KeyError, ValueError):
        return None
