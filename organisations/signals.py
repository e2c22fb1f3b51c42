"""What Django tells about signing in, handed to small acts. No rule lives here."""

from __future__ import annotations

from django.contrib.auth.signals import (
    user_logged_in,
    user_logged_out,
    user_login_failed,
)
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from organisations.middleware import SIGNED_IN_AT
from organisations.models import User
from organisations.services import accounts


@receiver(user_logged_in, dispatch_uid="log-sign-in")
def log_sign_in(sender: object, user: User, request: HttpRequest | None = None, **_kwargs: object) -> None:
    if request is not None and hasattr(request, "session"):
        request.session[SIGNED_IN_AT] = int(timezone.now().timestamp())
    accounts.note_sign_in(user, by=user)


@receiver(user_logged_out, dispatch_uid="log-sign-out")
def log_sign_out(sender: object, user: User | None = None, **_kwargs: object) -> None:
    if user is not None:
        accounts.note_sign_out(user, by=user)


@receiver(user_login_failed, dispatch_uid="log-failed-sign-in")
def log_failed_sign_in(sender: object, credentials: dict[str, str], **_kwargs: object) -> None:
    email = credentials.get("email") or credentials.get("username") or ""
    if email:
        accounts.note_failed_sign_in(email, by=accounts.sign_in_form())
