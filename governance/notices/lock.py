"""Keeps two workers from telling people at the same time: one function for each engine."""

from __future__ import annotations

from django.db import connection

LOCK = 0x5EA6C5  # the number by which those who write notifications know each other


def hold() -> None:
    """Until the end of the transaction nobody else writes notifications. A transaction of SQLite holds all anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
