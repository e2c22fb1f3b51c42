from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.forms.search import SearchForm
from governance.presenting import search as presenting
from governance.search.finding import search as find
from organisations.views.acting import REFUSED
from organisations.views.fetch import person_of

KEPT = ("kind", "organisation")  # filters that stay when other words are searched for


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One search over what is in force and over bodies; everybody finds what they may read, and nothing else."""
    form = SearchForm(request.GET)
    kept = [(name, request.GET[name]) for name in KEPT if request.GET.get(name) and not form.errors.get(name)]
    context: dict[str, object] = {"form": form, "typed": request.GET.get("q", ""), "kept": kept}
    if form.has_words:
        context |= _found(request, form)
    return render(request, "governance/search.html", context, status=200 if form.is_valid() else REFUSED)


def _found(request: HttpRequest, form: SearchForm) -> dict[str, object]:
    wanted = form.cleaned_data
    page = wanted["page"] or 1
    results = find(
        person_of(request),
        wanted["q"],
        kind=wanted["kind"],
        organisation=wanted["organisation"],
        on=timezone.localdate(),
        page=page,
        as_typed=wanted["as_typed"],
    )
    return {
        "results": results,
        "hits": presenting.hits(results),
        "kinds": presenting.kinds(results, request.GET),
        "bodies": presenting.bodies(results, request.GET),
        "chosen": presenting.chosen(request.GET, wanted["kind"], wanted["organisation"]),
        "pages": presenting.pages(results, request.GET, page),
        "as_typed": presenting.href(request.GET, as_typed="on"),
        "as_suggested": presenting.href(request.GET, q=results.suggested),
    }
