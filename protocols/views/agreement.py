from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from governance.views import pdf as governance_pdf
from organisations.views.acting import REFUSED
from protocols.forms.compare import CompareForm
from protocols.presenting.agreement import AgreementShelf, agreement_page
from protocols.presenting.comparison import compare
from protocols.views.fetch import agreement_of, version_of


@login_not_required
@require_safe
def agreement(request: HttpRequest, reference: str) -> HttpResponse:
    """The agreement as it stands in the register today."""
    shelf = agreement_of(request, reference)
    if "as_at" in request.GET:
        address = reverse("governance:document", args=[shelf.document.reference])
        return redirect(f"{address}?{urlencode({'as_at': request.GET['as_at']})}")
    if shelf.shown is None:  # who reads drafts finds those among the documents
        return redirect("governance:document", shelf.document.reference)
    return render(request, "protocols/agreement.html", {"page": agreement_page(shelf, shelf.shown)})


@login_not_required
@require_safe
def version(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """One version that was published, whatever it is today."""
    shelf = agreement_of(request, reference)
    page = agreement_page(shelf, version_of(shelf, number))
    return render(request, "protocols/agreement_version.html", {"page": page})


@login_not_required
@require_safe
def pdf(request: HttpRequest, reference: str, number: str) -> HttpResponseBase:
    version_of(agreement_of(request, reference), number)
    return governance_pdf.pdf(request, reference=reference, number=number)


@login_not_required
@require_safe
def changes(request: HttpRequest, reference: str) -> HttpResponse:
    """Two versions field by field: `?older=1.0&newer=1.1`, or else the one that stands today and the one before, or
    the two newest.

    Without a form that was filled in there is nothing to compare: nothing came before the version."""
    shelf = agreement_of(request, reference)
    if shelf.shown is None:
        raise Http404
    asked = _asked(request, shelf)
    form = CompareForm(asked if asked["older"] else None, versions=shelf.versions)
    context: dict[str, object] = {"document": shelf.document, "shelf": shelf, "form": form}
    if form.is_valid():
        older, newer = (version_of(shelf, form.cleaned_data[name]) for name in ("older", "newer"))
        seen = (shelf.found.seen_of(older), shelf.found.seen_of(newer))
        context |= {"comparison": compare(older, newer, seen)}
    status = REFUSED if form.errors else 200
    return render(request, "protocols/agreement_changes.html", context, status=status)


def _asked(request: HttpRequest, shelf: AgreementShelf) -> dict[str, str]:
    """The numbers that the address gives; one that it leaves out goes with the other."""
    newer = request.GET.get("newer") or shelf.compared
    found = shelf.numbered(newer)
    before = shelf.before(found) if found else None
    older = request.GET.get("older") or (before.number if before else "")
    if not older and found is None:
        older = newer  # so that the form says what is wrong
    return {"older": older, "newer": newer}
