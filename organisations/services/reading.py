"""Reads public lists of bodies as they are published: one CSV per list, known by its key column.

Every fault is found in one reading, each with its file, line and column."""

from __future__ import annotations

import calendar
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from audit.models.row import fault_of_line
from organisations.services.lists import (
    COLUMNS,
    LISTS,
    NOT_READ,
    Fault,
    Listed,
    PublicList,
    Values,
    recognise,
)

PARTIAL_DATE = re.compile(r"\A(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\Z", re.ASCII)
KEY = re.compile(r"\A[A-Z0-9][A-Z0-9-]*\Z")
CODE_LENGTH, NAME_LENGTH, ADDRESS_LENGTH = 20, 300, 500
UNREADABLE = "\ufffd"  # what stands for bytes that are no UTF-8
IS_WEB_ADDRESS = URLValidator(schemes=["http", "https"])
Cells = dict[str, str]


@dataclass
class Reading:
    """What files held: bodies, and what is wrong with rows that cannot be used."""

    bodies: list[Listed] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    rows: int = 0


@dataclass
class _Opened:
    """A file whose list is known. `first` tells where each key of the list was met, in whatever file."""

    name: str
    public_list: PublicList
    rows: csv.DictReader[str]
    first: dict[str, str]


def read_files(paths: Iterable[Path], progress: Callable[[str], None] = lambda line: None) -> Reading:
    """Read lists from the disk."""
    contents, missing = [], []
    for path in paths:
        try:
            contents.append((path.name, path.read_bytes()))
        except OSError as error:
            why = _("the file cannot be opened: %(why)s") % {"why": error.strerror}
            missing.append(Fault(path.name, 0, "", why))
    reading = read_lists(contents, progress)
    reading.faults[:0] = missing
    return reading


def read_lists(
    files: Iterable[tuple[str, bytes]], progress: Callable[[str], None] = lambda line: None
) -> Reading:
    """Read named files in the order of LISTS, whatever order they come in."""
    reading = Reading()
    met: dict[str, dict[str, str]] = {}
    opened = [found for name, content in files if (found := _open(name, content, met, reading))]
    for file in sorted(opened, key=lambda file: LISTS.index(file.public_list)):
        before = len(reading.bodies)
        _read_list(file, reading)
        progress(
            _("%(file)s: %(count)s bodies (%(scheme)s)")
            % {
                "file": file.name,
                "count": len(reading.bodies) - before,
                "scheme": file.public_list.scheme,
            }
        )
    return reading


def _open(name: str, content: bytes, met: dict[str, dict[str, str]], reading: Reading) -> _Opened | None:
    """The file with its list; None where its heading does not say which list it is."""
    text = _decoded(name, content, reading)
    if text is None:
        return None
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        heading = [column.strip() for column in rows.fieldnames or []]
    except csv.Error as error:
        reading.faults.append(Fault(name, 1, "", _broken(error)))
        return None
    rows.fieldnames = heading
    try:
        public_list = recognise(heading)
    except LookupError:
        keys = ", ".join(one.scheme for one in LISTS)
        why = _("the file is none of the lists that we know: it has no key column (%(keys)s)") % {
            "keys": keys
        }
        reading.faults.append(Fault(name, 1, "", why, dict.fromkeys(heading, "")))
        return None
    reading.faults += _heading_faults(name, heading, public_list)
    if "name" not in heading or len(set(heading)) < len(heading):
        return None
    return _Opened(name, public_list, rows, met.setdefault(public_list.scheme, {}))


def _decoded(name: str, content: bytes, reading: Reading) -> str | None:
    """The text, with UNREADABLE in place of what is not UTF-8; None where nothing can be read, with a fault."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        why = _("the letters cannot be read: save the file as CSV in UTF-8")
        if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content:
            reading.faults.append(Fault(name, line, "", why))
            return None
        text = content.decode("utf-8-sig", errors="replace")
        heading = text.partition("\n")[0]
        if UNREADABLE in heading:
            reading.faults.append(Fault(name, 1, "", why))
        return text


def _heading_faults(name: str, heading: list[str], public_list: PublicList) -> Iterator[Fault]:
    cells = dict.fromkeys(heading, "")
    if "name" not in heading:
        yield Fault(name, 1, "name", _("the column “name” is missing"), cells)
    for column in dict.fromkeys(heading):
        if heading.count(column) > 1:
            why = _("the column “%(column)s” stands more than once") % {"column": column}
            yield Fault(name, 1, column, why, cells)
        elif not column:
            yield Fault(name, 1, column, _("a column has no name"), cells)
        elif column not in {public_list.scheme, *COLUMNS, *public_list.columns, *NOT_READ}:
            why = _("the column “%(column)s” is not one that we know") % {"column": column}
            yield Fault(name, 1, column, why, cells)


def _broken(error: csv.Error) -> str:
    return _(
        "the row cannot be taken apart, so nothing after it was read; check its quotation marks (%(why)s)"
    ) % {"why": error}


def _read_list(file: _Opened, reading: Reading) -> None:
    for line, cells in _numbered(file, reading):
        reading.rows += 1
        source = f"{file.name}:{line}"
        found: list[tuple[str, str]] = []
        body = _read_row(file.public_list, source, cells, found)
        key = body.key if body else ""
        if key and key in file.first:
            why = _("the key %(key)s stands already at %(first)s") % {"key": key, "first": file.first[key]}
            found.append((file.public_list.scheme, why))
        elif key:
            file.first[key] = source
        reading.faults += [Fault(file.name, line, column, message, cells) for column, message in found]
        if body and not found:
            reading.bodies.append(body)


def _numbered(file: _Opened, reading: Reading) -> Iterator[tuple[int, Cells]]:
    """Each row with the line on which it begins, and its cells, on one line each."""
    begins = file.rows.line_num + 1
    try:
        for row in file.rows:
            line, begins = begins, file.rows.line_num + 1
            cells = {column: _one_line(cell or "") for column, cell in row.items() if column is not None}
            short = next((column for column, cell in row.items() if cell is None), None)
            extra = row.get(None)  # what stands beyond the heading
            if extra is None and short is None:
                yield line, cells
                continue
            cells |= {} if extra is None else {"": _one_line(" ".join(extra))}
            why = _("the row has more or fewer columns than the heading")
            reading.faults.append(Fault(file.name, line, short or "", why, cells))
    except csv.Error as error:
        reading.faults.append(Fault(file.name, begins, "", _broken(error)))


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _read_row(
    public_list: PublicList, source: str, cells: Cells, found: list[tuple[str, str]]
) -> Listed | None:
    """The body of a row; what is wrong goes into `found`: column and message. None without a usable key."""
    key = cells[public_list.scheme]
    values = {name: cells[column] for column, name in COLUMNS.items() if column in cells}
    found += _unreadable(public_list, cells)
    if not KEY.match(key) or len(public_list.prefix) + 1 + len(key) > CODE_LENGTH:
        found.append((public_list.scheme, _("the key “%(key)s” cannot be part of a code") % {"key": key}))
        key = ""
    if not values["name"]:
        found.append(("name", _("the body has no name")))
    imprecise = _read_days(values, found)
    found += _too_long(values)
    if values.get("website") and not _is_web_address(values["website"]):
        found.append(("website", _("“%(url)s” is not a web address") % {"url": values["website"]}))
    return Listed(source, public_list, key, values, imprecise, cells) if key else None


def _unreadable(public_list: PublicList, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for column in (public_list.scheme, *COLUMNS):
        cell = cells.get(column, "")
        if UNREADABLE in cell:
            yield column, _("the letters cannot be read: save the file as CSV in UTF-8")
        elif fault_of_line(cell):
            yield column, _("the cell has a sign that cannot be seen; type it again")


def _read_days(values: Values, found: list[tuple[str, str]]) -> tuple[str, ...]:
    """Puts whole days into `values`; returns the columns whose date had no day."""
    imprecise, wrong = [], False
    for column, name in (("start-date", "starts_on"), ("end-date", "ends_on")):
        text = values.get(name, "")
        if not text:
            continue
        try:
            values[name] = read_day(text, last=name == "ends_on").isoformat()
        except ValueError as error:
            found.append((column, str(error)))
            wrong = True
        else:
            imprecise += [column] if len(text) < 10 else []
    starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
    if starts_on and ends_on and not wrong and ends_on < starts_on:
        found.append(("end-date", _("the body ends before it begins")))
    return tuple(imprecise)


def _too_long(values: Values) -> Iterator[tuple[str, str]]:
    for column, name in COLUMNS.items():
        if name.startswith(("name", "legal_name")) and len(values.get(name, "")) > NAME_LENGTH:
            yield column, _("the name has more than %(limit)s characters") % {"limit": NAME_LENGTH}
    if len(values.get("website", "")) > ADDRESS_LENGTH:
        yield "website", _("the address has more than %(limit)s characters") % {"limit": ADDRESS_LENGTH}


def _is_web_address(text: str) -> bool:
    try:
        IS_WEB_ADDRESS(text)
    except ValidationError:
        return False
    return True


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
