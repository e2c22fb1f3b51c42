"""What becomes of the agreements of a body that was abolished: its successor says which pass to it and which end."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from audit.errors import InvalidMove
from governance.models import Document
from governance.views.working import MOVED
from organisations.models import Organisation, User
from organisations.views.acting import REFUSED, fitted
from organisations.views.fetch import Visit, visit
from protocols.forms.succession import SuccessionForm
from protocols.presenting.succession import LISTED, decided, lines_of, predecessors_of
from protocols.services.succession import agreements_of, may_decide
from protocols.services.taking_over import FEW, decide, decide_later
from protocols.statements import Kind


def _heir(request: HttpRequest, code: str) -> Visit:
    """404 for whoever is no member; 403 for members who do not speak for the organisation."""
    found = visit(request, code)
    if not may_decide(found.person, found.organisation):
        raise PermissionDenied(
            _("Only who signs for %(body)s, or looks after its entry, can decide this.")
            % {"body": found.organisation.name}
        )
    return found


@require_safe
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """The bodies that the organisation took over from, as the register records it."""
    _person, heir = _heir(request, code)
    context = {"organisation": heir, "successions": predecessors_of(heir)}
    return render(request, "protocols/succession.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_body(request: HttpRequest, code: str, predecessor: str) -> HttpResponse:
    """The agreements of one predecessor. Chosen and with `then`, what becomes of them is shown first; POST confirms."""
    person, heir = _heir(request, code)
    recorded = next(
        (row for row in predecessors_of(heir) if row.predecessor.code == predecessor.upper()), None
    )
    if recorded is None:
        raise Http404
    body = recorded.predecessor
    left = agreements_of(body, heir)
    given = request.POST if request.method == "POST" else request.GET if "then" in request.GET else None
    form = SuccessionForm(given, documents=left)
    chosen: list[Document] = []
    status = 200
    if form.is_bound:
        status = MOVED if not form.is_valid() and form.is_outdated else 200 if form.is_valid() else REFUSED
    if form.is_bound and form.is_valid():
        chosen = form.chosen
        if request.method == "POST":
            answered = _answered(request, person, heir, body, form)
            if not isinstance(answered, int):
                return answered
            status = answered
    context = {
        "organisation": heir,
        "recorded": recorded,
        "body": body,
        "form": form,
        "lines": lines_of(left, person),
        "more": max(len(left) - LISTED, 0),
        "total": len(left),
        "chosen": chosen,
        "ends": bool(chosen) and form.cleaned_data.get("then") == Kind.CESSATION,
        "is_many": len(chosen) > FEW,
        "decided": decided(heir, body),
    }
    return render(request, "protocols/succession_of.html", context, status=status)


def _answered(
    request: HttpRequest, person: User, heir: Organisation, body: Organisation, form: SuccessionForm
) -> HttpResponse | int:
    """Where it leads; or the status of the page that says why not."""
    wanted = form.cleaned_data
    given = {
        "by": person,
        "successor": heir,
        "documents": form.chosen,
        "then": wanted["then"],
        "reason": wanted["reason"] if wanted["then"] == Kind.CESSATION else "",
    }
    if len(form.chosen) > FEW:
        return redirect(decide_later(body, **given))
    made: list[object] = []
    try:
        if not fitted(form, lambda: made.extend(decide(body, **given))):
            return REFUSED
    except InvalidMove as moved:
        form.add_error(None, str(moved))
        return MOVED
    count = len(made)
    if wanted["then"] == Kind.CESSATION:
        words = ngettext(
            "Its part in %(count)d agreement has ended.", "Its part in %(count)d agreements has ended.", count
        )
    else:
        words = ngettext("%(count)d agreement passes to you.", "%(count)d agreements pass to you.", count)
    messages.success(request, words % {"count": count})
    return redirect("protocols:succession-of", heir.code, body.code)
