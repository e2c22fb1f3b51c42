from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from organisations.forms.search import SearchForm
from organisations.models import Appointment, Identifier, Organisation, OrganisationKind, Succession
from organisations.models.organisation import OrganisationQuerySet
from organisations.paging import COUNTED, Page, count_to_limit, keyset_page
from organisations.panels import panels_for, ways_for
from organisations.permissions import Can, can, rights_in
from organisations.reading import former_names
from organisations.views.acting import REFUSED
from organisations.views.fetch import person_of

PAGE = 50


@login_not_required
@require_GET
def organisation_list(request: HttpRequest) -> HttpResponse:
    """The public register of bodies."""
    person = person_of(request)
    form = SearchForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = _filtered(Organisation.objects.visible_to(person), wanted)
    count = count_to_limit(found)
    context = {
        "form": form,
        "page": _page(found, wanted),
        "count": min(count, COUNTED),
        "more_than_counted": count > COUNTED,
        "kind": dict(OrganisationKind.choices).get(wanted.get("kind", "")),
        "ways": ways_for(person),
        "has_lists": Identifier.objects.from_lists().exists(),
        "is_filtered": bool(wanted.get("q") or wanted.get("kind") or wanted.get("open")),
    }
    return render(request, "organisations/list.html", context, status=200 if form.is_valid() else REFUSED)


def _filtered(rows: OrganisationQuerySet, wanted: dict[str, str]) -> OrganisationQuerySet:
    if wanted.get("q"):
        rows = rows.matching(wanted["q"])
    if wanted.get("kind"):
        rows = rows.of_kind(wanted["kind"])
    if wanted.get("open"):
        rows = rows.open_on()
    return rows


def _page(rows: OrganisationQuerySet, wanted: dict[str, str]) -> Page[Organisation]:
    """The page after or before the organisation whose code the address gives."""
    codes = [wanted[name] for name in ("after", "before") if wanted.get(name)]
    starts = {row.code: row for row in Organisation.objects.filter(code__in=codes)}
    return keyset_page(
        rows,
        ("sort_name", "pk"),
        size=PAGE,
        after=starts.get(wanted.get("after", "")),
        before=starts.get(wanted.get("before", "")),
    )


@login_not_required
@require_GET
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """The public page of a body; its members also see who holds its offices."""
    person = person_of(request)
    body = get_object_or_404(Organisation.objects.visible_to(person).for_page(), code=code.upper())
    ties = list(Succession.objects.of(body))
    context = {
        "organisation": body,
        "successions": [tie for tie in ties if tie.predecessor_id == body.pk],
        "predecessions": [tie for tie in ties if tie.successor_id == body.pk],
        "panels": panels_for(body, person),
        "former_names": former_names(body),
        "lists": [row.scheme_name for row in body.identifiers.all() if row.is_from_list],
        "is_member": can(person, Can.READ_INTERNAL, body),
        "appointments": Appointment.objects.visible_to(person).filter(organisation=body).current().for_list(),
        "manages": bool(rights_in(person, body) & {Can.MANAGE_ORGANISATION, Can.MANAGE_PEOPLE}),
    }
    return render(request, "organisations/organisation.html", context)
