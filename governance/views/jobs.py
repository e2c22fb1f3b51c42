from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audit.errors import InvalidMove
from governance.jobs.rights import can_try_again
from governance.models import Job
from governance.services import jobs
from organisations.models import User
from organisations.views.fetch import person_of

REFRESH_SECONDS = 3


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def job(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far a job is, and what came of it. POST: try it again."""
    person = person_of(request)
    found = get_object_or_404(Job.objects.visible_to(person).for_page(), pk=key)
    if request.method == "POST" and isinstance(person, User):
        return _try_again(request, found, person)

    stays = "stay" in request.GET
    page = render(
        request,
        "governance/job.html",
        {"job": found, "may_try_again": found.has_failed and can_try_again(person, found), "stays": stays},
    )
    if not found.is_finished and not stays:
        # A header rather than a meta element: it works without scripts all the same, and the page offers to stop it.
        page["Refresh"] = str(REFRESH_SECONDS)
    return page


def _try_again(request: HttpRequest, found: Job, person: User) -> HttpResponse:
    try:
        jobs.try_again(found, by=person)
    except InvalidMove as error:
        messages.info(request, str(error))
    else:
        messages.success(request, _("The job is waiting to be tried again."))
    return redirect(found)
