"""Who may read what: the questions about one document or version. The twins are the `visible_to` querysets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from governance.models import CommentAudience, CommentThread, Document, DocumentVersion
from organisations.permissions import Can, can

if TYPE_CHECKING:
    from organisations.permissions import Person


def can_read(person: Person, version: DocumentVersion) -> bool:
    """Twin of `DocumentVersion.objects.visible_to`."""
    document = version.document
    if version.is_readable:
        if document.is_open_to_all or can(person, Can.READ_INTERNAL, document):
            return True
        participants = document.participants.select_related("organisation")
        if any(can(person, Can.READ_INTERNAL, participant.organisation) for participant in participants):
            return True
    return can(person, Can.READ_DRAFTS, document)


def can_see(person: Person, document: Document) -> bool:
    """Whether the person may read any version of the document. Twin of `Document.objects.visible_to`."""
    return any(can_read(person, version) for version in document.versions.all())


def can_see_thread(person: Person, thread: CommentThread) -> bool:
    """Whether the person may read a thread of comments. Twin of `CommentThread.objects.visible_to`."""
    if not can(person, Can.READ_DRAFTS, thread.document):
        return False
    if thread.audience == CommentAudience.PARTIES:
        return True
    return thread.organisation is not None and can(person, Can.READ_INTERNAL, thread.organisation)
