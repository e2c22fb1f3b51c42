from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from governance import registry
from governance.models import DocumentVersion
from governance.presenting.policy import Shelf, text_page
from governance.presenting.redline import redline
from governance.presenting.text import text_of
from governance.views.fetch import shelf, version_on_shelf


@login_not_required
@require_safe
def version(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """One version, whatever it is today, with a stripe that says so."""
    person, document, versions = shelf(request, reference)
    found = version_on_shelf(versions, number)
    if found.is_readable and not document.kind_model.is_shown_here:
        return redirect(found)
    page = text_page(found, versions, person)
    context = {"page": page, "document": document, "shelf": versions}
    return render(request, "governance/version.html", context)


@login_not_required
@require_safe
def changes(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """What is different from another version: `?from=1.0`, or else from the one before."""
    _person, document, versions = shelf(request, reference)
    newer = version_on_shelf(versions, number)
    older = _older(request, versions, newer)
    if document.kind_model.changes_page and newer.is_readable and (older is None or older.is_readable):
        return redirect(_elsewhere(newer, older, request.GET.get("from", "")))
    context: dict[str, object] = {
        "document": document,
        "newer": newer,
        "older": older,
        "others": [other for other in versions.versions if other.pk != newer.pk],
        "asked": request.GET.get("from", ""),
    }
    if older is not None:
        context["changes"] = redline(text_of(older), text_of(newer), registry.row_sets(document.kind))
    status = 404 if older is None and "from" in request.GET else 200
    return render(request, "governance/version_changes.html", context, status=status)


def _elsewhere(newer: DocumentVersion, older: DocumentVersion | None, asked: str) -> str:
    """The page of an upper app that compares them; a number that is not there is asked for there, too."""
    numbers = {"older": older.number if older else asked, "newer": newer.number}
    page = reverse(newer.document.kind_model.changes_page, args=[newer.document.reference])
    return f"{page}?{urlencode({name: number for name, number in numbers.items() if number})}"


def _older(request: HttpRequest, versions: Shelf, newer: DocumentVersion) -> DocumentVersion | None:
    """None for a number that is not among what the person may read, or where there is nothing before."""
    if "from" in request.GET:
        return versions.numbered(request.GET["from"])
    return versions.before(newer)
