from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def submit(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404


def recall(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404


def review(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404
