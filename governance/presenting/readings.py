"""What a reader sees of the own readings: the box on a policy's page, and the list of what is to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from governance.models import DocumentVersion, Progress, Reading
from governance.models.reading import ReadingQuerySet
from governance.models.version import Grade
from governance.presenting.shelf import Shelf
from organisations.models import User
from organisations.permissions import Person

SHOWN = 3  # on the front page


@dataclass(frozen=True)
class Since:
    """A version that came since, and what it says of its change, as far as the person may read that."""

    version: DocumentVersion
    summary: str


@dataclass(frozen=True)
class ReadingBox:
    """Where a person stands with the version in force: asked, confirmed, or confirmed before.

    `last`: what the person confirmed last; `changes`: the versions since then, the newest first."""

    version: DocumentVersion
    reading: Reading
    progress: Progress
    last: Reading | None
    changes: Sequence[Since]
    on: date

    @property
    def is_asked(self) -> bool:
        return self.progress in (Progress.TO_READ, Progress.OPENED)

    @property
    def is_unopened(self) -> bool:
        return self.progress is Progress.TO_READ

    @property
    def is_carried(self) -> bool:
        return self.progress is Progress.CARRIED

    @property
    def days_over(self) -> int:
        return self.reading.days_over(self.on)


def reading_box(person: Person, shelf: Shelf) -> ReadingBox | None:
    """None for who was never asked to read the version in force, or is not asked any more. One query."""
    version = shelf.in_force
    if version is None or not isinstance(person, User):
        return None
    mine = Reading.objects.of(person).about(version.document).with_progress(shelf.on)
    rows = list(mine.select_related("version", "request__asked_by", "carried__version"))
    reading = next((row for row in rows if row.version_id == version.pk), None)
    progress = Progress(getattr(reading, "progress", Progress.NOT_ASKED))
    if reading is None or progress is Progress.NOT_ASKED:
        return None
    confirmed = [row for row in rows if row.confirmed_at is not None and row.version_id != version.pk]
    last = max(confirmed, key=lambda row: row.confirmed_at or timezone.now(), default=None)
    changes = changes_since(last.version, version, shelf) if last is not None and last.version else []
    return ReadingBox(version, reading, progress, last, changes, shelf.on)


def changes_since(before: DocumentVersion, version: DocumentVersion, shelf: Shelf) -> list[Since]:
    """The versions that took effect after one and up to another, the newest first. No query."""
    ranges = [each for each in shelf.readable if each.effective_from is not None]
    found = [each for each in ranges if _key(before) < _key(each) <= _key(version)]
    return [Since(each, shelf.summary_of(each)) for each in found]


def _key(version: DocumentVersion) -> tuple[date, int, int]:
    return (version.effective_from or date.max, version.major, version.minor)


def grade_word(version: DocumentVersion) -> str:
    """Such as “Editorial: wording only”."""
    return str(Grade(version.grade).label)


@dataclass(frozen=True)
class ToRead:
    """One line of what a person is asked to read or to do."""

    reading: Reading
    on: date

    @property
    def title(self) -> str:
        return self.reading.version.title if self.reading.version else str(self.reading.training)

    @property
    def href(self) -> str:
        """Where it is read; where its kind has a page of its own, the page that shows it and takes the confirmation."""
        document, training = self.reading.document, self.reading.training
        if document is None:
            return reverse("governance:training-done", args=[training.pk if training else ""])
        if document.kind_model.is_shown_here:
            return document.get_absolute_url()
        return reverse("governance:reading-confirm", args=[document.reference])

    @property
    def version_href(self) -> str:
        """The text that was confirmed; nothing for a training item."""
        version, document = self.reading.version, self.reading.document
        if version is None or document is None:
            return ""
        version.document = document
        return version.get_absolute_url()

    @property
    def days_over(self) -> int:
        return self.reading.days_over(self.on)

    @property
    def days_left(self) -> int:
        return -self.days_over

    @property
    def is_overdue(self) -> bool:
        return self.days_over > 0


def outstanding_of(person: Person, on: date) -> ReadingQuerySet:
    """What is asked of a person and not confirmed, the most urgent first."""
    mine = Reading.objects.visible_to(person).of(person).outstanding(on)
    return mine.for_list().select_related("request__asked_by").order_by("due_on", "pk")


def to_read(person: Person, on: date, *, at_most: int) -> list[ToRead]:
    """One query; none for who is not signed in."""
    if not isinstance(person, User):
        return []
    return [ToRead(reading, on) for reading in outstanding_of(person, on)[:at_most]]
