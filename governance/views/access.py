from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def access(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404


def end(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404
