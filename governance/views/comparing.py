from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from governance.forms.comparing import ALL, SIDE, ComparisonForm
from governance.models import Document, Job
from governance.pdf.redline import name_of
from governance.presenting.comparison import comparison
from governance.presenting.shelf import Shelf
from governance.services import comparisons
from governance.views.fetch import shelf, version_on_shelf
from organisations.models import User
from organisations.views.acting import REFUSED

REFRESH_SECONDS = 3


@login_not_required
@require_safe
def compare(request: HttpRequest, reference: str) -> HttpResponse:
    """Two versions of a document: `?from=1.0&to=1.1`. What is left out is filled in, so that the address stays good."""
    _person, document, versions = shelf(request, reference, with_people=False)
    if "from" not in request.GET and (older := _older(versions, request.GET.get("to", ""))):
        return redirect(_address(document, request, older, request.GET.get("to") or _newer(versions)))
    form = ComparisonForm(request.GET if _says(request, versions) else None, versions=versions.versions)
    context: dict[str, object] = {
        "document": document,
        "form": form,
        "title": versions.versions[0].title,
        "has_others": len(versions.versions) > 1,
        "of_sides": request.GET.get("view") == SIDE,
        "of_everything": request.GET.get("show") == ALL,
    }
    if form.is_valid():
        seen = (versions.seen_of(form.older), versions.seen_of(form.newer))
        found = comparison(form.older, form.newer, seen, everything=form.cleaned_data["show"] == ALL)
        context |= {"comparison": found, "title": found.newer.title}
    return render(request, "governance/compare.html", context, status=REFUSED if form.errors else 200)


def _says(request: HttpRequest, versions: Shelf) -> bool:
    """Whether the address names versions, were it one that is not there; else there is nothing to compare."""
    return (
        "from" in request.GET or versions.numbered(request.GET.get("to", versions.versions[0].number)) is None
    )


def _newer(versions: Shelf) -> str:
    """What is being worked on; else what is in force; else the newest."""
    found = versions.being_worked_on or versions.in_force or versions.versions[0]
    return found.number


def _older(versions: Shelf, newer: str) -> str:
    """What a version is compared with, or else the newest other one; empty where there is none."""
    found = versions.numbered(newer or _newer(versions))
    if found is None:
        return ""
    before = versions.before(found)
    others = [version for version in versions.versions if version.pk != found.pk]
    return before.number if before and before.pk != found.pk else next((v.number for v in others), "")


def _address(document: Document, request: HttpRequest, older: str, newer: str) -> str:
    kept = {name: request.GET[name] for name in ("view", "show") if name in request.GET}
    query = urlencode({"from": older, "to": newer, **kept})
    return f"{reverse('governance:compare', args=[document.reference])}?{query}"


@require_http_methods(["GET", "HEAD", "POST"])
def pdf(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The PDF of a comparison: the kept one; else how far it is. POST asks for it."""
    person, document, versions = shelf(request, reference, with_people=False)
    form = ComparisonForm(request.GET, versions=versions.versions)
    if not form.is_valid():  # that page says what is wrong
        return redirect(
            f"{reverse('governance:compare', args=[document.reference])}?{request.GET.urlencode()}"
        )
    everything = form.cleaned_data["show"] == ALL
    if request.method == "POST" and isinstance(person, User):
        comparisons.ask_for(form.older, form.newer, everything=everything, by=person)
        return redirect(request.get_full_path())
    seen = (versions.seen_of(form.older), versions.seen_of(form.newer))
    name = name_of(form.older, form.newer, seen, everything=everything)
    found = comparisons.opened(name)
    if found is not None:
        file_name = f"{document.reference}-v{form.older.number}-v{form.newer.number}.pdf"
        return FileResponse(found, content_type="application/pdf", filename=file_name)
    return _not_yet(request, document, form, comparisons.newest_job(name))


def _not_yet(request: HttpRequest, document: Document, form: ComparisonForm, job: Job | None) -> HttpResponse:
    is_making = job is not None and not job.is_finished
    has_failed = job is not None and job.has_failed
    context = {
        "document": document,
        "form": form,
        "job": job,
        "is_making": is_making,
        "has_failed": has_failed,
    }
    stays = "stay" in request.GET
    response = render(
        request,
        "governance/compare_pdf.html",
        {
            **context,
            "stays": stays,
            "back": _address(document, request, form.older.number, form.newer.number),
        },
        status=202 if is_making else 503 if has_failed else 200,
    )
    if is_making and not stays:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


@login_not_required
@require_safe
def changes(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """The address that comparisons had before: it leads on to the one that names both versions."""
    _person, document, versions = shelf(request, reference, with_people=False)
    newer = version_on_shelf(versions, number)
    before = versions.before(newer)
    older = request.GET.get("from", before.number if before else "")
    query = urlencode({"from": older, "to": newer.number} if older else {"to": newer.number})
    return redirect(f"{reverse('governance:compare', args=[document.reference])}?{query}")
