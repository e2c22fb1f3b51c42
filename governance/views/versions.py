from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from governance.presenting.policy import text_page
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
