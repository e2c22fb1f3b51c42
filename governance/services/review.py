"""Acts that carry a draft through review: submit, recall, send back, approve."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.verbs import Verb
from governance import events
from governance.canonical import freeze
from governance.errors import OwnWork
from governance.lifecycle import Lifecycle, State
from governance.models import Body, DocumentVersion
from governance.models.version import Grade
from governance.services.documents import check_draft
from governance.services.locking import lock_version
from governance.services.naming import described
from organisations.models import User
from organisations.permissions import Can, require


@act
def submit(
    version: DocumentVersion, *, by: User, change_summary: str, grade: str = Grade.MATERIAL
) -> DocumentVersion:
    """Freezes the text and sends it for review.

    Raises InvalidMove unless it is a draft, ValidationError without a summary or without any text.
    """
    version = lock_version(version)
    require(by, Can.SUBMIT, version.organisation)
    _lifecycle(version).check(version.state, State.IN_REVIEW)
    if not change_summary.strip():
        raise ValidationError({"change_summary": _("Say what changed and why.")})
    if not any(section.body.strip() for section in version.sections.all()):
        raise ValidationError(_("Every section is empty. Write something before you send it for review."))
    version.state = State.IN_REVIEW
    version.change_summary = change_summary.strip()
    version.grade = grade
    version.submitted_by, version.submitted_at = by, timezone.now()
    version.content_sha256 = Body.keep(freeze(version))
    version.lock += 1
    version.full_clean()
    version.save(
        update_fields=[
            "state", "change_summary", "grade", "submitted_by", "submitted_at", "content_sha256", "lock",
        ]
    )  # fmt: skip
    record(
        events.VERSION_SUBMITTED,
        version,
        by=by,
        audience=[version.organisation],
        facts={"version": version.number, "grade": version.grade, "sha256": version.content_sha256},
    )
    return version


@act
def recall(version: DocumentVersion, *, by: User, reason: str) -> DocumentVersion:
    """Takes a version back to draft: the submitter's side of sending it back. Raises as `send_back` does."""
    version = lock_version(version)
    require(by, Can.SUBMIT, version.organisation)
    return _back_to_draft(version, events.VERSION_RECALLED, by, reason)


@act
def send_back(version: DocumentVersion, *, by: User, reason: str) -> DocumentVersion:
    """Asks for changes. Raises InvalidMove unless it is in review or approved, ValidationError without a reason."""
    version = lock_version(version)
    require(by, Can.APPROVE, version.document)
    return _back_to_draft(version, events.VERSION_SENT_BACK, by, reason)


def _back_to_draft(version: DocumentVersion, verb: Verb, by: User, reason: str) -> DocumentVersion:
    _lifecycle(version).check(version.state, State.DRAFT)
    if not reason.strip():
        raise ValidationError({"reason": _("Say what needs to change, so that the author can act on it.")})
    version.state = State.DRAFT
    version.submitted_by = version.submitted_at = None
    version.approved_by = version.approved_at = None
    version.approved_as = version.approved_forum = version.approval_note = version.waiver = ""
    version.content_sha256 = ""
    version.lock += 1
    version.save(
        update_fields=[
            "state", "submitted_by", "submitted_at", "approved_by", "approved_at", "approved_as",
            "approved_forum", "approval_note", "waiver", "content_sha256", "lock",
        ]
    )  # fmt: skip
    record(
        verb,
        version,
        by=by,
        audience=[version.organisation],
        facts={"version": version.number},
        reason=reason.strip(),
    )
    return version


@act
def approve(version: DocumentVersion, *, by: User, note: str = "", forum: str = "") -> DocumentVersion:
    """Approves a version as it was frozen.

    Four eyes: who submitted it does not approve it, unless the organisation has waived that; then its reason is kept
    with the version and printed. Raises PermissionDenied (OwnWork for who submitted it), InvalidMove.
    """
    version = lock_version(version)
    require(by, Can.APPROVE, version.document)
    _lifecycle(version).check(version.state, State.APPROVED)
    waiver = version.organisation.four_eyes_waiver if version.submitted_by_id == by.pk else ""
    if version.submitted_by_id == by.pk and not waiver:
        raise OwnWork(_("You sent this version for review, so another person must approve it."))
    version.state = State.APPROVED
    version.approved_by, version.approved_at = by, timezone.now()
    version.approved_as = described(by, version.organisation)
    version.approved_forum, version.approval_note, version.waiver = forum.strip(), note.strip(), waiver
    version.lock += 1
    version.full_clean()
    version.save(
        update_fields=[
            "state", "approved_by", "approved_at", "approved_as", "approved_forum", "approval_note", "waiver", "lock",
        ]
    )  # fmt: skip
    record(
        events.VERSION_APPROVED,
        version,
        by=by,
        audience=[version.organisation],
        facts={"version": version.number, "sha256": version.content_sha256, "four_eyes": not waiver},
    )
    return version


@act
def give_up(version: DocumentVersion, *, by: User, reason: str) -> DocumentVersion:
    """Ends a draft that will not be needed. It is kept, frozen, for those who may read drafts; nothing was published.

    Raises InvalidMove unless it is a draft, ValidationError without a reason.
    """
    version = lock_version(version)
    require(by, Can.DRAFT, version.organisation)
    check_draft(version)
    _lifecycle(version).check(version.state, State.WITHDRAWN)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this draft is not needed.")})
    version.state = State.WITHDRAWN
    version.withdrawn_by, version.withdrawn_at = by, timezone.now()
    version.withdrawal_reason = reason.strip()
    version.content_sha256 = Body.keep(freeze(version))
    version.lock += 1
    version.full_clean()
    version.save(
        update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawal_reason", "content_sha256", "lock"]
    )
    record(
        events.DRAFT_GIVEN_UP,
        version,
        by=by,
        audience=[version.organisation],
        facts={"version": version.number, "sha256": version.content_sha256},
        reason=version.withdrawal_reason,
    )
    return version


def _lifecycle(version: DocumentVersion) -> Lifecycle:
    return version.document.kind_model.lifecycle
