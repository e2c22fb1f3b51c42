"""What a form about a row carries, so that the row is changed only as the person saw it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Model


def stamp(row: Model | None, fields: Iterable[str]) -> str:
    """Tells whether a row still says what somebody saw; one that is not there has a stamp, too. No query."""
    said = [_plain(row.serializable_value(name)) for name in fields] if row else []
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def stamp_of_all(rows: Iterable[Model], fields: Iterable[str]) -> str:
    """The same of several rows, in their order."""
    names = tuple(fields)
    return hashlib.sha256("".join(stamp(row, names) for row in rows).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | bool | list | None) else str(value)
