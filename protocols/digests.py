"""The digest of a statement: what the log keeps of all that was stated, so that a changed row is found."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from audit.canonical import canonical

if TYPE_CHECKING:
    from protocols.models import Statement

KEPT = (
    "kind", "version_id", "sha256", "organisation_id", "concerns_id", "direction", "round_id", "signatory_id",
    "signature", "about_id", "effective_on", "person_id", "address", "name", "post", "stated_as", "declaration",
    "reason", "strength", "authenticated_at", "shown_at", "token_digest", "scan_sha256", "key", "request_digest", "at",
)  # fmt: skip  # what the digest in the log covers: all that was stated


def digest(statement: Statement) -> str:
    """SHA-256 of all that was stated."""
    told = {name: _plain(getattr(statement, name)) for name in KEPT}
    return hashlib.sha256(canonical(told)).hexdigest()


def _plain(value: object) -> str | int | None:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value)
