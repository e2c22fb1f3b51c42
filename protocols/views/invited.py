"""What somebody who is invited reads and does: the text, what changed, signing, declining, asking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from organisations.views.acting import add_errors, answer, fitted, posted
from protocols import shown, trouble
from protocols.forms.invited import QuestionForm, ReasonedForm, SignForm
from protocols.given import Given, Proof
from protocols.models import Statement
from protocols.presenting.invited import InvitedPage, invited_page, what_changed
from protocols.services import invited as acts
from protocols.services import proving, questions
from protocols.services.acceding import Beneath, beneath
from protocols.services.signing import too_late, what_is_shown
from protocols.standing import Standing
from protocols.statements import DECLARATIONS, Kind, Strength
from protocols.views.guests import Guest, for_guests, refused, remember, said

CONFLICT = 409


@require_safe
@for_guests
def invited(request: HttpRequest, guest: Guest) -> HttpResponse:
    """The whole of it: summary, text, files, and what can be done."""
    return render(request, "protocols/invited.html", {"page": invited_page(guest.invitation)})


@require_safe
@for_guests
def changes(request: HttpRequest, guest: Guest) -> HttpResponse:
    """What changed since this organisation last signed."""
    context = {"invitation": guest.invitation, "comparison": what_changed(guest.invitation)}
    return render(request, "protocols/invited_changes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_guests
def sign(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Signs what this page shows. With `send_code` a code is sent first, and what was typed stays."""
    invitation = guest.invitation
    if wrong := trouble.of_answering(invitation, timezone.now()):
        return refused(request, wrong, invitation)
    signatory = invitation.signatory
    if request.method != "POST" and (late := too_late(signatory.round, signatory)):
        return said(request, _("The last day to sign has passed"), late, CONFLICT)
    kind = Kind.ACCESSION if signatory.is_joining else Kind.SIGNATURE
    page = invited_page(invitation)
    under = _joining(page)
    declaration = f"{DECLARATIONS[kind]} {under.sentence}" if under else str(DECLARATIONS[kind])
    context: dict[str, object] = {"page": page, "kind": kind}
    if request.method == "POST" and "send_code" in request.POST:
        form = SignForm(None, declaration=declaration, initial=request.POST.dict() | {"code": ""})
        context |= {"form": form, "is_asked": True, "why_not": _why_not_sent(guest), "needs_code": True}
        return render(request, "protocols/invited_sign.html", context)
    seen = what_is_shown(signatory.round, signatory.organisation, guest.by, under.mark if under else "")
    given = shown.token(seen, timezone.now())
    first = {"name": invitation.name, "token": given, "key": uuid4()}
    form = SignForm(posted(request), declaration=declaration, needs_code=not guest.is_fresh, initial=first)
    context["needs_code"] = not guest.is_fresh
    if not form.is_valid():
        return answer(request, "protocols/invited_sign.html", context, form)
    proof = _proof(request, guest, form)
    if proof is not None:
        words = {name: form.cleaned_data[name] for name in ("name", "post", "token", "key")}
        stated = Given(declaration=str(DECLARATIONS[kind]), proof=proof, **words)
        try:
            acts.sign_as_invited(invitation, by=guest.by, given=stated)
        except ValidationError as error:
            add_errors(form, error)
            if "conflict" in {each.code for each in getattr(error, "error_list", [])}:
                return render(
                    request, "protocols/invited_sign.html", {**context, "form": form}, status=CONFLICT
                )
        else:
            messages.success(request, _("You have signed. Download your receipt below."))
            return redirect("protocols:invited")
    return answer(request, "protocols/invited_sign.html", context, form)


def _joining(page: InvitedPage) -> Beneath | None:
    """The accord that the organisation joins by this signature. Two queries for a version that stands under one."""
    if not page.terms.accord:
        return None
    seat = page.invitation.signatory
    waiting = [
        each for each in seat.round.signatories.in_order() if each.organisation_id == seat.organisation_id
    ]
    under = beneath(
        page.terms.accord, page.organisation, [each for each in waiting if each.standing != Standing.SIGNED]
    )
    return under if under is not None and under.joins else None


@require_http_methods(["GET", "HEAD", "POST"])
@for_guests
def decline(request: HttpRequest, guest: Guest) -> HttpResponse:
    words = {
        "label": gettext_lazy("Why does your organisation not sign?"),
        "required": gettext_lazy("Say why, so that the other parties know."),
    }
    return _answered(request, guest, acts.decline_as_invited, words, "protocols/invited_decline.html")


@require_http_methods(["GET", "HEAD", "POST"])
@for_guests
def ask_for_changes(request: HttpRequest, guest: Guest) -> HttpResponse:
    words = {
        "label": gettext_lazy("What should change?"),
        "required": gettext_lazy("Say what should change, so that the lead organisation can act on it."),
    }
    return _answered(
        request, guest, acts.request_changes_as_invited, words, "protocols/invited_ask_for_changes.html"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_guests
def ask(request: HttpRequest, guest: Guest) -> HttpResponse:
    """A question or a comment, to which the lead replies. It answers nothing: the signature is still awaited."""
    form = QuestionForm(posted(request), initial={"name": guest.invitation.name})
    if form.is_valid() and fitted(
        form, lambda: questions.ask(guest.invitation, by=guest.by, **form.cleaned_data)
    ):
        messages.success(request, _("It is sent. We write to you when there is an answer."))
        return redirect("protocols:invited")
    return answer(request, "protocols/invited_ask.html", {"page": invited_page(guest.invitation)}, form)


def _answered(
    request: HttpRequest, guest: Guest, act: Callable[..., Statement], words: dict[str, Any], template: str
) -> HttpResponse:
    invitation = guest.invitation
    if wrong := trouble.of_answering(invitation, timezone.now()):
        return refused(request, wrong, invitation)
    form = ReasonedForm(posted(request), initial={"name": invitation.name}, **words)
    if form.is_valid() and fitted(
        form, lambda: act(invitation, by=guest.by, proof=guest.proof, **form.cleaned_data)
    ):
        messages.success(request, _("Your answer is recorded. The lead organisation sees it."))
        return redirect("protocols:invited")
    return answer(request, template, {"page": invited_page(invitation)}, form)


def _proof(request: HttpRequest, guest: Guest, form: SignForm) -> Proof | None:
    """The one that stands, or a new one by the code that was typed; None where that is wrong."""
    if "code" not in form.fields:
        return guest.proof
    try:
        code = proving.try_code(guest.invitation, by=guest.by, code=form.cleaned_data["code"])
    except ValidationError as error:
        add_errors(form, error)
        return None
    remember(request, guest.invitation, code)
    return Proof(Strength.MAIL_CODE, code.used_at or timezone.now())


def _why_not_sent(guest: Guest) -> str:
    """Sends a code; a sentence where that cannot be."""
    try:
        proving.send_code(guest.invitation, by=guest.by)
    except ValidationError as error:
        return str(error.messages[0])
    return ""
