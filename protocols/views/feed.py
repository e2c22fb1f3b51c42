from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from organisations.views.fetch import person_of
from protocols.models import RegisterEntry
from protocols.presenting.feed import atom
from protocols.views.export import tagged

NEWEST = 50


@login_not_required
@require_safe
def changes(request: HttpRequest) -> HttpResponseBase:
    """What was published last, and what it changed, for feed readers."""
    entries = RegisterEntry.objects.visible_to(person_of(request)).newest_changes()[:NEWEST]
    response = HttpResponse(atom(entries), content_type="application/atom+xml; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return tagged(request, response)
