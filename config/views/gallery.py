"""Every component in every state on one page, for developers and tests."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config.gallery import SampleForm, samples


@login_not_required
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    if not settings.SHOW_COMPONENTS:
        raise Http404
    wrong: forms.Form = SampleForm({"wrong-address": "no address", "wrong-size": "9"}, prefix="wrong")
    return render(request, "pages/components.html", samples() | {"sample": SampleForm(), "wrong": wrong})
