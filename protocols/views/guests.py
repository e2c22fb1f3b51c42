"""How the pages of who is invited know the guest: by a code that was given in this browser, for an hour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.errors import InvalidMove
from organisations.typed import typed_words
from protocols import trouble
from protocols.given import FRESH, Proof
from protocols.lasting import READING
from protocols.models import Invitation, InvitationCode
from protocols.services.proving import guest_of
from protocols.statements import Strength

INVITATION, CODE = "invitation", "invitation_code"  # in the session
GONE, FORBIDDEN, CONFLICT = 410, 403, 409
RENEWABLE = {trouble.Trouble.EXPIRED, trouble.Trouble.USED, trouble.Trouble.RENEWED}
P = ParamSpec("P")


@dataclass(frozen=True)
class Guest:
    """Somebody who proved the mailbox of an invitation."""

    invitation: Invitation
    proof: Proof

    @property
    def by(self) -> Actor:
        return guest_of(self.invitation)

    @property
    def is_fresh(self) -> bool:
        """Whether the proof is good enough to sign now."""
        return timezone.now() - self.proof.at <= FRESH


GuestView = Callable[Concatenate[HttpRequest, Guest, P], HttpResponseBase]


def unreferred(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """For pages whose address is a secret: no other site, log or cache learns of it."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        return closed(response)

    return wrapper


def closed(response: HttpResponseBase) -> HttpResponseBase:
    """Kept by no cache and no search engine."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def for_guests(view: GuestView[P]) -> Callable[..., HttpResponseBase]:
    """A page for who proved the mailbox: 403 for anybody else, 410 once the invitation opens nothing any more."""

    @login_not_required
    @wraps(view)
    def wrapper(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        guest = _guest(request)
        if guest is None:
            return closed(not_proven(request))
        if found := trouble.of_reading(guest.invitation, timezone.now()):
            return closed(refused(request, found, guest.invitation))
        try:
            return closed(view(request, guest, *args, **kwargs))
        except InvalidMove as error:
            return closed(said(request, _("This cannot be done now"), str(error), CONFLICT))

    return wrapper


def remember(request: HttpRequest, invitation: Invitation, code: InvitationCode | None = None) -> None:
    """In this browser alone: whose link was opened, and by which code the mailbox was proven."""
    if code is not None:
        request.session.cycle_key()
        request.session[CODE] = str(code.pk)
    elif request.session.get(INVITATION) != str(invitation.pk):
        request.session.pop(CODE, None)
    request.session[INVITATION] = str(invitation.pk)


def invitation_at_door(request: HttpRequest) -> Invitation | None:
    """Whose link was opened in this browser, whether or not the mailbox is proven."""
    key = _key(request.session.get(INVITATION))
    return Invitation.objects.for_page().filter(pk=key).first() if key else None


def refused(
    request: HttpRequest, found: trouble.Trouble, invitation: Invitation, *, at_link: bool = False
) -> HttpResponse:
    """Where the link itself is over, the page offers to send a new one; `at_link`: it is the page of the link."""
    sentence = trouble.sentence(found, invitation)
    ask_at = None
    if found in RENEWABLE:
        ask_at = "" if at_link else reverse("protocols:invited-code")
    return said(request, str(found.label), sentence, GONE, ask_at=ask_at)


def not_proven(request: HttpRequest) -> HttpResponse:
    """Also for a link that was forwarded: only the mailbox that was invited gets the code."""
    sentence = _(
        "Open the link in your own e-mail and type the code that we send to you. "
        "A link that was forwarded opens nothing without it: ask who invited you for one of your own."
    )
    return said(request, _("First show that the invitation is yours"), sentence, FORBIDDEN)


def said(
    request: HttpRequest, title: str, sentence: str, status: int, *, ask_at: str | None = None
) -> HttpResponse:
    """What happened, and what was typed, so that nothing is lost. `ask_at`: where a new link is asked for."""
    context: dict[str, object] = {"title": title, "sentence": sentence, "typed": typed_words(request)}
    context |= {"ask_at": ask_at, "offers_link": ask_at is not None}
    return render(request, "protocols/invitation_refused.html", context, status=status)


def _guest(request: HttpRequest) -> Guest | None:
    key, code = _key(request.session.get(INVITATION)), _key(request.session.get(CODE))
    if key is None or code is None:
        return None
    codes = InvitationCode.objects.filter(pk=code, invitation=key, used_at__gt=timezone.now() - READING)
    used_at = codes.values_list("used_at", flat=True).first()
    if used_at is None:
        return None
    return Guest(Invitation.objects.for_page().get(pk=key), Proof(Strength.MAIL_CODE, used_at))


def _key(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
