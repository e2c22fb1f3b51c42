"""The smallest valid documents, and the road of one through its lifecycle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone

from governance import registry
from governance.kinds import PlainSection, VersionText
from governance.services import documents, publication, review, sections, steps, templates

CODE = "code_of_practice"
TEXT = [
    PlainSection("commitment", "Our commitment", "We share when it could help or protect someone."),
    PlainSection("advice", "Who can advise you", "Call the information officers."),
]


def make_document(organisation, by, title="Code of Practice", texts=TEXT, **control):
    """A document of two sections with version 1.0 in draft."""
    return documents.create_document(
        organisation, kind=registry.kind(CODE), title=title, by=by, sections=texts, **control
    )


def make_template(texts=TEXT, kind=CODE):
    """The next version of a template."""
    text = VersionText("Template", "en-gb", tuple(texts))
    return templates.publish_template(registry.kind(kind), by=templates.FILL, text=text)


def reworded(key, body, texts=TEXT):
    """The same texts with other words in one section."""
    return [replace(section, body=body) if section.key == key else section for section in texts]


def draft_of(document):
    return document.versions.select_related("document__organisation").get(state="draft")


def submitted(version, by):
    return review.submit(version, by=by, change_summary="First edition", grade="material")


def approved(version, officer, approver):
    return review.approve(submitted(version, officer), by=approver)


def published(version, officer, approver, effective_from: date | None = None):
    version = approved(version, officer, approver)
    return publication.publish(version, by=approver, effective_from=effective_from or timezone.localdate())


def make_published(organisation, officer, approver, effective_from=None, **fields):
    """A document whose version 1.0 is in force. Returns the version."""
    document = make_document(organisation, officer, **fields)
    return published(draft_of(document), officer, approver, effective_from)


def next_version(document, officer, approver, effective_from, text="Changed."):
    """Drafts, approves and publishes one more version of a document."""
    version = documents.start_draft(document, by=officer)
    section = version.sections.first()
    sections.save_section(section, by=officer, body=text, base=section.lock)
    return published(version, officer, approver, effective_from)


def brought_to(state, document, officer, approver, today: date):
    """Takes the first version of a document to a state, by acts alone that are done today. Returns it."""
    version = draft_of(document)
    if state == "given_up":
        return review.give_up(version, by=officer, reason="Not needed")
    if state == "in_review":
        return submitted(version, officer)
    if state == "approved":
        return approved(version, officer, approver)
    if state == "draft":
        return version
    later = state in ("scheduled", "cancelled")
    version = published(version, officer, approver, today + timedelta(days=30 if later else -30))
    if state in ("withdrawn", "cancelled"):
        return publication.withdraw(version, by=approver, reason="Wrong")
    if state == "superseded":
        next_version(document, officer, approver, today - timedelta(days=1))
        version.refresh_from_db()
    return version


def make_short_procedure(organisation, by, title="Procedure", **control):
    """A procedure of two sections and two steps, version 1.0 in draft."""
    document = documents.create_document(
        organisation, kind=registry.kind("procedure"), title=title, by=by, sections=TEXT, **control
    )
    for what in ("Confirm", "Send"):
        fields = {"what": what, "who": "You", "by_when": "", "record": "", "guidance": ""}
        steps.add_step(draft_of(document), by=by, fields=fields)
    return document


def make_procedure(organisation, by, title="Sharing step by step", **control):
    """A procedure with its starting texts and steps, version 1.0 in draft."""
    return documents.create_document(
        organisation, kind=registry.kind("procedure"), title=title, by=by, **control
    )
