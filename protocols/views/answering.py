"""What an organisation says instead of signing, and how it takes a signature back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from audit.errors import InvalidMove
from governance.forms.review import ReasonForm
from governance.lifecycle import State
from organisations.permissions import Can, can
from organisations.views.acting import answer, fitted, posted
from protocols.forms.signing import DECLINE, AnswerForm
from protocols.models import Statement
from protocols.services import answering as acts
from protocols.standing import ASKED
from protocols.statements import Kind
from protocols.views.signing_fetch import address, is_over, moved, table_for


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, reference: str, number: str, code: str) -> HttpResponse:
    """Declines, or asks for changes, with a reason. Neither stops anybody from sharing case by case."""
    at = table_for(request, reference, number, code, Can.COMMENT)
    if is_over(at.row) or not any(seat.standing in ASKED for seat in at.mine):
        return moved(request, at.version)
    may_decline = can(at.person, Can.SIGN, at.organisation)
    form = AnswerForm(posted(request), may_decline=may_decline)
    try:
        if form.is_valid():
            act = acts.decline if form.cleaned_data["answer"] == DECLINE else acts.request_changes
            reason = form.cleaned_data["reason"]
            if fitted(
                form, lambda: act(at.version, by=at.person, organisation=at.organisation, reason=reason)
            ):
                messages.success(request, _said(form.cleaned_data["answer"], at.organisation.name))
                return redirect(address("signatures", at.version))
    except InvalidMove as refused:
        return moved(request, at.version, refused)
    context: dict[str, object] = {
        "at": at,
        "version": at.version,
        "document": at.version.document,
        "may_decline": may_decline,
    }
    return answer(request, "protocols/decline.html", context, form)


def _said(what: str, body: str) -> str:
    if what == DECLINE:
        return _("%(body)s has declined. You can still share case by case.") % {"body": body}
    return _("%(body)s has asked for changes. You can still share case by case.") % {"body": body}


@require_POST
def begin_review(request: HttpRequest, reference: str, number: str, code: str) -> HttpResponse:
    """Tells the others that the organisation looks at the version. Sent twice, it has begun already."""
    at = table_for(request, reference, number, code, Can.READ_DRAFTS)
    try:
        acts.begin_review(at.version, by=at.person, organisation=at.organisation)
    except InvalidMove as refused:
        if is_over(at.row):
            return moved(request, at.version, refused)
    else:
        messages.success(request, _("The other parties see that you are reviewing it."))
    return redirect(address("signatures", at.version))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, reference: str, number: str, code: str, position: int) -> HttpResponse:
    """Takes a signature back as long as nothing is in force by it."""
    at = table_for(request, reference, number, code, Can.SIGN)
    seat = next((each for each in at.mine if each.position == position), None)
    if seat is None:
        raise Http404
    said = Statement.objects.filter(signatory=seat).signatures().in_order().last()
    if said is None or is_over(at.row) or at.version.state != State.FOR_SIGNATURE:
        return moved(request, at.version)
    form = ReasonForm.asking(
        posted(request),
        label=_("Why do you take it back?"),
        help_text=_("The other parties read it."),
        required=_("Say why, so that the other parties know."),
    )
    try:
        if form.is_valid() and fitted(
            form, lambda: acts.withdraw_signature(said, by=at.person, **form.cleaned_data)
        ):
            messages.success(request, _("The signature is taken back. Both are kept."))
            return redirect(address("signatures", at.version))
    except InvalidMove as refused:
        return moved(request, at.version, refused)
    context: dict[str, object] = {
        "at": at,
        "version": at.version,
        "document": at.version.document,
        "statement": said,
        "joined": said.answers.filter(kind=Kind.ACCESSION).select_related("version__document").first(),
    }
    return answer(request, "protocols/signature_withdraw.html", context, form)
