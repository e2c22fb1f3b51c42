"""Help: an index by reader, and one page for each task. Open to everybody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config.help.library import seen_also, shelves, task_named


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/help.html", {"shelves": shelves()})


@login_not_required
@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    task = task_named(slug)
    if task is None:
        raise Http404
    return render(request, "pages/help_task.html", {"task": task, "see": seen_also(task)})
