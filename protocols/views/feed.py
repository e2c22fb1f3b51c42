from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from organisations.views.fetch import person_of
from protocols.models import RegisterEntry
from protocols.presenting.feed import atom, items
from protocols.views.export import tagged

NEWEST = 50


@login_not_required
@require_safe
def changes(request: HttpRequest) -> HttpResponseBase:
    """What came in last, what it changed, and what was withdrawn, for feed readers."""
    entries = RegisterEntry.objects.visible_to(person_of(request))
    found = items(entries.newest_changes()[:NEWEST], entries.newest_withdrawals()[:NEWEST], NEWEST)
    response = HttpResponse(atom(found), content_type="application/atom+xml; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return tagged(request, response)
