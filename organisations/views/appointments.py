from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organisations.forms.people import AppointForm, AwayForm, EndForm
from organisations.models import Appointment, Office
from organisations.permissions import Can, can, require
from organisations.services.absences import come_back, go_away
from organisations.services.people import appoint, end_appointment
from organisations.views.acting import answer, done, posted
from organisations.views.fetch import visit


@require_GET
def appointment_list(request: HttpRequest, code: str) -> HttpResponse:
    """Each office with its holder and deputies, also those that nobody holds."""
    person, organisation = visit(request, code)
    mine = Appointment.objects.visible_to(person).filter(organisation=organisation)
    rows = list(mine.not_ended().for_list())
    context = {
        "organisation": organisation,
        "offices": [(office, [row for row in rows if row.office == office]) for office in Office],
        "may_change": can(person, Can.MANAGE_PEOPLE, organisation),
        "today": timezone.localdate(),
        "me": person,
    }
    return render(request, "organisations/appointments.html", context)


@require_http_methods(["GET", "POST"])
def appointment_add(request: HttpRequest, code: str) -> HttpResponse:
    person, organisation = visit(request, code, Can.MANAGE_PEOPLE)
    form = AppointForm(posted(request), organisation=organisation)
    chosen = dict(form.cleaned_data) if form.is_valid() else {}
    if chosen and done(
        form,
        lambda: appoint(chosen.pop("person"), by=person, organisation=organisation, **chosen),
    ):
        messages.success(request, _("The appointment is recorded."))
        return redirect("organisations:appointments", code)
    return answer(request, "organisations/appointment_add.html", {"organisation": organisation}, form)


@require_http_methods(["GET", "POST"])
def appointment_end(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    person, organisation = visit(request, code, Can.MANAGE_PEOPLE)
    mine = Appointment.objects.visible_to(person).for_list()
    appointment = get_object_or_404(mine, organisation=organisation, pk=pk)
    form = EndForm(posted(request))
    if form.is_valid() and done(form, lambda: end_appointment(appointment, by=person, **form.cleaned_data)):
        messages.success(request, _("The appointment is ended."))
        return redirect("organisations:appointments", code)
    context: dict[str, object] = {"organisation": organisation, "appointment": appointment}
    return answer(request, "organisations/appointment_end.html", context, form)


@require_http_methods(["GET", "POST"])
def appointment_away(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """Says when the holder of an office is away, so that deputies decide; for the holder and the administrator."""
    person, organisation = visit(request, code)
    mine = Appointment.objects.visible_to(person).current().filter(deputy=False).for_list()
    appointment = get_object_or_404(mine, organisation=organisation, pk=pk)
    if appointment.user_id != person.pk and not can(person, Can.MANAGE_PEOPLE, organisation):
        require(person, Can.MANAGE_PEOPLE, organisation)
    if request.method == "POST" and "back" in request.POST:
        if appointment.will_be_away():
            come_back(appointment, by=person)
            messages.success(request, _("The holder decides again."))
        return redirect("organisations:appointments", code)
    form = AwayForm(posted(request))
    if form.is_valid() and done(form, lambda: go_away(appointment, by=person, **form.cleaned_data)):
        messages.success(request, _("The absence is recorded. Deputies decide meanwhile."))
        return redirect("organisations:appointments", code)
    context: dict[str, object] = {"organisation": organisation, "appointment": appointment}
    return answer(request, "organisations/appointment_away.html", context, form)
