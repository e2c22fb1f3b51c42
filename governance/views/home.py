from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def home(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404


def work(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404
