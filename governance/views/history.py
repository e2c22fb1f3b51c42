from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.forms.filters import CompareForm, DayForm, HistoryFilter
from governance.models import Document
from governance.presenting.history import History, Wanted, full_history, may_see_acts, public_history
from governance.presenting.policy import Shelf
from governance.presenting.ranges import bar_of
from governance.views.fetch import shelf
from organisations.permissions import Can, Person, rights_in


@login_not_required
@require_safe
def history(request: HttpRequest, reference: str) -> HttpResponse:
    """The versions of a document, and for those who may see them the acts on it."""
    person, document, versions = shelf(request, reference)
    comparing = CompareForm(request.GET if "newer" in request.GET else None, versions=versions.versions)
    if comparing.is_valid():
        return _to_changes(document, comparing)
    form = HistoryFilter(request.GET)
    day = DayForm(request.GET if "on" in request.GET else None)
    rights = rights_in(person, document.organisation)
    context = {
        "document": document,
        "title": (versions.in_force or versions.versions[0]).title,
        "shelf": versions,
        "bar": bar_of(versions.readable, timezone.localdate()),
        "history": _history(document, versions, person, form),
        "form": form,
        "comparing": comparing,
        "day": day,
        "asked": day.cleaned_data["on"] if day.is_valid() else None,
        "then": versions.on_day(day.cleaned_data["on"]) if day.is_valid() else None,
        "may_draft": Can.DRAFT in rights and versions.being_worked_on is None,
    }
    return render(request, "governance/history.html", context)


def _history(document: Document, versions: Shelf, person: Person, form: HistoryFilter) -> History:
    if not may_see_acts(person, document):
        return public_history(versions)
    wanted = form.cleaned_data if form.is_valid() else {}
    return full_history(document, versions, person, Wanted(**wanted))


def _to_changes(document: Document, form: CompareForm) -> HttpResponse:
    older, newer = form.cleaned_data["older"], form.cleaned_data["newer"]
    address = reverse("governance:version-changes", args=[document.reference, newer])
    return redirect(f"{address}?{urlencode({'from': older})}")
