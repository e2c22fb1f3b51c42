"""The task of the builder that shows who signs for each party, and says who is invited to."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audit.errors import InvalidMove
from governance.models import DocumentVersion
from governance.views.working import MOVED, moved_on, put
from organisations.models import User
from organisations.views.acting import REFUSED, add_errors, posted
from protocols.build_tasks import SIGNATORIES, task_of
from protocols.forms.signatories import SignatoriesForm
from protocols.presenting.signatories import signatories_of
from protocols.services.drafting import StaleRow
from protocols.services.signatories import plan_signatories, plan_stamp
from protocols.views.working import build_page, open_draft


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def signatories(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Each party with the signatures that its rule asks for. What somebody else planned meanwhile is kept."""
    person, version = open_draft(request, reference, number)
    if not version.is_draft:
        return moved_on(request, version)
    parties = list(version.parties.select_related("organisation").order_by("position", "pk"))
    signers = signatories_of(version, parties, version.data_items.all(), person, named=True)
    stamp = plan_stamp(parties)
    form = SignatoriesForm(
        posted(request),
        bodies=[line.organisation for line in signers.open_choices if line.organisation],
        initial={
            "invited": [
                line.organisation.code
                for line in signers.lines
                if line.organisation and line.party.by_invitation
            ],
            "seen": stamp,
        },
    )
    status = 200
    if form.is_bound:
        status = REFUSED
        try:
            if form.is_valid() and _planned(form, version, person):
                messages.success(request, _("“%(task)s” is saved.") % {"task": task_of(SIGNATORIES).label})
                return redirect(build_page("build", version) + f"#task-{SIGNATORIES}")
        except StaleRow as stale:
            form.add_error(None, stale)
            put(form, "seen", stamp)
            status = MOVED
        except InvalidMove as refused:
            return moved_on(request, version, refused)
    context = {
        "version": version,
        "document": version.document,
        "task": task_of(SIGNATORIES),
        "signers": signers,
        "form": form,
    }
    return render(request, "protocols/build_signatories.html", context, status=status)


def _planned(form: SignatoriesForm, version: DocumentVersion, person: User) -> bool:
    """Whether the act took it. What somebody else did in between is left to the page."""
    try:
        plan_signatories(version, by=person, invited=form.chosen, seen=form.cleaned_data["seen"])
    except StaleRow:
        raise
    except ValidationError as refused:
        add_errors(form, refused)
        return False
    return True
