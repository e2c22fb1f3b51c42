from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def new(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404


def draft(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404


def details(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404


def give_up(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404
