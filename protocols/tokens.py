"""The secrets of an invitation: the link, and the code that proves the mailbox. No database here.

The link is a keyed hash (HMAC-SHA-256, 256 bits) of the key of the invitation under the secret of this service. It is
made when the e-mail is written, and again for a second try, so that nobody needs to keep it: the register keeps its
SHA-256 alone. See docs/adr/0015.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from base64 import urlsafe_b64encode
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "protocols.invitation/1"
SALT_OF_CODES = "protocols.invitation.code/1"
LENGTH = 43  # characters of 256 bits in base64url
PATTERN = rf"[A-Za-z0-9_-]{{{LENGTH}}}"
DIGITS = 6


def token_of(key: UUID, secret: str | bytes | None = None) -> str:
    """What stands in the link of an invitation."""
    mac = salted_hmac(SALT, key.bytes, secret=secret, algorithm="sha256").digest()
    return urlsafe_b64encode(mac).rstrip(b"=").decode()


def token_with(key: UUID, fingerprint: str) -> str | None:
    """The link's token whose fingerprint is kept; None where the secret of the service has changed since."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = token_of(key, secret)
        if constant_time_compare(fingerprint_of(token), fingerprint):
            return token
    return None


def fingerprint_of(token: str) -> str:
    """SHA-256 of a token: all that is kept of it. 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def mac_of(code: str, key: UUID) -> str:
    """What is kept of a code: keyed, as six digits are soon tried through."""
    return salted_hmac(SALT_OF_CODES, key.bytes + code.encode(), algorithm="sha256").hexdigest()


def is_code(code: str, key: UUID, mac: str) -> bool:
    return constant_time_compare(mac_of(code, key), mac)


def digits_of(typed: str) -> str:
    """A code as it is typed or pasted, without blanks and dashes."""
    return re.sub(r"[\s\-]", "", typed)
