"""What this app adds to the check of the log: frozen versions, their bytes and their events agree."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from audit import verification
from audit.models import Event
from audit.verification import Fault
from governance import events
from governance.canonical import freeze
from governance.lifecycle import State
from governance.models import Body, DocumentVersion, Section


@verification.check
def bodies() -> Iterator[Fault]:
    """Every body is what its key says."""
    for body in Body.objects.order_by("pk").iterator(chunk_size=200):
        content = body.unpacked()
        if hashlib.sha256(content).hexdigest() != body.sha256 or len(content) != body.size:
            yield Fault(f"The body {body.sha256} does not have the bytes that its fingerprint names.")


@verification.check
def frozen_versions() -> Iterator[Fault]:
    """Every version that left draft still has the content that was frozen, and an event that names its hash."""
    frozen = DocumentVersion.objects.exclude(state=State.DRAFT).select_related("document__organisation")
    for version in frozen.order_by("pk").iterator(chunk_size=200):
        body = Body.objects.filter(pk=version.content_sha256).first()
        if body is None:
            yield Fault(f"{version} names frozen content that is not stored.")
        elif not _same_text(version, body.unpacked()):
            yield Fault(f"{version} differs from the content that was frozen.")
        yield from _event_of(version)


def _same_text(version: DocumentVersion, content: bytes) -> bool:
    """Compares all but the organisation's names, which may change after the freezing."""
    now, then = freeze(version), content
    if now == then:
        return True

    was, is_now = json.loads(then), json.loads(now)
    was.pop("organisation", None)
    is_now.pop("organisation", None)
    return bool(was == is_now)


FREEZING = {
    State.IN_REVIEW: events.VERSION_SUBMITTED,
    State.APPROVED: events.VERSION_APPROVED,
    State.PUBLISHED: events.VERSION_PUBLISHED,
}


def _event_of(version: DocumentVersion) -> Iterator[Fault]:
    verb = FREEZING.get(State(version.state))
    if verb is None:
        return
    last = Event.objects.for_target(version).filter(verb=verb.name).order_by("-object_number").first()
    if last is None:
        yield Fault(f"{version} is {version.get_state_display()}, but no event says so.")
    elif last.facts.get("sha256") != version.content_sha256:
        yield Fault(f"{version} has another fingerprint than its event.", event=last.pk)


@verification.check
def section_bodies() -> Iterator[Fault]:
    """Every section's text is the one that its hash names."""
    for section in Section.objects.order_by("pk").iterator(chunk_size=500):
        if hashlib.sha256(section.body.encode()).hexdigest() != section.body_sha256:
            yield Fault(f"The text of section {section.pk} differs from its fingerprint.")
