from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organisations.forms.details import ContactForm
from organisations.models import Contact
from organisations.permissions import Can, can
from organisations.services.organisations import (
    add_contact,
    change_contact,
    remove_contact,
)
from organisations.views.acting import answer, done, posted
from organisations.views.fetch import visit


@require_GET
def contact_list(request: HttpRequest, code: str) -> HttpResponse:
    person, organisation = visit(request, code)
    context = {
        "organisation": organisation,
        "contacts": organisation.contacts.all(),
        "may_change": can(person, Can.MANAGE_ORGANISATION, organisation),
    }
    return render(request, "organisations/contacts.html", context)


@require_http_methods(["GET", "POST"])
def contact_add(request: HttpRequest, code: str) -> HttpResponse:
    person, organisation = visit(request, code, Can.MANAGE_ORGANISATION)
    form = ContactForm(posted(request))
    if form.is_valid() and done(form, lambda: add_contact(organisation, by=person, **form.cleaned_data)):
        messages.success(request, _("The contact is on the public page now."))
        return redirect("organisations:contacts", code)
    context: dict[str, object] = {"organisation": organisation, "contact": None}
    return answer(request, "organisations/contact_form.html", context, form)


@require_http_methods(["GET", "POST"])
def contact_change(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    person, organisation = visit(request, code, Can.MANAGE_ORGANISATION)
    contact = get_object_or_404(Contact, organisation=organisation, pk=pk)
    form = ContactForm(posted(request), instance=Contact.objects.get(pk=pk))
    if form.is_valid() and done(form, lambda: change_contact(contact, by=person, **form.cleaned_data)):
        messages.success(request, _("The contact is saved."))
        return redirect("organisations:contacts", code)
    context: dict[str, object] = {"organisation": organisation, "contact": contact}
    return answer(request, "organisations/contact_form.html", context, form)


@require_http_methods(["GET", "POST"])
def contact_remove(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    person, organisation = visit(request, code, Can.MANAGE_ORGANISATION)
    contact = get_object_or_404(Contact, organisation=organisation, pk=pk)
    if request.method == "POST":
        remove_contact(contact, by=person)
        messages.success(request, _("The contact is removed from the public page."))
        return redirect("organisations:contacts", code)
    return render(
        request,
        "organisations/contact_remove.html",
        {"organisation": organisation, "contact": contact},
    )
