from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organisations.forms.paging import CursorForm
from organisations.forms.people import AddPersonForm, EndForm
from organisations.models import Membership
from organisations.paging import keyset_page
from organisations.panels import people_ways
from organisations.permissions import ROLE_SENTENCES, Can, Role, can
from organisations.services.accounts import add_person
from organisations.services.people import end_membership
from organisations.views.acting import answer, done, posted
from organisations.views.fetch import visit

PAGE = 50


@require_GET
def people_list(request: HttpRequest, code: str) -> HttpResponse:
    """Roles in force or to come, one line each, by the name of the person."""
    person, organisation = visit(request, code)
    rows = Membership.objects.visible_to(person).filter(organisation=organisation).not_ended().for_list()
    after, before = CursorForm.rows(request.GET, Membership.objects.select_related("user"))
    context = {
        "organisation": organisation,
        "page": keyset_page(
            rows,
            ("user__name", "user__email", "role", "pk"),
            size=PAGE,
            after=after,
            before=before,
        ),
        "ways": people_ways(organisation, person),
        "may_change": can(person, Can.MANAGE_PEOPLE, organisation),
        "today": timezone.localdate(),
        "me": person,
    }
    return render(request, "organisations/people.html", context)


@require_http_methods(["GET", "POST"])
def person_add(request: HttpRequest, code: str) -> HttpResponse:
    person, organisation = visit(request, code, Can.MANAGE_PEOPLE)
    form = AddPersonForm(posted(request))
    if form.is_valid() and done(form, lambda: add_person(organisation, by=person, **form.cleaned_data)):
        messages.success(
            request,
            _("%(name)s has the role now.") % {"name": form.cleaned_data["name"]},
        )
        return redirect("organisations:people", code)
    context: dict[str, object] = {
        "organisation": organisation,
        "roles": [(role.label, ROLE_SENTENCES[role]) for role in Role],
    }
    return answer(request, "organisations/person_add.html", context, form)


@require_http_methods(["GET", "POST"])
def membership_end(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    person, organisation = visit(request, code, Can.MANAGE_PEOPLE)
    mine = Membership.objects.visible_to(person).for_list()
    membership = get_object_or_404(mine, organisation=organisation, pk=pk)
    form = EndForm(posted(request))
    if form.is_valid() and done(form, lambda: end_membership(membership, by=person, **form.cleaned_data)):
        messages.success(request, _("The role of %(name)s is ended.") % {"name": membership.user})
        return redirect("organisations:people", code)
    context: dict[str, object] = {"organisation": organisation, "membership": membership}
    return answer(request, "organisations/membership_end.html", context, form)
