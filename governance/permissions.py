"""Who may read what, and approve it: the questions about one document or version, with their twins as querysets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from governance.lifecycle import State
from governance.models import ApprovalRound, CommentAudience, CommentThread, Document, DocumentVersion
from governance.models.approval import Outcome
from governance.models.document import Part
from governance.rounds import deciding
from governance.seats import waiting_for
from organisations.models import User
from organisations.permissions import Can, can, granted, keys_where

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
    if version.state == State.FOR_SIGNATURE:
        parties = document.participants.filter(standing=Part.PARTY).select_related("organisation")
        if any(can(person, Can.READ_DRAFTS, party.organisation) for party in parties):
            return True
    return can(person, Can.READ_DRAFTS, document)


def can_see(person: Person, document: Document) -> bool:
    """Whether the person may read any version of the document. Twin of `Document.objects.visible_to`."""
    return any(can_read(person, version) for version in document.versions.all())


def may_approve_now(person: Person, version: DocumentVersion) -> bool:
    """Whether the version waits for this person's approval. Twin of `waits_for`."""
    if not isinstance(person, User) or version.state != State.IN_REVIEW:
        return False
    return can(person, Can.APPROVE, version.document) and bool(deciding(version).options(person))


def waits_for(person: Person) -> Q:
    """Condition for versions: they wait for this person's approval. Twin of `may_approve_now`."""
    own = keys_where(person, Can.APPROVE)
    right = Q(document__organisation__in=own) | Q(document__in=granted(person, Can.APPROVE, Document))
    seats = waiting_for(person).filter(step__round__version=OuterRef("pk"))
    # Those that were sent before rounds were kept wait for whoever has the right.
    rounds = ApprovalRound.objects.filter(version=OuterRef("pk"), outcome=Outcome.WAITING)
    unwritten = ~Exists(rounds) & ~Q(submitted_by=person.pk, document__organisation__four_eyes_waiver="")
    return Q(state=State.IN_REVIEW) & right & (Q(Exists(seats)) | unwritten)


def can_see_thread(person: Person, thread: CommentThread) -> bool:
    """Whether the person may read a thread of comments. Twin of `CommentThread.objects.visible_to`."""
    if not can(person, Can.READ_DRAFTS, thread.document):
        return False
    if thread.audience == CommentAudience.PARTIES:
        return True
    return thread.organisation is not None and can(person, Can.READ_INTERNAL, thread.organisation)
