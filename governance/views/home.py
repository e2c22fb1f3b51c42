from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance import reading
from governance.presenting.positions import positions_of
from governance.presenting.readings import SHOWN, to_read
from governance.presenting.work import may_work, work_of
from organisations.permissions import Can, rights_anywhere
from organisations.views.fetch import person_of


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page: for everyone what is in force; for members their organisation's words and their own work."""
    person, today = person_of(request), timezone.localdate()
    rights = rights_anywhere(person)
    positions = positions_of(person, today) if rights else []
    works = may_work(person)
    context = {
        "positions": positions,
        "works": works,
        "work": work_of(person, today, whole=False) if works else None,
        "reads_log": Can.READ_LOG in rights,
        "manages": bool(rights & {Can.MANAGE_ORGANISATION, Can.MANAGE_PEOPLE}),
        "to_read": [] if works or not rights else to_read(person, today, at_most=SHOWN + 1),
        "newest": [] if positions else reading.newest_policies(person, today),
    }
    return render(request, "governance/home.html", context)


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """What waits for the person, and what is due, in four lists."""
    person, today = person_of(request), timezone.localdate()
    context = {
        "work": work_of(person, today),
        "works": may_work(person),
        "reads_log": Can.READ_LOG in rights_anywhere(person),
        "today": today,
    }
    return render(request, "governance/work.html", context)
