from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from governance.views.working import MOVED, follows, moved_on, open_version, put, to_draft
from organisations.permissions import Can
from organisations.views.acting import REFUSED, add_errors, posted
from practice.forms.signatory import SignatoryForm
from practice.models import Signatory
from practice.services.signatory import StaleSignatory, has_signatory, name_signatory


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@follows
def signatory(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Who signs a draft of a statement of support. 404 for a kind that is not signed so."""
    person, version = open_version(request, reference, number, Can.DRAFT)
    if not has_signatory(version):
        raise Http404
    if not version.is_draft:
        return moved_on(request, version)
    form = SignatoryForm.of(Signatory.objects.filter(version=version).first(), posted(request))
    theirs: Signatory | None = None
    if form.is_valid():
        try:
            name_signatory(version, by=person, **form.cleaned_data)
        except StaleSignatory as stale:
            theirs = stale.theirs
            put(form, "base", theirs.lock)
        except ValidationError as refused:
            add_errors(form, refused)
        else:
            messages.success(request, _("It is saved who signs."))
            return to_draft(version, "#rows-signatory")
    context = {"version": version, "document": version.document, "form": form, "theirs": theirs}
    status = MOVED if theirs else REFUSED if form.is_bound and form.errors else 200
    return render(request, "practice/signatory.html", context, status=status)
