from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def publish(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404


def withdraw(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404
