"""Reads public lists of bodies as they are published: one CSV per list, known by its key column."""

from __future__ import annotations

import calendar
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from organisations.models import OrganisationKind

Values = dict[str, str]

PARTIAL_DATE = re.compile(r"\A(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\Z")
KEY = re.compile(r"\A[A-Z0-9][A-Z0-9-]*\Z")


@dataclass(frozen=True)
class PublicList:
    """A list that we know: its key column is also the scheme of its identifiers."""

    scheme: str
    prefix: str
    kind: OrganisationKind
    columns: frozenset[str] = frozenset()  # that we do not read, but that may be there


NOT_READ = frozenset({"entry-timestamp"})
COUNCIL_TYPE = frozenset({"local-authority-type"})

# In this order lists decide the code and the names of a body that stands in several.
LISTS = (
    PublicList("government-organisation", "GOV", OrganisationKind.CENTRAL_GOVERNMENT),
    PublicList("local-authority-eng", "ENG", OrganisationKind.COUNCIL, COUNCIL_TYPE),
    PublicList("local-authority-sct", "SCT", OrganisationKind.COUNCIL, COUNCIL_TYPE),
    PublicList("local-authority-nir", "NIR", OrganisationKind.COUNCIL, COUNCIL_TYPE),
    PublicList("principal-local-authority", "WLS", OrganisationKind.COUNCIL),
    PublicList("clinical-commissioning-group", "CCG", OrganisationKind.NHS),
    PublicList(
        "information-sharing-agreement-specified-person-0001",
        "SP",
        OrganisationKind.OTHER,
        frozenset({"relevant-powers"}),
    ),
)
COLUMNS = {
    "name": "name",
    "official-name": "legal_name",
    "name-cy": "name_cy",
    "official-name-cy": "legal_name_cy",
    "website": "website",
    "start-date": "starts_on",
    "end-date": "ends_on",
}


@dataclass(frozen=True)
class Listed:
    """One body as one list has it. `values` holds field names of Organisation; days as ISO text, "" for none."""

    source: str  # file:line
    public_list: PublicList
    key: str
    values: Values
    imprecise: tuple[str, ...] = ()  # columns whose date had no day

    @property
    def identifier(self) -> str:
        return f"{self.public_list.scheme}:{self.key}"

    @property
    def code(self) -> str:
        """PREFIX-KEY, such as ENG-BAS: from the list alone, so that every import gives the same."""
        return f"{self.public_list.prefix}-{self.key}"


@dataclass
class Reading:
    """What files held: bodies, and a sentence for each row that cannot be used."""

    bodies: list[Listed] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read_files(paths: list[Path], progress: Callable[[str], None] = lambda line: None) -> Reading:
    """Read lists in the order of LISTS, whatever order the files are named in."""
    reading = Reading()
    opened: list[tuple[PublicList, Path, csv.DictReader[str]]] = []
    for path in paths:
        try:
            rows = csv.DictReader(
                io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""),
                strict=True,
            )
            opened.append((recognise(rows.fieldnames or []), path, rows))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            reading.faults.append(_("%(file)s cannot be read: %(why)s") % {"file": path.name, "why": error})
        except LookupError:
            reading.faults.append(
                _("%(file)s is none of the lists that we know: no key column found.") % {"file": path.name}
            )
    for public_list, path, rows in sorted(opened, key=lambda item: LISTS.index(item[0])):
        before = len(reading.bodies)
        _read_list(public_list, path.name, rows, reading)
        progress(
            _("%(file)s: %(count)s bodies (%(scheme)s)")
            % {
                "file": path.name,
                "count": len(reading.bodies) - before,
                "scheme": public_list.scheme,
            }
        )
    return reading


def recognise(columns: Sequence[str]) -> PublicList:
    """The list whose key column is there. Raises LookupError for none."""
    found = [public_list for public_list in LISTS if public_list.scheme in columns]
    if len(found) != 1:
        raise LookupError(columns)
    return found[0]


def _read_list(public_list: PublicList, name: str, rows: csv.DictReader[str], reading: Reading) -> None:
    unknown = set(rows.fieldnames or []) - {public_list.scheme, *COLUMNS} - public_list.columns - NOT_READ
    if unknown:
        reading.faults.append(
            _("%(file)s has columns that we do not know: %(columns)s")
            % {"file": name, "columns": ", ".join(sorted(unknown))}
        )
        return
    seen: dict[str, str] = {}
    for source, row in _numbered(name, rows, reading):
        try:
            body = _read_row(public_list, source, row)
        except ValueError as error:
            reading.faults.append(f"{source}: {error}")
            continue
        if body.key in seen:
            reading.faults.append(
                _("%(source)s: the key %(key)s stands already at %(first)s")
                % {"source": source, "key": body.key, "first": seen[body.key]}
            )
            continue
        seen[body.key] = source
        reading.bodies.append(body)


def _numbered(
    name: str, rows: csv.DictReader[str], reading: Reading
) -> Iterator[tuple[str, dict[str, str | None]]]:
    try:
        for row in rows:
            source = f"{name}:{rows.line_num}"
            if None in row or None in row.values():
                reading.faults.append(
                    _("%(source)s: the row has more or fewer columns than the heading") % {"source": source}
                )
            else:
                yield source, dict(row)
    except csv.Error as error:
        reading.faults.append(f"{name}:{rows.line_num}: {error}")


def _read_row(public_list: PublicList, source: str, row: dict[str, str | None]) -> Listed:
    """Raises ValueError with a sentence for a row that cannot be used."""
    cells = {column: " ".join((cell or "").split()) for column, cell in row.items()}
    key = cells[public_list.scheme]
    if not KEY.match(key) or len(public_list.prefix) + 1 + len(key) > 20:
        raise ValueError(_("the key “%(key)s” cannot be part of a code") % {"key": key})
    values: Values = {}
    imprecise = []
    for column, name in COLUMNS.items():
        if column not in cells:
            continue
        values[name] = cells[column]
        if name in ("starts_on", "ends_on") and cells[column]:
            values[name] = read_day(cells[column], last=name == "ends_on").isoformat()
            if len(cells[column]) < 10:
                imprecise.append(column)
    if not values.get("name"):
        raise ValueError(_("the body has no name"))
    if len(values["name"]) > 300 or len(values.get("legal_name", "")) > 300:
        raise ValueError(_("the name has more than 300 characters"))
    if values.get("website"):
        try:
            URLValidator(schemes=["http", "https"])(values["website"])
        except ValidationError as error:
            raise ValueError(_("“%(url)s” is not a web address") % {"url": values["website"]}) from error
    if values.get("starts_on") and values.get("ends_on") and values["ends_on"] < values["starts_on"]:
        raise ValueError(_("the body ends before it begins"))
    return Listed(source, public_list, key, values, tuple(imprecise))


def read_day(text: str, *, last: bool) -> date:
    """A day from "2019-03-31", "2019-03" or "2019"; without a day the first or, with `last`, the last of the period.

    Raises ValueError for anything else."""
    match = PARTIAL_DATE.match(text)
    if not match:
        raise ValueError(_("“%(text)s” is not a date") % {"text": text})
    year = int(match[1])
    month, day = (int(part) if part else None for part in match.groups()[1:])
    try:
        if month is None:
            return date(year, 12, 31) if last else date(year, 1, 1)
        if day is None:
            day = calendar.monthrange(year, month)[1] if last else 1
        return date(year, month, day)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise ValueError(_("“%(text)s” is not a date") % {"text": text}) from error
