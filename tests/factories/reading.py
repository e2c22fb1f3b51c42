"""Requests to read, and what they are about."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from governance.services import documents, publication, reading_requests, review, sections
from governance.services.training import add_training


def make_edition(document, officer, approver, grade="material", effective_from=None):
    """One more version of a document, in force from today, whose change is of this grade."""
    version = documents.start_draft(document, by=officer)
    section = version.sections.first()
    text = f"Text {version.number}."
    sections.save_section(section, by=officer, body=text, base=section.lock)
    version = review.submit(version, by=officer, change_summary=f"What {version.number} changes", grade=grade)
    version = review.approve(version, by=approver)
    return publication.publish(version, by=approver, effective_from=effective_from or timezone.localdate())


def make_request(subject, by, days=14, **whom):
    """Asks all practitioners, unless somebody else is named."""
    if not {"roles", "teams", "people"} & whom.keys():
        whom["roles"] = ["practitioner"]
    return reading_requests.ask(subject, by=by, due_on=timezone.localdate() + timedelta(days=days), **whom)


def make_training(organisation, by, name="Information governance, yearly", **fields):
    return add_training(organisation, by=by, name=name, **fields)
