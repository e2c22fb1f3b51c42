"""Who has read what, for those who ask: rows of lists, counts in words, and lines of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.models import Progress, Reading
from organisations.models import User

COLUMNS = (
    "name", "email", "teams", "title", "reference", "version", "offered", "opened", "confirmed", "done_on",
    "confirmed_before", "due", "state", "overdue", "sha256",
)  # fmt: skip
BETWEEN = "; "
COLOURS = {Progress.TO_READ: "grey", Progress.OPENED: "blue", Progress.NOT_ASKED: "outline"}


@dataclass(frozen=True)
class Reader:
    """One reading as a row: `is_over` where the version is not in force, or the item has ended."""

    reading: Reading
    on: date
    is_over: bool = False

    @property
    def progress(self) -> Progress:
        return Progress(getattr(self.reading, "progress", Progress.TO_READ))

    @property
    def is_done(self) -> bool:
        return self.progress in (Progress.CONFIRMED, Progress.CARRIED)

    @property
    def is_due(self) -> bool:
        return not self.is_over and self.progress in (Progress.TO_READ, Progress.OPENED)

    @property
    def days_over(self) -> int:
        return self.reading.days_over(self.on) if self.is_due else 0

    @property
    def word(self) -> str:
        return str(self.progress.label)

    @property
    def colour(self) -> str:
        return COLOURS.get(self.progress, "grey")

    @property
    def title(self) -> str:
        return self.reading.version.title if self.reading.version else str(self.reading.training)


@dataclass(frozen=True)
class PersonRow:
    """A person with what is asked of him now."""

    person: User
    readers: Sequence[Reader]

    @property
    def done(self) -> int:
        return sum(reader.is_done for reader in self.readers)

    @property
    def due(self) -> list[Reader]:
        return [reader for reader in self.readers if reader.is_due]

    @property
    def overdue(self) -> int:
        return sum(reader.days_over > 0 for reader in self.readers)

    @property
    def asked(self) -> int:
        return self.done + len(self.due)


def person_rows(people: Iterable[User], readings: Iterable[Reading], on: date) -> list[PersonRow]:
    """No query beside those of the two lists."""
    found: dict[UUID, list[Reader]] = {}
    for reading in readings:
        found.setdefault(reading.user_id, []).append(Reader(reading, on))
    return [PersonRow(person, found.get(person.pk, [])) for person in people]


def sentence(counts: Mapping[str, int]) -> str:
    """Such as “5 of 8 people have confirmed, 1 of them an earlier version that still holds. 2 are overdue.”"""
    done = counts[Progress.CONFIRMED] + counts[Progress.CARRIED]
    asked = done + counts[Progress.TO_READ] + counts[Progress.OPENED]
    if not asked:
        return _("Nobody is asked now.")
    said = _("%(done)d of %(asked)d people have confirmed") % {"done": done, "asked": asked}
    if counts[Progress.CARRIED]:
        said += _(", %(carried)d of them an earlier version that still holds") % {
            "carried": counts[Progress.CARRIED]
        }
    if not counts["overdue"]:
        return f"{said}."
    return _("%(said)s. %(overdue)d overdue.") % {"said": said, "overdue": counts["overdue"]}


def cells(
    readings: Iterable[Reading], teams: Mapping[UUID, Sequence[str]], on: date
) -> Iterator[Sequence[str]]:
    """Rows of a file under COLUMNS; days as YYYY-MM-DD, times with their offset from UTC."""
    for reading in readings:
        row = Reader(reading, on)
        yield [
            reading.user.name,
            reading.user.email,
            BETWEEN.join(teams.get(reading.user_id, ())),
            row.title,
            reading.document.reference if reading.document else "",
            reading.version.number if reading.version else "",
            _at(reading.offered_at),
            _at(reading.opened_at),
            _at(reading.confirmed_at),
            _on(reading.done_on),
            _before(reading),
            _on(reading.due_on),
            row.progress.value,
            str(max(row.days_over, 0)),
            reading.content_sha256,
        ]


def _before(reading: Reading) -> str:
    carried: Any = reading.carried
    return f"{carried.version.number} {_at(carried.confirmed_at)}" if carried else ""


def _at(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""


def _on(day: date | None) -> str:
    return day.isoformat() if day else ""
