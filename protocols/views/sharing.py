from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.presenting.chips import chips
from organisations.paging import keyset_page
from organisations.views.acting import REFUSED
from protocols import sharing
from protocols.forms.sharing import ArrowCursor, MapFilter
from protocols.presenting.export import arrows_as_csv
from protocols.presenting.sharing import SharingMap
from protocols.views.export import open_data

PAGE = 25


@login_not_required
@require_safe
def sharing_map(request: HttpRequest) -> HttpResponse:
    """Who shares what with whom under agreements in force today, the same for everyone."""
    today, form = timezone.localdate(), MapFilter(request.GET)
    context: dict[str, object] = {"form": form, "is_filtered": bool(form.in_use), "today": today}
    if form.is_valid():
        found = sharing.arrows(form.cleaned_data, today)
        ways = sharing.ways(found)
        counts = sharing.kinds(found) if ways is None else {}
        after, before = ArrowCursor.rows(request.GET, sharing.arrows({}, today))
        context |= {
            "map": SharingMap(request.GET, ways, form.chosen, counts),
            "page": keyset_page(found.for_list(), sharing.ORDER, size=PAGE, after=after, before=before),
            "chips": chips(form, request.GET, form.in_use),
            "has_suspended": sharing.has_suspended(today),
        }
    return render(request, "protocols/map.html", context, status=200 if form.is_valid() else REFUSED)


@login_not_required
@require_safe
def map_csv(request: HttpRequest) -> HttpResponseBase:
    """Every row of the table as the filters leave it, written out while it is read."""
    form, today = MapFilter(request.GET), timezone.localdate()
    if not form.is_valid():
        said = "".join(f"{error}\n" for errors in form.errors.values() for error in errors)
        return open_data(HttpResponse(said, status=REFUSED, content_type="text/plain; charset=utf-8"))
    lines_of_file = arrows_as_csv(sharing.every(sharing.arrows(form.cleaned_data, today)))
    response = StreamingHttpResponse(lines_of_file, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="map-{today.isoformat()}.csv"'
    return open_data(response)
