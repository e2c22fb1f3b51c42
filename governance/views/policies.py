from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance import reading
from governance.forms.filters import AsAtForm, PolicyFilter
from governance.models import Document, DocumentVersion
from governance.presenting.chips import chips
from governance.presenting.policy import text_page
from governance.presenting.readings import reading_box
from governance.presenting.shelf import Shelf
from governance.views.fetch import shelf
from organisations.forms.paging import CursorForm
from organisations.paging import COUNTED, count_to_limit, keyset_page
from organisations.views.acting import REFUSED
from organisations.views.fetch import person_of

PAGE = 25
ORDER = ("document__organisation__sort_name", "title", "pk")


@login_not_required
@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """What is in force today and may be read, by organisation from A to Z."""
    person, today = person_of(request), timezone.localdate()
    form = PolicyFilter(request.GET, organisations=reading.organisations_with_policies(person, today))
    context: dict[str, object] = {"form": form, "is_valid": form.is_valid(), "is_filtered": bool(form.in_use)}
    if form.is_valid():
        found = reading.policies(person, form.cleaned_data, today)
        after, before = CursorForm.rows(request.GET, found)
        count = count_to_limit(found)
        context |= {
            "page": keyset_page(found, ORDER, size=PAGE, after=after, before=before),
            "count": min(count, COUNTED),
            "more_than_counted": count > COUNTED,
            "chips": chips(form, request.GET, form.in_use),
        }
    return render(request, "governance/policies.html", context, status=200 if form.is_valid() else REFUSED)


@login_not_required
@require_safe
def document(request: HttpRequest, reference: str) -> HttpResponse:
    """The document as it is in force today, or what there is instead; `?as_at=` leads to what was in force that day."""
    person, found, versions = shelf(request, reference)
    if "as_at" in request.GET:
        return _as_at(request, found, versions)
    if versions.readable and not found.kind_model.is_shown_here:
        return redirect(found)
    version = versions.in_force or versions.scheduled or versions.withdrawn or _any(versions)
    page = text_page(version, versions, person)
    context = {
        "page": page,
        "document": found,
        "shelf": versions,
        "state": _state(versions),
        "reading": reading_box(person, versions),
    }
    return render(request, "governance/document.html", context)


def _as_at(request: HttpRequest, document: Document, versions: Shelf) -> HttpResponse:
    """The version that was in force on the day; else the history, which says that there was none, or what is wrong."""
    form = AsAtForm(request.GET)
    then = versions.on_day(form.cleaned_data["as_at"]) if form.is_valid() else None
    if then is not None:
        return redirect(then)
    query = urlencode({"on": request.GET["as_at"]})
    return redirect(f"{reverse('governance:history', args=[document.reference])}?{query}")


def _any(versions: Shelf) -> DocumentVersion:
    """Only for those who may read drafts: nothing of it was ever published."""
    return versions.being_worked_on or versions.versions[0]


def _state(versions: Shelf) -> str:
    """Which of its faces the page shows."""
    if versions.in_force:
        return "in_force"
    if versions.scheduled:
        return "scheduled"
    if versions.withdrawn:
        return "withdrawn"
    return "unpublished"
