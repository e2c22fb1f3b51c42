"""Identifiers that sort by time."""

from __future__ import annotations

from uuid import UUID

import uuid6


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562), as the standard type."""
    return UUID(int=uuid6.uuid7().int)
