"""The register as data: entries as JSON objects and as rows of a CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.conf import settings

from governance.spreadsheets import lines
from protocols.models import EntryArrow, RegisterEntry
from protocols.models.party import Direction
from protocols.powers import label

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
LICENCE_CODE = "OGL-UK-3.0"
COLUMNS = (
    "reference", "title", "disclosers", "recipients", "both", "not_signed", "purpose", "powers", "start", "end",
    "review", "retention", "accord", "status", "suspended", "suspended_for", "assurance", "version", "url", "withheld",
    "licence",
)  # fmt: skip
WAYS = (
    "from",
    "from_code",
    "to",
    "to_code",
    "what",
    "agreement",
    "title",
    "since",
    "assurance",
    "url",
    "withheld",
    "licence",
)
BETWEEN = "; "


def as_json(entry: RegisterEntry, on: date) -> dict[str, Any]:
    """Dates as YYYY-MM-DD or null, `retention` as an ISO 8601 period, `purpose` without formatting.

    `parties`: who takes part on the day; `not_signed`: names of those of them who have not signed what was signed here.
    `suspended`: since when it holds between nobody; `suspended_for`: names of those with whom alone it does not hold;
    `assurance`: how sure it is that it was signed, empty where that was done here. `withheld`: why not everything is
    told; empty where everything is.
    """
    return {
        "reference": entry.reference,
        "title": entry.title,
        "parties": [
            {"name": party["name"], "direction": party["direction"]} for party in entry.parties_on(on)
        ],
        "not_signed": entry.not_signed(on),
        "purpose": entry.purpose,
        "start": _iso(entry.starts_on),
        "end": _iso(entry.ends_on),
        "review": _iso(entry.review_on),
        "retention": entry.retention,
        "accord": entry.accord,
        "status": entry.status(on).value,
        "suspended": _suspended(entry, on),
        "suspended_for": entry.suspended_for(on),
        "assurance": entry.assurance,
        "version": entry.number,
        "url": address(entry),
        "withheld": entry.why_withheld,
    }


def as_csv(entries: Iterable[RegisterEntry], on: date) -> Iterator[str]:
    """The lines of the file, one by one."""
    return lines(COLUMNS, (_cells(entry, on) for entry in entries))


def arrows_as_csv(arrows: Iterable[EntryArrow]) -> Iterator[str]:
    """The lines of the file, one by one: who gives what to whom under which agreement."""
    return lines(WAYS, (_way(arrow) for arrow in arrows))


def address(entry: RegisterEntry) -> str:
    return f"{settings.PUBLIC_BASE_URL}{entry.get_absolute_url()}"


def _cells(entry: RegisterEntry, on: date) -> list[str]:
    return [
        entry.reference,
        entry.title,
        *(_names(entry, direction, on) for direction in Direction),
        BETWEEN.join(entry.not_signed(on)),
        entry.purpose,
        BETWEEN.join(label(key) for key in entry.powers),
        _iso(entry.starts_on) or "",
        _iso(entry.ends_on) or "",
        _iso(entry.review_on) or "",
        entry.retention,
        entry.accord,
        entry.status(on).value,
        _suspended(entry, on) or "",
        BETWEEN.join(entry.suspended_for(on)),
        entry.assurance,
        entry.number,
        address(entry),
        entry.why_withheld,
        LICENCE_CODE,
    ]


def _way(arrow: EntryArrow) -> list[str]:
    entry = arrow.entry
    return [
        arrow.giver_name,
        arrow.giver.code if arrow.giver else "",
        arrow.taker_name,
        arrow.taker.code if arrow.taker else "",
        BETWEEN.join(arrow.shared) or entry.content.told,
        entry.reference,
        entry.title,
        _iso(arrow.held_since) or "",
        entry.assurance,
        address(entry),
        entry.why_withheld,
        LICENCE_CODE,
    ]


def _names(entry: RegisterEntry, direction: str, on: date) -> str:
    return BETWEEN.join(party["name"] for party in entry.parties_on(on) if party["direction"] == direction)


def _suspended(entry: RegisterEntry, on: date) -> str | None:
    return _iso(entry.suspended_from) if entry.is_suspended(on) else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
