"""Acts on comments: write one on a section, answer, resolve and reopen, change and remove one's own.

Their events name the document and who reads the thread, never what was written or which section it is about. They are
told to the auditors of those whom the thread is for.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, Exists, OuterRef, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from audit.identifiers import new_id
from audit.verbs import Verb
from governance import events
from governance.models import (
    Comment,
    CommentAudience,
    CommentThread,
    Document,
    DocumentVersion,
    Participant,
    Section,
)
from governance.models.comment import LONGEST
from governance.permissions import can_see_thread
from governance.services.locking import lock_document, lock_version
from governance.services.naming import described
from governance.services.sections import clean_body
from organisations.models import Organisation, User
from organisations.permissions import Can, organisations_where, require, rights_in

CHANGEABLE = timedelta(minutes=15)  # a slip can be mended before most people have read it


def organisation_of(person: User, document: Document) -> Organisation | None:
    """For whom a person comments: the document's own organisation, else one that takes part in it, else the first of
    the person's by name. None for a person without any. One query; none for members of the first."""
    if Can.READ_INTERNAL in rights_in(person, document.organisation):
        return document.organisation
    takes_part = Participant.objects.filter(document=document, organisation=OuterRef("pk"))
    nearness = Case(When(Exists(takes_part), then=Value(0)), default=Value(1))
    return organisations_where(person, Can.READ_INTERNAL).order_by(nearness, "name", "pk").first()


@act
def comment(section: Section, *, by: User, text: str, audience: str, pk: UUID | None = None) -> Comment:
    """Starts a thread on a section of a version that is being worked on. With the same `pk` it is started once only.

    Raises InvalidMove for a version that is not, ValidationError for an empty or too long text, an audience that does
    not exist, and one's own organisation where the person has none.
    """
    version = lock_version(section.version)
    require(by, Can.COMMENT, version.document)
    written = Comment.objects.filter(pk=pk, author=by).select_related("thread").first() if pk else None
    if written is not None:
        return written
    _check_open(version if version.is_open else None)
    organisation = organisation_of(by, version.document)
    now = timezone.now()
    thread = CommentThread(
        document=version.document,
        version=version,
        section_key=section.key,
        heading=section.heading,
        audience=audience,
        organisation=organisation,
        started_at=now,
    )
    thread.full_clean()
    thread.save()
    made = _write(thread, by, text, pk, organisation)
    _record(events.COMMENT_ADDED, thread, by, version)
    return made


@act
def reply(thread: CommentThread, *, by: User, text: str, pk: UUID | None = None) -> Comment:
    """Answers in a thread; one that was resolved is open again then. With the same `pk` it is written once only."""
    thread, version = _taken_up(thread, by)
    written = Comment.objects.filter(pk=pk, author=by, thread=thread).first() if pk else None
    if written is not None:
        return written
    _check_open(version)
    if thread.is_resolved:
        _set_resolved(thread, None, None)
    made = _write(thread, by, text, pk, organisation_of(by, thread.document))
    _record(events.COMMENT_REPLIED, thread, by, version)
    return made


@act
def resolve(thread: CommentThread, *, by: User) -> CommentThread:
    """Says that a thread is dealt with, in the version that is being worked on. Once more changes nothing."""
    thread, version = _taken_up(thread, by)
    if thread.is_resolved:
        return thread
    _check_open(version)
    _set_resolved(thread, by, version)
    _record(events.COMMENT_RESOLVED, thread, by, version)
    return thread


@act
def reopen(thread: CommentThread, *, by: User) -> CommentThread:
    """Says that a thread is not dealt with after all. Once more changes nothing."""
    thread, version = _taken_up(thread, by)
    if not thread.is_resolved:
        return thread
    _check_open(version)
    if not thread.comments.filter(removed_at=None).exists():
        raise InvalidMove(_("Every comment here was removed. Write a new one instead."))
    _set_resolved(thread, None, None)
    _record(events.COMMENT_REOPENED, thread, by, version)
    return thread


@act
def change_comment(comment: Comment, *, by: User, text: str) -> Comment:
    """Puts a slip right in one's own comment, within a quarter of an hour. Raises InvalidMove later."""
    thread, version = _taken_up(comment.thread, by)
    comment = _own(comment, by)
    text = _clean(text)
    if comment.text == text:
        return comment
    _check_open(version)
    if not may_change(comment, by):
        raise InvalidMove(
            _("A comment can be changed for 15 minutes. Answer it, or remove it and write another.")
        )
    comment.text, comment.changed_at = text, timezone.now()
    comment.full_clean()
    comment.save(update_fields=["text", "changed_at"])
    _record(events.COMMENT_CHANGED, thread, by, version)
    return comment


@act
def remove_comment(comment: Comment, *, by: User) -> Comment:
    """Removes one's own comment: that it stood there stays, its words go. A thread without any words left is resolved.

    Raises PermissionDenied for another's."""
    thread, version = _taken_up(comment.thread, by)
    comment = _own(comment, by)
    if comment.is_removed:
        return comment
    _check_open(version)
    comment.text, comment.removed_at = "", timezone.now()
    comment.full_clean()
    comment.save(update_fields=["text", "removed_at"])
    if not thread.is_resolved and not thread.comments.filter(removed_at=None).exists():
        _set_resolved(thread, by, version)
    _record(events.COMMENT_REMOVED, thread, by, version)
    return comment


def may_change(comment: Comment, person: User) -> bool:
    """Whether a comment is the person's own and young enough to be put right."""
    is_young = timezone.now() - comment.written_at <= CHANGEABLE
    return comment.author_id == person.pk and not comment.is_removed and is_young


def _taken_up(thread: CommentThread, by: User) -> tuple[CommentThread, DocumentVersion | None]:
    """The thread, locked, and the version of its document that is being worked on."""
    document = lock_document(thread.document)
    thread = (
        CommentThread.objects.select_for_update(of=("self",))
        .select_related("version", "organisation")
        .get(pk=thread.pk)
    )
    thread.document = document
    require(by, Can.COMMENT, document)
    if not can_see_thread(by, thread):
        raise PermissionDenied(_("This thread is for the people of another organisation."))
    return thread, document.versions.open().first()


def _own(comment: Comment, by: User) -> Comment:
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if comment.author_id != by.pk:
        raise PermissionDenied(_("Only the person who wrote a comment can change or remove it."))
    return comment


def _check_open(version: DocumentVersion | None) -> None:
    if version is None:
        raise InvalidMove(
            _("Nobody is working on this document. Comments can be written on a draft and in review.")
        )


def _write(
    thread: CommentThread, by: User, text: str, pk: UUID | None, organisation: Organisation | None
) -> Comment:
    made = Comment(
        id=pk or new_id(),
        thread=thread,
        author=by,
        author_as=described(by, organisation) if organisation else str(by),
        text=_clean(text),
        written_at=timezone.now(),
    )
    made.full_clean()
    made.save()
    return made


def _clean(text: str) -> str:
    words = clean_body(text).strip()
    if not words:
        raise ValidationError({"text": _("Write your comment.")})
    if len(words) > LONGEST:
        raise ValidationError({"text": _("A comment can have 4,000 characters. Shorten it.")})
    return words


def _set_resolved(thread: CommentThread, by: User | None, version: DocumentVersion | None) -> None:
    thread.resolved_by, thread.resolved_in = by, version
    thread.resolved_at = timezone.now() if by is not None else None
    thread.save(update_fields=["resolved_by", "resolved_in", "resolved_at"])


def _record(verb: Verb, thread: CommentThread, by: User, version: DocumentVersion | None) -> None:
    told = [thread.organisation] if thread.organisation else []
    if thread.audience == CommentAudience.PARTIES:
        told = [*{each.pk: each for each in [thread.document.organisation, *told]}.values()]
    facts = {"audience": str(thread.audience), "version": version.number if version else ""}
    record(verb, thread, by=by, audience=told, facts=facts)
