from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.forms.comparing import ComparisonForm
from governance.forms.filters import DayForm, HistoryFilter
from governance.models import Document
from governance.presenting.history import History, Wanted, full_history, may_see_acts, public_history
from governance.presenting.ranges import bar_of
from governance.presenting.shelf import Shelf
from governance.views.fetch import shelf
from organisations.permissions import Can, Person, rights_in

DRAWN = 12  # versions in the bar of ranges: more could not be told apart


@login_not_required
@require_safe
def history(request: HttpRequest, reference: str) -> HttpResponse:
    """The versions of a document, and for those who may see them the acts on it."""
    person, document, versions = shelf(request, reference)
    form = HistoryFilter(request.GET, versions=versions.versions)
    day = DayForm(request.GET if "on" in request.GET else None)
    rights = rights_in(person, document.organisation)
    context = {
        "document": document,
        "title": (versions.in_force or versions.versions[0]).title,
        "shelf": versions,
        "bar": bar_of(versions.readable[:DRAWN], timezone.localdate()),
        "is_cut": len(versions.readable) > DRAWN,
        "history": _history(document, versions, person, form),
        "form": form,
        "comparing": _comparing(versions),
        "day": day,
        "asked": day.cleaned_data["on"] if day.is_valid() else None,
        "then": versions.on_day(day.cleaned_data["on"]) if day.is_valid() else None,
        "may_draft": Can.DRAFT in rights and versions.being_worked_on is None,
        "may_restore": Can.DRAFT in rights,
    }
    return render(request, "governance/history.html", context)


def _history(document: Document, versions: Shelf, person: Person, form: HistoryFilter) -> History:
    wanted = Wanted(**form.cleaned_data) if form.is_valid() else Wanted()
    if not may_see_acts(person, document):
        return public_history(versions, wanted)
    return full_history(document, versions, person, wanted)


def _comparing(versions: Shelf) -> ComparisonForm:
    form = ComparisonForm(None, versions=versions.versions)
    if len(versions.versions) > 1:
        form.initial = {"from": versions.versions[1].number, "to": versions.versions[0].number}
    return form
