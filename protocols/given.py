"""What somebody gives along with a statement, as values: acts check them, pages and invitations collect them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from protocols.statements import DECLARATIONS, Strength

FRESH = timedelta(minutes=5)
AHEAD = timedelta(seconds=5)  # clocks of two machines differ a little


@dataclass(frozen=True)
class Proof:
    """How and when the person last proved who they are."""

    strength: str
    at: datetime


@dataclass(frozen=True)
class Given:
    """`declaration`: the wording that was agreed to. `token`: of what was shown. `key`: of the request, so that the
    same request counts once."""

    name: str
    post: str
    declaration: str
    proof: Proof
    token: str = ""
    key: UUID | None = None


def check_given(given: Given, kind: str, now: datetime) -> None:
    """Raises ValidationError without name or post, for another declaration, or where the proof is not fresh."""
    errors = {}
    if not given.name.strip():
        errors["name"] = _("Write your name.")
    if not given.post.strip():
        errors["post"] = _("Write your post, such as Director of Public Health.")
    if given.declaration != str(DECLARATIONS[kind]):
        errors["declaration"] = _("Confirm the declaration.")
    if given.proof.strength not in (Strength.PASSWORD, Strength.PASSKEY, Strength.MAIL_CODE):
        errors["proof"] = _("Prove again that it is you.")
    elif not now - FRESH <= given.proof.at <= now + AHEAD:
        errors["proof"] = _("You proved that it is you more than five minutes ago. Do it again, then sign.")
    if errors:
        raise ValidationError(errors)
