"""The link of an invitation, and the code that proves the mailbox. Looking at either changes nothing.

The link's address is a secret, so it is left at once: what follows has addresses that say nothing.
"""

from __future__ import annotations

from contextlib import suppress

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audit.errors import InvalidMove
from organisations.views.acting import answer, done, posted
from protocols import trouble
from protocols.forms.invited import CodeForm
from protocols.lasting import RENEWALS
from protocols.limits import limited
from protocols.models import Invitation, InvitationCode
from protocols.services import proving, renewing
from protocols.views.guests import (
    CONFLICT,
    closed,
    invitation_at_door,
    not_proven,
    refused,
    remember,
    said,
    unreferred,
)

TOO_MANY = 429


@login_not_required
@unreferred
@limited("invitation", most=60, seconds=600)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Says who asks whom to sign what. POST: sends a code to the mailbox that was invited; `new_link`: another link."""
    found = Invitation.objects.for_page().with_token(token).first()
    if request.method == "POST" and "new_link" in request.POST:
        return _renewed(request, found)
    if found is None:
        sentence = _(
            "Look whether the whole link was copied from the e-mail. If it was, ask who invited you for a new one."
        )
        return said(request, _("We do not know this link"), sentence, 404)
    if wrong := trouble.of_reading(found, timezone.now()):
        return refused(request, wrong, found, at_link=True)
    if request.method != "POST":
        return render(request, "protocols/invitation.html", {"invitation": found, **_about(found)})
    remember(request, found)
    return _send(request, found) or redirect("protocols:invited-code")


@login_not_required
@limited("invitation-code", most=30, seconds=600)
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponseBase:
    """Takes the code. With `again` another is sent, with `new_link` another link."""
    found = invitation_at_door(request)
    if request.method == "POST" and "new_link" in request.POST:
        return closed(_renewed(request, found))
    if found is None:
        return closed(not_proven(request))
    if wrong := trouble.of_reading(found, timezone.now()):
        return closed(refused(request, wrong, found))
    if request.method == "POST" and "again" in request.POST:
        return closed(_send(request, found) or redirect("protocols:invited-code"))
    form = CodeForm(posted(request))
    proven: list[InvitationCode] = []
    if form.is_valid() and done(
        form,
        lambda: proven.append(
            proving.try_code(found, by=proving.AT_THE_DOOR, code=form.cleaned_data["code"])
        ),
    ):
        remember(request, found, proven[0])
        return closed(redirect("protocols:invited"))
    context: dict[str, object] = {"invitation": found, "hint": masked(found.address), **_about(found)}
    return closed(answer(request, "protocols/invited_code.html", context, form))


def masked(address: str) -> str:
    """Enough of an address for whose it is: “p…@police.example”."""
    name, _at, host = address.partition("@")
    return f"{name[:1]}…@{host}"


def _renewed(request: HttpRequest, found: Invitation | None) -> HttpResponse:
    """The same words whether or not something was sent: a link tells nobody what it was for."""
    if found is not None:
        with suppress(InvalidMove):
            renewing.renew(found, by=proving.AT_THE_DOOR)
    return render(request, "protocols/invitation_new_link.html", {"most": RENEWALS})


def _send(request: HttpRequest, found: Invitation) -> HttpResponse | None:
    try:
        proving.send_code(found, by=proving.AT_THE_DOOR)
    except ValidationError as error:
        return said(request, _("Too many codes"), error.messages[0], TOO_MANY)
    except InvalidMove as error:
        return said(request, _("This cannot be done now"), str(error), CONFLICT)
    return None


def _about(found: Invitation) -> dict[str, object]:
    version = found.signatory.round.version
    return {
        "version": version,
        "lead": version.document.organisation,
        "organisation": found.signatory.organisation,
        "closes_on": found.signatory.round.closes_on,
    }
