from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def control(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404
