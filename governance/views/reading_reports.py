"""What an organisation asks its people to read and to do, and how far they are: by document, by team, by person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance import readership
from governance.forms.readings import ReportFilter
from governance.presenting.chips import chips
from governance.presenting.readers import person_rows
from governance.views.reading_files import readings_csv, refused_csv
from organisations.forms.paging import CursorForm
from organisations.models import Organisation, Team
from organisations.paging import keyset_page
from organisations.permissions import Can
from organisations.views.acting import REFUSED
from organisations.views.fetch import visit

PAGE = 25
ORDER = ("name", "pk")


@require_safe
def report(request: HttpRequest, code: str) -> HttpResponse:
    """The organisation's report, for those who may ask."""
    _person, organisation = visit(request, code, Can.PUBLISH)
    today = timezone.localdate()
    form = _filter(request, organisation)
    context: dict[str, object] = {
        "organisation": organisation,
        "form": form,
        "subjects": readership.by_subject(organisation, today),
        "teams": readership.by_team(organisation, today),
        "is_filtered": bool(form.in_use),
    }
    if form.is_valid():
        found = readership.people_asked(organisation, form.cleaned_data, today)
        after, before = CursorForm.rows(request.GET, readership.people_asked(organisation, {}, today))
        page = keyset_page(found, ORDER, size=PAGE, after=after, before=before)
        readings = readership.readings_of(organisation, [person.pk for person in page.rows], today)
        context |= {
            "page": page,
            "rows": person_rows(page.rows, readings, today),
            "chips": chips(form, request.GET, form.in_use),
        }
    return render(
        request, "governance/reading_report.html", context, status=200 if form.is_valid() else REFUSED
    )


@require_safe
def download(request: HttpRequest, code: str) -> HttpResponseBase:
    """One line for each person and each thing that is asked of him, as the filters leave them."""
    person, organisation = visit(request, code, Can.PUBLISH)
    today = timezone.localdate()
    form = _filter(request, organisation)
    if not form.is_valid():
        return refused_csv(form)
    found = readership.narrowed(readership.current_in(organisation, today), form.cleaned_data, today)
    rows = found.for_list().order_by("user__name", "user", "due_on", "pk")
    return readings_csv(organisation, rows, name=f"reading-{organisation.code}", by=person, on=today)


def _filter(request: HttpRequest, organisation: Organisation) -> ReportFilter:
    return ReportFilter(request.GET, teams=Team.objects.filter(organisation=organisation).order_by("name"))
