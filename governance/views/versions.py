from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from governance import attached
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
    context: dict[str, object] = {
        "document": document,
        "newer": newer,
        "older": older,
        "others": [other for other in versions.versions if other.pk != newer.pk],
        "asked": request.GET.get("from", ""),
    }
    if older is not None:
        then, now = text_of(older), text_of(newer)
        context["changes"] = redline(then, now)
        context["file_changes"] = attached.changes(then.attachments, now.attachments)
    status = 404 if older is None and "from" in request.GET else 200
    return render(request, "governance/version_changes.html", context, status=status)


def _older(request: HttpRequest, versions: Shelf, newer: DocumentVersion) -> DocumentVersion | None:
    """None for a number that is not among what the person may read, or where there is nothing before."""
    if "from" in request.GET:
        return versions.numbered(request.GET["from"])
    return versions.before(newer)
