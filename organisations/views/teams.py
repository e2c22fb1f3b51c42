from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organisations.forms.people import TeamForm
from organisations.models import Team
from organisations.permissions import Can, can
from organisations.services.teams import add_team, change_team
from organisations.views.acting import answer, done, posted
from organisations.views.fetch import visit


@require_GET
def team_list(request: HttpRequest, code: str) -> HttpResponse:
    person, organisation = visit(request, code)
    context = {
        "organisation": organisation,
        "teams": Team.objects.visible_to(person).filter(organisation=organisation).for_list(),
        "may_change": can(person, Can.MANAGE_PEOPLE, organisation),
    }
    return render(request, "organisations/teams.html", context)


@require_http_methods(["GET", "POST"])
def team_add(request: HttpRequest, code: str) -> HttpResponse:
    person, organisation = visit(request, code, Can.MANAGE_PEOPLE)
    form = TeamForm(posted(request), organisation=organisation)
    if form.is_valid() and done(form, lambda: add_team(organisation, by=person, **form.cleaned_data)):
        messages.success(request, _("The team is added."))
        return redirect("organisations:teams", code)
    context: dict[str, object] = {"organisation": organisation, "team": None}
    return answer(request, "organisations/team_form.html", context, form)


@require_http_methods(["GET", "POST"])
def team_change(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    person, organisation = visit(request, code, Can.MANAGE_PEOPLE)
    team = get_object_or_404(Team.objects.visible_to(person), organisation=organisation, pk=pk)
    start = {
        "name": team.name,
        "members": team.team_members.values_list("user_id", flat=True),
    }
    form = TeamForm(posted(request), initial=start, organisation=organisation)
    if form.is_valid() and done(form, lambda: change_team(team, by=person, **form.cleaned_data)):
        messages.success(request, _("The team is saved."))
        return redirect("organisations:teams", code)
    context: dict[str, object] = {"organisation": organisation, "team": team}
    return answer(request, "organisations/team_form.html", context, form)
