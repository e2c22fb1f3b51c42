"""Reads published registers of agreements: the national one's log (.rsf), or a table of its last entries (.csv).

The log holds `add-item` lines with JSON and `append-entry` lines that name an item by its SHA-256; what the register
says of itself (`system` entries) is no agreement. In the table several values in one cell are parted by “;”.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.services.lists import Fault

KEY = "information-sharing-agreement-0001"
TIME = "entry-timestamp"
ONE = (
    "name", "purpose", "information-sharing-benefits", "disclosed-information", "information-sharing-method",
    "legal-power-disclosure", "retention-period", "start-date", "end-date", "review-date", "contact",
)  # fmt: skip
MANY = ("controllers", "controller-names", "processors", "processor-names", "areas", "area-names")
NEEDED = (KEY, "name", "purpose", "legal-power-disclosure", "controllers", "start-date")
NOT_IN_TABLES = "areas"  # the national table leaves this column out
RSF_LINE = {"add-item": 2, "append-entry": 5, "assert-root-hash": 2}


@dataclass(frozen=True)
class Published:
    """One agreement as a register published it at a moment. `fields` has the register's own names and texts."""

    file: str
    line: int
    key: str
    at: datetime
    fields: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]

    def fault(self, column: str, message: str) -> Fault:
        return fault_at(self.file, self.line, column, message)


def fault_at(file: str, line: int, column: str, message: str) -> Fault:
    """A fault whose sentence names the column too."""
    return Fault(file, line, column, f"{column}: {message}" if column else message)


@dataclass
class Reading:
    """What a file held: agreements in the order of their publication, and what cannot be used."""

    found: list[Published] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_file(path: Path) -> Reading:
    """Reads a register by the ending of its file's name. What is wrong stands in the faults; nothing is raised."""
    reading = Reading()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reading.faults.append(
            fault_at(path.name, 0, "", _("the file cannot be read: %s") % (error.strerror or error))
        )
        return reading
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        reading.faults.append(fault_at(path.name, line, "", _("the file is not in UTF-8")))
        return reading
    read = {".rsf": _read_log, ".csv": _read_table}.get(path.suffix.lower())
    if read is None:
        reading.faults.append(
            fault_at(path.name, 0, "", _("the file is neither a log (.rsf) nor a table (.csv)"))
        )
        return reading
    read(path.name, text, reading)
    reading.found.sort(key=lambda one: one.at)
    return reading


def _read_log(name: str, text: str, reading: Reading) -> None:
    log = _Log(name, reading)
    for number, line in enumerate(text.split("\n"), start=1):
        parts = line.rstrip("\r").split("\t")
        if parts == [""]:
            continue
        try:
            log.take(number, parts)
        except ValueError as error:
            reading.faults.append(fault_at(name, number, "", str(error)))
    if not reading.found and not reading.faults:
        reading.faults.append(fault_at(name, 0, "", _("the log has no agreement")))


class _Log:
    """A log that is read line by line: its items by their hashes, and where the entries of each moment stood."""

    def __init__(self, name: str, reading: Reading) -> None:
        self.name, self.reading = name, reading
        self.items: dict[str, Mapping[str, object]] = {}
        self.entries: dict[tuple[str, datetime], int] = {}

    def take(self, number: int, parts: Sequence[str]) -> None:
        """Raises ValueError with a sentence for a line that cannot be read."""
        if RSF_LINE.get(parts[0]) != len(parts):
            raise ValueError(_("this is no line of a register's log"))
        if parts[0] == "add-item":
            self.items[f"sha-256:{hashlib.sha256(parts[1].encode()).hexdigest()}"] = _item(parts[1])
        elif parts[0] == "append-entry" and parts[1] == "user":
            self._take_entry(number, *parts[2:])

    def _take_entry(self, number: int, key: str, time: str, digest: str) -> None:
        if digest not in self.items:
            raise ValueError(_("the entry names an item that does not stand before it"))
        moment = _moment(time)
        before = self.entries.setdefault((key, moment), number)
        if before != number:
            message = _("an entry of the same key and time stands already in line %(line)s")
            raise ValueError(message % {"line": before})
        item = self.items[digest]
        one = {column: value for column, value in item.items() if isinstance(value, str)}
        many = {
            column: tuple(str(part) for part in value)
            for column, value in item.items()
            if isinstance(value, list)
        }
        published = Published(self.name, number, key, moment, one, many)
        faults = list(_of_another_shape(published, item))
        self.reading.faults += faults
        if not faults:
            _take(published, self.reading)


def _item(text: str) -> Mapping[str, object]:
    """Raises ValueError for what is no JSON object in which each name stands once."""
    try:
        item = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise ValueError(_("the item is not JSON: %s") % error.msg) from error
    except RecursionError:
        raise ValueError(_("the item is not JSON: too many brackets within each other")) from None
    if not isinstance(item, dict):
        raise ValueError(_("the item is not an object"))
    return item


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(_("the item has a field twice"))
    return found


def _of_another_shape(published: Published, item: Mapping[str, object]) -> Iterator[Fault]:
    """Fields that are not of the shape that the register gives them, so that we would lose what they hold."""
    for column, value in item.items():
        if column in MANY:
            if not (isinstance(value, list) and all(isinstance(part, str) for part in value)):
                yield published.fault(column, _("this must be a list of texts"))
        elif not isinstance(value, str):
            yield published.fault(column, _("this must be one text"))
    if item.get(KEY, published.key) != published.key:
        yield published.fault(KEY, _("the item has another key than its entry, “%s”") % published.key[:60])


def _read_table(name: str, text: str, reading: Reading) -> None:
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    columns = set(rows.fieldnames or ())
    for column in [column for column in (KEY, *ONE, *MANY, TIME) if column not in {*columns, NOT_IN_TABLES}]:
        reading.faults.append(fault_at(name, 1, column, _("the column is missing")))
    for column in sorted(columns - {KEY, TIME, *ONE, *MANY}):
        reading.faults.append(fault_at(name, 1, column, _("we do not know this column")))
    if reading.faults:
        return
    seen: dict[str, int] = {}
    for number, row in _numbered(name, rows, reading):
        key = row[KEY]
        if key in seen:
            message = _("the key %(key)s stands already in line %(line)s") % {"key": key, "line": seen[key]}
            reading.faults.append(fault_at(name, number, KEY, message))
            continue
        seen[key] = number
        one = {column: row[column] for column in row if column not in MANY and row[column].strip()}
        many = {column: _parted(row[column]) for column in MANY if row.get(column, "").strip()}
        try:
            moment = _moment(row[TIME])
        except ValueError as error:
            reading.faults.append(fault_at(name, number, TIME, str(error)))
            continue
        one.pop(TIME, None)
        _take(Published(name, number, key, moment, one, many), reading)
    if not seen and not reading.faults:
        reading.faults.append(fault_at(name, 1, "", _("the table has a heading, but no agreement")))


def _numbered(name: str, rows: csv.DictReader[str], reading: Reading) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with the line on which each begins."""
    begins = rows.line_num + 1
    try:
        for row in rows:
            number, begins = begins, rows.line_num + 1
            if None in row or None in row.values():
                message = _("the row has more or fewer columns than the heading")
                reading.faults.append(fault_at(name, number, "", message))
            else:
                yield number, {str(column): str(value) for column, value in row.items()}
    except csv.Error as error:
        reading.faults.append(fault_at(name, begins, "", _("the table is broken: %s") % error))


def _parted(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _take(one: Published, reading: Reading) -> None:
    """Keeps an agreement that has what it needs and nothing that we do not know."""
    missing = [column for column in NEEDED if column != KEY and not _has(one, column)]
    unknown = sorted({*one.fields, *one.lists} - {KEY, *ONE, *MANY})
    reading.faults += [one.fault(column, _("nothing stands here, but it is needed")) for column in missing]
    reading.faults += [one.fault(column, _("we do not know this field")) for column in unknown]
    if not re.fullmatch(r"[1-9][0-9]{0,5}", one.key):
        reading.faults.append(
            one.fault(KEY, _("“%s” is not a number of at most six figures, such as 7") % one.key[:60])
        )
    elif not missing and not unknown:
        reading.found.append(one)


def _has(one: Published, column: str) -> bool:
    return bool(one.lists.get(column) or one.fields.get(column, "").strip())


def _moment(text: str) -> datetime:
    """Raises ValueError for what is not a moment in UTC that has passed, such as 2019-03-22T16:51:52Z."""
    try:
        moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise ValueError(_("“%s” is not a time in UTC, such as 2019-03-22T16:51:52Z") % text[:60]) from error
    if moment > timezone.now():
        raise ValueError(_("“%s” is a time that has not come yet") % text)
    return moment
