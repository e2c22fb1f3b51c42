"""What a page shows of the entries that were found: plain values, since a model's row costs many times as much."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

LOOKED_AT = 20_000  # characters of a text from which the passage shown is taken
COLUMNS = (
    f"entry.id, entry.kind, entry.title, entry.subtitle, substr(entry.text, 1, {LOOKED_AT}), entry.address, "
    "entry.language, body.name, body.kind, document.reference, document.kind"
)
JOINED = (
    "LEFT JOIN organisations_organisation AS body ON body.id = entry.organisation_id "
    "LEFT JOIN governance_document AS document ON document.id = entry.document_id"
)


class Shown(NamedTuple):
    """One entry, with the names of what it belongs to."""

    number: int
    kind: str
    title: str
    subtitle: str
    text: str
    address: str
    language: str
    organisation: str | None
    organisation_kind: str | None
    reference: str | None
    document_kind: str | None


def shown(numbers: Sequence[int]) -> list[Shown]:
    """The entries with these numbers, in their order. At most one query. Whoever asks has asked who may see them."""
    if not numbers:
        return []
    places = ", ".join(["%s"] * len(numbers))
    statement = f"SELECT {COLUMNS} FROM governance_searchentry AS entry {JOINED} WHERE entry.id IN ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [*numbers])
        found = {row[0]: Shown(*row) for row in cursor.fetchall()}
    return [found[number] for number in numbers if number in found]
