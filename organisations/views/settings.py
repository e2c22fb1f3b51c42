from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from organisations.models import Appointment, Membership, Team
from organisations.panels import settings_of
from organisations.permissions import ROLE_RIGHTS, ROLE_SENTENCES, Can, Role, rights_in
from organisations.views.fetch import visit


@require_GET
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """What there is to look after, and how far it is done."""
    person, organisation = visit(request, code)
    rights = rights_in(person, organisation)
    people = Membership.objects.visible_to(person).filter(organisation=organisation).current()
    offices = Appointment.objects.visible_to(person).filter(organisation=organisation).current()
    context = {
        "organisation": organisation,
        "manages_organisation": Can.MANAGE_ORGANISATION in rights,
        "manages_people": Can.MANAGE_PEOPLE in rights,
        "contacts": organisation.contacts.count(),
        "identifiers": organisation.identifiers.count(),
        "people": people.values("user").distinct().count(),
        "appointments": offices.filter(deputy=False).count(),
        "more": settings_of(organisation),
        "teams": Team.objects.visible_to(person).filter(organisation=organisation).count(),
    }
    return render(request, "organisations/settings.html", context)


@require_GET
def roles(request: HttpRequest, code: str) -> HttpResponse:
    """What each role may do, in sentences and as a table."""
    _person, organisation = visit(request, code)
    context = {
        "organisation": organisation,
        "roles": [(role.label, ROLE_SENTENCES[role]) for role in Role],
        "rights": [(right.sentence, [right in ROLE_RIGHTS[role] for role in Role]) for right in Can],
    }
    return render(request, "organisations/roles.html", context)
