from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def policies(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404


def document(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404
