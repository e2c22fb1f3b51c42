from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organisations.forms.logo import LogoForm
from organisations.models import Logo, Organisation
from organisations.permissions import Can
from organisations.pictures import BYTES_LIMIT
from organisations.services.logos import remove_logo, set_logo
from organisations.views.acting import answer, done
from organisations.views.fetch import person_of, visit

FOR_A_YEAR = "public, max-age=31536000, immutable"  # the address names the content


@require_http_methods(["GET", "POST"])
def logo(request: HttpRequest, code: str) -> HttpResponse:
    """Adds the logo, or puts another in its place."""
    person, organisation = visit(request, code, Can.MANAGE_ORGANISATION)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = LogoForm(*sent, replaces=organisation.logo_id is not None)
    if form.is_valid() and done(
        form,
        lambda: set_logo(organisation, by=person, data=form.cleaned_data["picture"].read(BYTES_LIMIT + 1)),
    ):
        messages.success(request, _("The logo is saved. What is published from now on bears it."))
        return redirect("organisations:settings", code)
    return answer(request, "organisations/logo.html", {"organisation": organisation}, form)


@require_http_methods(["GET", "POST"])
def logo_remove(request: HttpRequest, code: str) -> HttpResponse:
    person, organisation = visit(request, code, Can.MANAGE_ORGANISATION)
    if organisation.logo_id is None:
        return redirect("organisations:logo", code)
    if request.method == "POST":
        remove_logo(organisation, by=person)
        messages.success(request, _("The logo is removed."))
        return redirect("organisations:settings", code)
    return render(request, "organisations/logo_remove.html", {"organisation": organisation})


@login_not_required
@require_safe
def logo_picture(request: HttpRequest, code: str, sha256: str) -> HttpResponseBase:
    """The logo that an organisation has now. Its address names its content, so that it may be kept for long."""
    bodies = Organisation.objects.visible_to(person_of(request))
    organisation = get_object_or_404(bodies, code=code.upper(), logo=sha256)
    etag = f'"{sha256}"'
    found = get_conditional_response(request, etag=etag)
    if found is None or found.status_code != 304:
        data = bytes(Logo.objects.get(pk=organisation.logo_id).data)
        found = HttpResponse(data, content_type="image/png")
        found["Content-Disposition"] = "inline"
    found["ETag"] = etag
    found["Cache-Control"] = FOR_A_YEAR
    found["X-Content-Type-Options"] = "nosniff"
    return found
