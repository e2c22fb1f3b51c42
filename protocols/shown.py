"""The display token: proof that this person was shown this text for this organisation, and when. No database here.

A page that shows a version for signing carries it; the act that signs checks it. It is a keyed hash (HMAC-SHA-256) of
round, version, fingerprint, person, organisation and time, so that nobody makes one for another text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from audit.canonical import canonical

SALT = "protocols.shown/1"
LASTS = timedelta(hours=12)  # a working day: people read, download and ask before they sign
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
AHEAD = timedelta(seconds=5)  # clocks of two machines differ a little


class NotShown(ValidationError):
    """What is signed is not what was shown. The sentence says what to do; nothing was recorded."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code="conflict")


@dataclass(frozen=True)
class Shown:
    """What was shown to whom, as keys: for an invitation the person is the address."""

    round: str
    version: str
    sha256: str
    person: str
    organisation: str
    accord: str = ""  # which the declaration says one joins


def token(shown: Shown, at: datetime) -> str:
    """What the page carries: the time in microseconds since 1970, and the hash."""
    stamp = (at - EPOCH) // timedelta(microseconds=1)
    return f"{stamp}.{_mac(shown, stamp)}"


def check(given: str, shown: Shown, now: datetime) -> datetime:
    """When it was shown. Raises NotShown for a token of another text, person or organisation, or one too old."""
    stamp, _dot, mac = given.partition(".")
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= 16):
        raise _another()
    if not constant_time_compare(mac, _mac(shown, int(stamp))):
        raise _another()
    at = EPOCH + timedelta(microseconds=int(stamp))
    if not now - LASTS <= at <= now + AHEAD:
        raise NotShown(
            _("This page was opened long ago. Nothing was signed. Read the version again, then sign.")
        )
    return at


def digest(given: str) -> str:
    """What a statement keeps of the token."""
    return hashlib.sha256(given.encode()).hexdigest()


def _mac(shown: Shown, stamp: int) -> str:
    told = canonical(
        {
            "round": shown.round,
            "version": shown.version,
            "sha256": shown.sha256,
            "person": shown.person,
            "organisation": shown.organisation,
            "at": str(stamp),
            **({"accord": shown.accord} if shown.accord else {}),
        }
    )
    return salted_hmac(SALT, told, algorithm="sha256").hexdigest()


def _another() -> NotShown:
    return NotShown(
        _(
            "The text has changed since you opened this page. Nothing was signed. Read the version again, then sign."
        )
    )
