from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisations.forms.details import DetailsForm, FourEyesForm, IdentifierForm
from organisations.models import Organisation
from organisations.permissions import Can, can
from organisations.services.organisations import (
    add_identifier,
    change_organisation,
    restore_four_eyes,
    waive_four_eyes,
)
from organisations.views.acting import answer, done, posted
from organisations.views.fetch import visit


@require_http_methods(["GET", "POST"])
def change_details(request: HttpRequest, code: str) -> HttpResponse:
    person, organisation = visit(request, code, Can.MANAGE_ORGANISATION)
    form = DetailsForm(posted(request), instance=Organisation.objects.get(pk=organisation.pk))
    if form.is_valid() and done(
        form, lambda: change_organisation(organisation, by=person, **form.cleaned_data)
    ):
        messages.success(request, _("The details are saved."))
        return redirect("organisations:settings", code)
    return answer(request, "organisations/details.html", {"organisation": organisation}, form)


@require_http_methods(["GET", "POST"])
def identifiers(request: HttpRequest, code: str) -> HttpResponse:
    """The organisation's keys in public lists, and a form to add one."""
    right = Can.MANAGE_ORGANISATION if request.method == "POST" else Can.READ_INTERNAL
    person, organisation = visit(request, code, right)
    form = IdentifierForm(posted(request))
    if form.is_valid() and done(form, lambda: add_identifier(organisation, by=person, **form.cleaned_data)):
        messages.success(request, _("The identifier is added."))
        return redirect("organisations:identifiers", code)
    context: dict[str, object] = {
        "organisation": organisation,
        "identifiers": organisation.identifiers.all(),
        "may_add": can(person, Can.MANAGE_ORGANISATION, organisation),
    }
    return answer(request, "organisations/identifiers.html", context, form)


@require_http_methods(["GET", "POST"])
def four_eyes(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a second person must approve; waived with a reason, restored with a button."""
    person, organisation = visit(request, code, Can.MANAGE_ORGANISATION)
    form = FourEyesForm(request.POST if request.POST and "restore" not in request.POST else None)
    if request.method == "POST" and "restore" in request.POST and not organisation.has_four_eyes:
        restore_four_eyes(organisation, by=person)
        messages.success(request, _("From now on a second person approves every draft."))
        return redirect("organisations:settings", code)
    if form.is_valid() and done(
        form,
        lambda: waive_four_eyes(organisation, by=person, reason=form.cleaned_data["reason"]),
    ):
        messages.success(
            request,
            _("Authors may approve their own drafts; the reason is printed each time."),
        )
        return redirect("organisations:settings", code)
    return answer(request, "organisations/four_eyes.html", {"organisation": organisation}, form)
