from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def pdf(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404


def version(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404


def changes(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404
