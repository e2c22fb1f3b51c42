"""Proof that it is still the same person: the password given again, a short time before something is signed.

What was proven and when stands in the session, where sign-in keeps it; tries are counted as those of signing in are.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.models import User

FRESH = timedelta(minutes=5)
MARGIN = timedelta(
    seconds=20
)  # so that a proof that is accepted here is still fresh when the act looks at it


def proven_at(request: HttpRequest) -> datetime | None:
    """When this person last gave the password again, if that is fresh; signing in does not count."""
    if not isinstance(request.user, User):
        return None
    again = [
        each for each in get_authentication_records(request, request.user) if each.get("reauthenticated")
    ]
    if not again:
        return None
    at = datetime.fromtimestamp(again[-1]["at"], UTC)
    return at if timezone.now() - at < FRESH - MARGIN else None


def prove(request: HttpRequest, password: str) -> datetime:
    """Notes that the password was given again. Raises ValidationError for another one, or after too many tries."""
    if not isinstance(request.user, User):
        raise ValidationError(_("Sign in first."))
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        raise ValidationError(_("Too many tries. Wait a minute, then give your password again."))
    if not get_adapter(request).reauthenticate(request.user, password):
        raise ValidationError(_("This is not your password. Nothing was recorded."))
    reauthenticate_by_password(request)
    return timezone.now()
