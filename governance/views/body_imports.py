from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audit.errors import InvalidMove
from governance.forms.body_imports import FaultPageForm, PlannedForm, UploadForm
from governance.models import BodyImport
from governance.presenting import body_imports as presenting
from governance.services import body_imports
from governance.services.body_imports import Upload
from governance.views.jobs import REFRESH_SECONDS
from governance.views.working import MOVED
from organisations.forms.paging import CursorForm
from organisations.models import User
from organisations.permissions import Can
from organisations.views.acting import answer, done, posted
from organisations.views.fetch import visit

EARLIER = 20  # imports on a page
FAULTY_ROWS = 50


class Keeping(NamedTuple):
    """Somebody who keeps the register, and one of its imports."""

    person: User
    found: BodyImport


def keeper(request: HttpRequest) -> User:
    """404 for whoever is not of the organisation that keeps the register, 403 there without the right."""
    return visit(request, settings.REGISTER_KEEPER, Can.KEEP_BODIES).person


def open_import(request: HttpRequest, key: UUID) -> Keeping:
    person = keeper(request)
    return Keeping(person, get_object_or_404(BodyImport.objects.visible_to(person).for_page(), pk=key))


@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """The form for new lists, and the imports before. POST: takes the files."""
    person = keeper(request)
    form = UploadForm(posted(request), request.FILES or None)
    made: list[BodyImport] = []
    if form.is_valid():
        wanted = form.cleaned_data
        files = [Upload(str(file.name), file.read()) for file in wanted["lists"]]
        if done(form, lambda: made.append(body_imports.upload(files, by=person, key=wanted["once"]))):
            return redirect(made[0])
    mine = BodyImport.objects.visible_to(person)
    _after, before = CursorForm.rows(request.GET, mine)
    rows = list(mine.older_than(before).for_list()[: EARLIER + 1])
    context: dict[str, object] = {
        "imports": [(one, presenting.state_of(one)) for one in rows[:EARLIER]],
        "is_first_page": before is None,
        "older": rows[EARLIER - 1].pk if len(rows) > EARLIER else None,
        "known": presenting.known_lists(),
    }
    return answer(request, "governance/body_imports.html", context, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far an import is, what was found, and what can be done next. POST: tries a failed job again."""
    person, found = open_import(request, key)
    if request.method == "POST":
        return _try_again(request, found, person)
    rows = presenting.faulty_rows(found.report.get("faults", []))
    number = FaultPageForm.number(request.GET)
    start = (number - 1) * FAULTY_ROWS
    looks_again = found.is_at_work and not found.is_stuck
    context = {
        "found": found,
        "state": presenting.state_of(found),
        "rows": rows[start : start + FAULTY_ROWS],
        "row_count": found.report.get("fault_rows", len(rows)),
        "earlier_page": number - 1 if number > 1 else None,
        "later_page": number + 1 if len(rows) > start + FAULTY_ROWS else None,
        "left_out": found.report.get("fault_count", 0) - len(found.report.get("faults", [])),
        "changes": presenting.changed_bodies(found),
        "stays": "stay" in request.GET,
        "looks_again": looks_again,
    }
    page = render(request, "governance/body_import.html", context)
    if looks_again and "stay" not in request.GET:
        page["Refresh"] = str(REFRESH_SECONDS)
    return page


def _try_again(request: HttpRequest, found: BodyImport, person: User) -> HttpResponse:
    try:
        body_imports.try_again(found, by=person)
    except InvalidMove as error:
        messages.info(request, str(error))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest, key: UUID) -> HttpResponse:
    """Asks once more before everything is written. POST: has it done."""
    person, found = open_import(request, key)
    form = PlannedForm(posted(request), initial={"planned": found.report.get("print", "")})
    if form.is_valid():
        try:
            body_imports.confirm(found, by=person, planned=form.cleaned_data["planned"])
        except InvalidMove as error:
            return _moved(request, found, error)
        return redirect(found)
    if not found.is_ready or not found.to_write:
        return redirect(found)
    return answer(request, "governance/body_import_bring_in.html", {"found": found}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def give_up(request: HttpRequest, key: UUID) -> HttpResponse:
    """Asks once more before an import is given up. POST: gives it up."""
    person, found = open_import(request, key)
    if request.method == "POST":
        try:
            body_imports.give_up(found, by=person)
        except InvalidMove as error:
            return _moved(request, found, error)
        messages.success(request, _("The import is given up. Nothing of it was brought in."))
        return redirect("governance:body-imports")
    if not found.may_be_given_up:
        return redirect(found)
    return render(request, "governance/body_import_give_up.html", {"found": found})


def _moved(request: HttpRequest, found: BodyImport, error: InvalidMove) -> HttpResponse:
    context = {"found": BodyImport.objects.for_page().get(pk=found.pk), "sentence": str(error)}
    return render(request, "governance/body_import_moved.html", context, status=MOVED)
