"""What this app adds to the check of the log: frozen versions, their bytes, their PDFs and their events agree."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef

from audit import verification
from audit.models import Event
from audit.verification import Fault
from governance import events
from governance.canonical import freeze
from governance.files import store
from governance.lifecycle import State
from governance.models import (
    Attachment,
    Body,
    BodyImportFile,
    DocumentVersion,
    Rendition,
    Section,
    TemplateVersion,
)

FREEZING = {
    State.IN_REVIEW: events.VERSION_SUBMITTED,
    State.APPROVED: events.VERSION_APPROVED,
    State.FOR_SIGNATURE: events.VERSION_OPENED,
    State.PUBLISHED: events.VERSION_PUBLISHED,
}
GIVING_UP = [events.DRAFT_GIVEN_UP, events.VERSION_SIGNING_CANCELLED]
RECORDING = events.VERSION_RECORDED  # instead of the last, for what was agreed outside this register


@verification.check
def frozen_versions() -> Iterator[Fault]:
    """Every version that left draft still has the content that was frozen, and an event that names its hash."""
    frozen = DocumentVersion.objects.exclude(state=State.DRAFT).select_related("document__organisation")
    for version in frozen.order_by("pk").iterator(chunk_size=200):
        last = _freezing_event(version)
        key = last.pk if last else None
        body = Body.objects.filter(pk=version.content_sha256).first()
        if body is None:
            yield Fault(f"{version} names frozen content that is not stored.", key)
        elif _is_sound(body) and not _same_text(version, body.unpacked()):
            yield Fault(f"{version} differs from the content that was frozen.", key)
        if last is None:
            yield Fault(f"{version} is {version.get_state_display()}, but no event says so.")
        elif last.facts.get("sha256") != version.content_sha256:
            yield Fault(f"{version} has another fingerprint than its event.", key)


def _same_text(version: DocumentVersion, content: bytes) -> bool:
    """Compares all but the organisation's names, which may change after the freezing."""
    now, then = freeze(version), content
    if now == then:
        return True

    was, is_now = json.loads(then), json.loads(now)
    was.pop("organisation", None)
    is_now.pop("organisation", None)
    return bool(was == is_now)


def _freezing_event(version: DocumentVersion) -> Event | None:
    """The last event that names the hash of the content in the state that the version is in."""
    verbs = [FREEZING[State(version.state)]] if version.state in FREEZING else []
    if not verbs:  # withdrawn: it was published before, or given up as a draft or while it was being signed
        verbs = [events.VERSION_PUBLISHED] if version.published_at else GIVING_UP
    if version.is_from_outside:
        verbs = [RECORDING]
    told = Event.objects.for_target(version).filter(verb__in=[verb.name for verb in verbs])
    return told.order_by("-object_number").first()


@verification.check
def section_bodies() -> Iterator[Fault]:
    """Every section's text is the one that its hash names, and every text that was ever saved is stored."""
    for section in Section.objects.order_by("pk").iterator(chunk_size=500):
        if hashlib.sha256(section.body.encode()).hexdigest() != section.body_sha256:
            last = Section.history.filter(id=section.pk).order_by("-history_id").first()
            yield Fault(
                f"The text of section {section.pk} differs from its fingerprint.",
                _event_of_operation(last.operation) if last else None,
            )
    stored = Body.objects.filter(pk=OuterRef("body_sha256"))
    for row in Section.history.filter(~Exists(stored)).order_by("pk").iterator(chunk_size=200):
        yield Fault(
            f"The text {row.body_sha256} that was saved is not stored.", _event_of_operation(row.operation)
        )


@verification.check
def bodies() -> Iterator[Fault]:
    """Every body is what its key says."""
    for body in Body.objects.order_by("pk").iterator(chunk_size=200):
        if not _is_sound(body):
            yield Fault(
                f"The body {body.sha256} does not have the bytes that its fingerprint names.",
                _event_naming(body.sha256),
            )


def _is_sound(body: Body) -> bool:
    """Whatever was written into it: bytes that cannot be unpacked are not sound."""
    try:
        content = body.unpacked()
    except (zlib.error, TypeError, ValueError):
        return False
    return not body.base and hashlib.sha256(content).hexdigest() == body.sha256 and len(content) == body.size


@verification.check
def renditions() -> Iterator[Fault]:
    """Every kept PDF is one that an event tells of."""
    for kept in Rendition.objects.select_related("version").order_by("pk").iterator(chunk_size=200):
        made = Event.objects.for_target(kept.version).filter(verb=events.PDF_RENDERED.name).in_order()
        told = [(e.facts.get("sha256"), e.facts.get("size"), e.facts.get("pages")) for e in made]
        if (kept.sha256, kept.size, kept.pages) not in told:
            last = made.last()
            yield Fault(f"The PDF {kept.pk} is not the one that the log tells of.", last.pk if last else None)


@verification.check
def files_of_imports() -> Iterator[Fault]:
    """Every file from which bodies were brought in is stored, and is one that an event tells of."""
    stored = Body.objects.filter(pk=OuterRef("sha256"))
    files = BodyImportFile.objects.select_related("body_import").annotate(is_stored=Exists(stored))
    for file in files.order_by("pk").iterator(chunk_size=200):
        event = (
            Event.objects.for_target(file.body_import)
            .filter(verb=events.BODIES_UPLOADED.name)
            .in_order()
            .last()
        )
        told = event.facts.get("files", []) if event else []
        if f"{file.name}: {file.sha256}" not in told:
            yield Fault(
                f"The file {file.name} is not the one that the log tells of.", event.pk if event else None
            )
        elif not file.is_stored:
            yield Fault(f"The file {file.name} of an import is not stored.", event.pk if event else None)


@verification.check
def template_versions() -> Iterator[Fault]:
    """Every version of a template has its text stored, and an event that names its fingerprint."""
    for version in TemplateVersion.objects.select_related("template").order_by("pk").iterator(chunk_size=200):
        events_of = Event.objects.for_target(version).filter(verb=events.TEMPLATE_PUBLISHED.name)
        event = events_of.in_order().last()
        if event is None or event.facts.get("sha256") != version.content_sha256:
            yield Fault(
                f"The template {version} is not the one that the log tells of.", event.pk if event else None
            )
        elif not Body.objects.filter(pk=version.content_sha256).exists():
            yield Fault(f"The text of the template {version} is not stored.", event.pk)


@verification.check
def attached_files() -> Iterator[Fault]:
    """Every attachment is in the storage, with the bytes that its hash names; one file is read once."""
    rows = Attachment.objects.select_related("version__document").order_by("sha256", "pk")
    looked_at, is_sound = "", True
    for row in rows.iterator(chunk_size=200):
        if row.sha256 != looked_at:
            looked_at, is_sound = row.sha256, store.is_sound(row.sha256)
        if not is_sound:
            told = Event.objects.for_target(row.version).filter(verb=events.FILE_ATTACHED.name).in_order()
            key = next((event.pk for event in told if event.facts.get("sha256") == row.sha256), None)
            yield Fault(f"The file {row.name} of {row.version} is not in the storage, or is damaged.", key)


def _event_naming(sha256: str) -> UUID | None:
    """The event of a version or a section that was saved with these bytes."""
    version = DocumentVersion.objects.filter(content_sha256=sha256).first()
    if version is not None:
        last = _freezing_event(version)
        return last.pk if last else None
    row = Section.history.filter(body_sha256=sha256).order_by("history_id").first()
    return _event_of_operation(row.operation) if row else None


def _event_of_operation(operation: UUID) -> UUID | None:
    return Event.objects.for_operation(operation).in_order().values_list("pk", flat=True).last()
