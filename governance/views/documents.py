from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def documents(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404


def new(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404
