"""The register as data: entries as JSON objects and as rows of a CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.conf import settings

from protocols.models import RegisterEntry
from protocols.models.party import Direction
from protocols.powers import label

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
LICENCE_CODE = "OGL-UK-3.0"
COLUMNS = (
    "reference", "title", "disclosers", "recipients", "both", "purpose", "powers", "start", "end", "review",
    "retention", "status", "version", "url", "licence",
)  # fmt: skip
BETWEEN = "; "
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM = "\ufeff"  # without it a spreadsheet takes UTF-8 for the old code page


def as_json(entry: RegisterEntry, on: date) -> dict[str, Any]:
    """Dates as YYYY-MM-DD or null, `retention` as an ISO 8601 period, `purpose` without formatting."""
    return {
        "reference": entry.reference,
        "title": entry.title,
        "parties": [{"name": party["name"], "direction": party["direction"]} for party in entry.parties],
        "purpose": entry.purpose,
        "start": _iso(entry.starts_on),
        "end": _iso(entry.ends_on),
        "review": _iso(entry.review_on),
        "retention": entry.retention,
        "status": entry.status(on).value,
        "version": entry.number,
        "url": address(entry),
    }


def as_csv(entries: Iterable[RegisterEntry], on: date) -> Iterator[str]:
    """The lines of the file, one by one, as RFC 4180 has them."""
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow(COLUMNS)
    for entry in entries:
        yield writer.writerow([guarded(cell) for cell in _cells(entry, on)])


def guarded(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe in front, and is text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def address(entry: RegisterEntry) -> str:
    return f"{settings.PUBLIC_BASE_URL}{entry.get_absolute_url()}"


def _cells(entry: RegisterEntry, on: date) -> list[str]:
    return [
        entry.reference,
        entry.title,
        *(_names(entry, direction) for direction in Direction),
        entry.purpose,
        BETWEEN.join(label(key) for key in entry.powers),
        _iso(entry.starts_on) or "",
        _iso(entry.ends_on) or "",
        _iso(entry.review_on) or "",
        entry.retention,
        entry.status(on).value,
        entry.number,
        address(entry),
        LICENCE_CODE,
    ]


def _names(entry: RegisterEntry, direction: str) -> str:
    return BETWEEN.join(party["name"] for party in entry.parties if party["direction"] == direction)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line
