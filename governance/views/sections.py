from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def add(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404


def edit(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404


def autosave(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404


def preview(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404


def move(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404


def remove(request: HttpRequest, **named: object) -> HttpResponse:
    raise Http404
