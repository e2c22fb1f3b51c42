"""A section of a draft as its author opens it, and what is known about who saved it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.http import Http404, HttpRequest

from audit.actors import ActorKind
from governance.models import Body, DocumentVersion, Section, SectionDraft
from governance.views.working import open_version
from organisations.models import User
from organisations.permissions import Can


class Writing(NamedTuple):
    """A person at work on a section; `others` are all sections of the version in order."""

    person: User
    version: DocumentVersion
    section: Section
    others: list[Section]

    @property
    def next(self) -> Section | None:
        """The section after this one."""
        place = self.others.index(self.section) + 1
        return self.others[place] if place < len(self.others) else None


class Saved(NamedTuple):
    """Who saved a section last, and when; no person where it was an import or a job."""

    by: User | None
    at: datetime


class Gone(Http404):
    """The version that the person may write in has no such section, or not any more."""

    def __init__(self, version: DocumentVersion) -> None:
        super().__init__()
        self.version = version


def open_section(request: HttpRequest, reference: str, number: str, key: str) -> Writing:
    """Raises Gone, which is a 404 unless somebody sends a text."""
    person, version = open_version(request, reference, number, Can.DRAFT)
    others = list(version.sections.all())
    section = next((each for each in others if each.key == key), None)
    if section is None:
        raise Gone(version)
    return Writing(person, version, section, others)


def last_saved(section: Section, reader: User | None = None) -> Saved | None:
    """Two queries; one where the reader saved it."""
    row = section.history.order_by("-history_date", "-pk").first()
    if row is None:
        return None
    kind, _colon, key = (row.history_user_id or "").partition(":")
    if reader is not None and key == str(reader.pk):
        return Saved(reader, row.history_date)
    by = User.objects.get_queryset().filter(pk=key).first() if kind == ActorKind.PERSON else None
    return Saved(by, row.history_date)


def text_at(section: Section, lock: int) -> str | None:
    """The text that the section had under a lock; None where that is not known."""
    row = section.history.filter(lock=lock).order_by("-history_date", "-pk").first()
    body = Body.objects.filter(pk=row.body_sha256).first() if row is not None else None
    return body.unpacked().decode() if body is not None else None


def unsaved(section: Section, person: User) -> SectionDraft | None:
    """What the person typed and did not save, where that differs from what is saved."""
    return SectionDraft.objects.differing().filter(section=section, person=person).first()
