"""Acts that carry a draft through review: submit, recall, send back, approve."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.canonical import Value
from audit.errors import InvalidMove
from audit.verbs import Verb
from governance import events
from governance.canonical import freeze
from governance.lifecycle import Lifecycle, State
from governance.models import Approval, Body, DocumentVersion
from governance.models.approval import Outcome
from governance.models.version import Grade
from governance.rounds import Round
from governance.services import rounds
from governance.services.documents import check_draft
from governance.services.grading import fault_of_grade
from governance.services.locking import lock_version
from governance.services.naming import approving_as
from organisations.models import User
from organisations.permissions import Can, require


@act
def submit(
    version: DocumentVersion,
    *,
    by: User,
    change_summary: str,
    grade: str = Grade.MATERIAL,
    due_on: date | None = None,
) -> DocumentVersion:
    """Freezes the text and sends it for review: a new round of approval by the rule of today.

    `due_on` is the day by which it should be approved; without one the rule says, or there is none. Raises InvalidMove
    unless it is a draft, ValidationError without a summary, without any text, for a day that has passed, or for a
    change that has to be material and is called less.
    """
    version = lock_version(version)
    require(by, Can.SUBMIT, version.organisation)
    _lifecycle(version).check(version.state, State.IN_REVIEW)
    if not change_summary.strip():
        raise ValidationError({"change_summary": _("Say what changed and why.")})
    if not any(section.body.strip() for section in version.sections.all()):
        raise ValidationError(_("Every section is empty. Write something before you send it for review."))
    if fault := fault_of_grade(version, grade):
        raise ValidationError({"grade": fault})
    if due_on is not None and due_on < timezone.localdate():
        raise ValidationError({"due_on": _("The approval can be due today or later, not in the past.")})
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
    row = rounds.begin(version, rounds.plan_for(version.document), due_on)
    record(
        events.VERSION_SUBMITTED,
        version,
        by=by,
        audience=[version.organisation],
        facts={
            "version": version.number,
            "grade": version.grade,
            "sha256": version.content_sha256,
            "round": row.number,
            "due_on": row.due_on.isoformat() if row.due_on else "",
        },
    )
    return version


@act
def recall(version: DocumentVersion, *, by: User, reason: str) -> DocumentVersion:
    """Takes a version back to draft: the submitter's side of sending it back. Raises as `send_back` does."""
    version = lock_version(version)
    require(by, Can.SUBMIT, version.organisation)
    return _back_to_draft(version, events.VERSION_RECALLED, by, reason, Outcome.RECALLED)


@act
def send_back(version: DocumentVersion, *, by: User, reason: str) -> DocumentVersion:
    """Asks for changes. Raises InvalidMove unless it is in review or approved, ValidationError without a reason."""
    version = lock_version(version)
    require(by, Can.APPROVE, version.document)
    return _back_to_draft(version, events.VERSION_SENT_BACK, by, reason, Outcome.SENT_BACK)


def _back_to_draft(
    version: DocumentVersion, verb: Verb, by: User, reason: str, outcome: Outcome
) -> DocumentVersion:
    if version.state == State.FOR_SIGNATURE:
        raise InvalidMove(_("This version is open for signature. Cancel the signing first."))
    _lifecycle(version).check(version.state, State.DRAFT)
    if not reason.strip():
        raise ValidationError({"reason": _("Say what needs to change, so that the author can act on it.")})
    thaw(version)
    rounds.end(version, outcome)
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
def approve(
    version: DocumentVersion, *, by: User, note: str = "", forum: str = "", capacity: str = ""
) -> DocumentVersion:
    """Approves a version as it was frozen, in one seat of its round; the approval that completes the rule is final.

    `capacity` is the key of one of the person's options (governance.rounds.Option), by default the first. Four eyes:
    who submitted it does not approve it, unless the organisation has waived that; then its reason is kept with the
    version and printed. Nobody approves twice in a round. Raises PermissionDenied (OwnWork for who submitted it,
    NotAsked for whom no step waits), InvalidMove, ValidationError for a capacity that the person does not have.
    """
    version = lock_version(version)
    require(by, Can.APPROVE, version.document)
    _lifecycle(version).check(version.state, State.APPROVED)
    now = rounds.decide(version)
    option = rounds.option_for(now, by, capacity)
    own = by.pk == version.submitted_by_id
    approval = Approval(
        round=now.round.row,
        seat=option.seat,
        person=by,
        principal=option.principal,
        given_as=approving_as(option, now.bench, version.organisation),
        at=timezone.now(),
        forum=forum.strip(),
        note=note.strip(),
        waiver=now.waiver if own else "",
    )
    approval.full_clean(validate_unique=False, validate_constraints=False)
    approval.save()
    done = rounds.settle(version, approval.at)
    facts: dict[str, Value] = {
        "version": version.number,
        "sha256": version.content_sha256,
        "round": now.round.row.number,
        "step": option.seat.step.position + 1,
        "for": str(option.principal.pk) if option.is_delegated else "",
    }
    if done is None:
        record(events.APPROVAL_GIVEN, version, by=by, audience=[version.organisation], facts=facts)
        return version
    _finish(version, approval, done)
    facts["four_eyes"] = not version.waiver
    record(events.VERSION_APPROVED, version, by=by, audience=[version.organisation], facts=facts)
    return version


def thaw(version: DocumentVersion) -> None:
    """Makes a draft of it again, for an act that records it: whoever submitted and approved it does so anew."""
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


def _finish(version: DocumentVersion, last: Approval, done: Round) -> None:
    """The last approval makes the version approved; one that was given under a waiver marks it, whichever it was."""
    version.state = State.APPROVED
    version.approved_by, version.approved_at = last.person, last.at
    version.approved_as = last.given_as if len(last.given_as) <= 300 else str(last.person)
    version.approved_forum, version.approval_note = last.forum, last.note
    version.waiver = next((approval.waiver for approval in done.live if approval.waiver), "")
    version.lock += 1
    version.full_clean()
    version.save(
        update_fields=[
            "state", "approved_by", "approved_at", "approved_as", "approved_forum", "approval_note", "waiver", "lock",
        ]
    )  # fmt: skip
    rounds.end(version, Outcome.APPROVED)


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
