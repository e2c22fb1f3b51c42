"""Changes one column of one row behind the product's back, as somebody could who owns the database."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from io import StringIO
from uuid import UUID, uuid4

from django.core.management import call_command
from django.db import connection, models


def sql(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


def other(field, value):
    """Another value that the column could hold."""
    if isinstance(field, models.ForeignKey):
        field = field.target_field
    if field.get_internal_type() == "UUIDField":
        return uuid4()
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.JSONField):
        return {"tampered": True}
    if isinstance(field, models.BinaryField):
        return bytes(value)[:-1] + b"?"
    if isinstance(field, models.DateTimeField):
        return (value or datetime.fromisoformat("2026-01-01T00:00:00+00:00")) + timedelta(seconds=1)
    if isinstance(field, models.DateField):
        return (value or date(2030, 1, 1)) + timedelta(
            days=-1 if field.name in ("effective_from", "starts_on") else 1
        )
    if isinstance(field, models.IntegerField):
        return (value or 0) + 70  # further than any thing has events
    if field.name == "history_type":
        return "-" if value == "+" else "+"
    if field.max_length and value and len(value) >= field.max_length:
        return ("0" if value[0] != "0" else "1") + value[1:]
    return f"{value or ''}x"


def verify():
    """What `manage.py verify_audit` answers: its exit status and its words."""
    out = StringIO()
    try:
        call_command(
            "verify_audit", stdout=out, stderr=StringIO()
        )  # there: warnings of triggers that are gone
    except SystemExit as ended:
        return ended.code, out.getvalue()
    return 0, out.getvalue()


def told_event(words):
    """The id of the event that the words name, or None."""
    found = re.search(r"The first: .* Event ([0-9a-f-]{36})\.", words)
    return UUID(found[1]) if found else None


def assert_found(words_of_verify, field=None):
    status, words = words_of_verify
    assert status == 1, (field, words)
    assert told_event(words) is not None, (field, words)
    return told_event(words)
