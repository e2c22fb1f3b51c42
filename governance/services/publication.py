"""Acts that put a version in force and take it out again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from audit.actors import job
from audit.acts import act, record
from audit.errors import InvalidMove
from governance import events
from governance.days import add_months
from governance.failpoints import reach
from governance.jobs.queue import enqueue
from governance.lifecycle import State
from governance.models import Document, DocumentVersion
from governance.models.version import Grade
from governance.services.disclosure import undecided
from governance.services.grading import fault_of_grade
from governance.services.locking import lock_document, lock_version
from governance.services.offering import offer
from organisations.models import User
from organisations.permissions import Can, require

if TYPE_CHECKING:
    from audit.actors import HasActor
    from audit.canonical import Value
    from organisations.models import Organisation

RENDER = "governance.jobs.tasks.render_version"
COME_INTO_FORCE = "come_into_force"  # the job by whose name people are asked to read what came into force


@act
def publish(
    version: DocumentVersion,
    *,
    by: User,
    effective_from: date,
    next_review_on: date | None = None,
    confirmed_open: bool = False,
    confirmed_new: bool = False,
) -> DocumentVersion:
    """Puts an approved version in force from a day, today, past or future, and ends the one before on that day.

    Without `next_review_on` the review falls one review cycle after `effective_from`. `confirmed_open`: the person
    means to show an OFFICIAL-SENSITIVE text to everyone; `confirmed_new`: what is new in a document that is published
    with parts taken out. Raises InvalidMove unless it is approved, ValidationError where its range would overlap that
    of a version that takes effect later or on that day, or without that consent.
    """
    reach("publish.before_lock")
    document = lock_document(version.document)
    version = lock_version(version)
    reach("publish.after_lock")
    require(by, Can.PUBLISH, document.organisation)
    reach("publish.after_rights")
    document.kind_model.lifecycle.check(version.state, State.PUBLISHED)
    if document.kind_model.is_agreement:
        _check_needs_no_signature(version)
    _check_no_overlap(version, effective_from)
    check_open_to_public(version, confirmed_open=confirmed_open, confirmed_new=confirmed_new)
    next_review_on = next_review_on or add_months(effective_from, document.review_cycle_months)
    if next_review_on <= effective_from:
        raise ValidationError(
            {"next_review_on": _("The next review must come after the version takes effect.")}
        )
    reach("publish.after_checks")
    _take_effect(version, effective_from, next_review_on, by)
    reach("publish.after_state")
    record(events.VERSION_PUBLISHED, version, by=by, audience=[document.organisation], facts=_facts(version))
    reach("publish.after_event")
    offer(document, by=by)
    _enqueue_pdf(version, by)
    reach("publish.after_job_queued")
    transaction.on_commit(lambda: reach("publish.after_commit"))
    reach("publish.before_commit")
    return version


def put_in_force(
    version: DocumentVersion,
    *,
    by: HasActor,
    opened_by: User,
    not_before: date,
    effective_to: date | None = None,
    next_review_on: date | None = None,
    audience: Iterable[Organisation] = (),
) -> DocumentVersion:
    """Puts a version in force that was open for signature, within the act that brings the last signature needed.

    It begins today, or on `not_before` if that comes later, and never before what is already published; `effective_to`
    is the first day after it. Who opened it answers for its publication: who signs last decides for one party alone.
    Nothing here refuses a signature, so a review that was agreed for a day that has passed is overdue from the first
    day. Expects document and version locked.
    Raises InvalidMove unless it is open for signature.
    """
    document = version.document
    if version.state != State.FOR_SIGNATURE:
        raise InvalidMove(_("Only a version that is open for signature comes into force by signatures."))
    document.kind_model.lifecycle.check(version.state, State.PUBLISHED)
    begins = max(
        timezone.localdate(), not_before, *(day for other in _others(version) if (day := _start(other)))
    )
    review = next_review_on or add_months(begins, document.review_cycle_months)
    ends = max(begins, effective_to) if effective_to else None
    _take_effect(version, begins, review, opened_by, ends)
    record(
        events.VERSION_PUBLISHED,
        version,
        by=by,
        audience={document.organisation, *audience},
        facts=_facts(version),
    )
    offer(document, by=job(COME_INTO_FORCE))
    _enqueue_pdf(version, by)
    return version


def _check_needs_no_signature(version: DocumentVersion) -> None:
    """Only a material change of an agreement asks for signatures; what nobody signed yet is one."""
    before = version.based_on
    if version.grade == Grade.MATERIAL or before is None or before.state != State.PUBLISHED:
        raise InvalidMove(
            _("The parties sign this version before it is in force. Open it for signature instead.")
        )
    if fault := fault_of_grade(version, version.grade):
        raise InvalidMove(_("%(why)s Send it back to draft first.") % {"why": fault})


def check_open_to_public(version: DocumentVersion, *, confirmed_open: bool, confirmed_new: bool) -> None:
    """Raises ValidationError where the public would read something, once it is in force, that nobody confirmed."""
    if version.shows_sensitive_text_to_all and not confirmed_open:
        raise ValidationError(
            {
                "confirmed_open": _(
                    "This text is marked OFFICIAL-SENSITIVE, and anyone may read this document. Confirm that you "
                    "mean that, or change who may read it first."
                )
            }
        )
    if not confirmed_new and undecided(version):
        raise ValidationError(
            {"confirmed_new": _("Say that the public may read what is new in this version, or withhold it.")}
        )


def _take_effect(
    version: DocumentVersion,
    effective_from: date,
    next_review_on: date,
    by: User,
    effective_to: date | None = None,
) -> None:
    """Ends the one before and begins this one; the document goes by its title from now on."""
    document = version.document
    end_the_one_before(version, effective_from)
    reach("publish.after_range_closed")
    version.state = State.PUBLISHED
    version.effective_from, version.effective_to = effective_from, effective_to
    version.next_review_on = next_review_on
    version.published_by, version.published_at = by, timezone.now()
    version.lock += 1
    version.full_clean()
    version.save(
        update_fields=[
            "state", "effective_from", "effective_to", "next_review_on", "published_by", "published_at", "lock",
        ]
    )  # fmt: skip
    if document.title != version.title:
        document.title = version.title
        document.save(update_fields=["title"])


def _facts(version: DocumentVersion) -> dict[str, Value]:
    return {
        "version": version.number,
        "sha256": version.content_sha256,
        "effective_from": version.effective_from.isoformat() if version.effective_from else "",
        "next_review_on": version.next_review_on.isoformat() if version.next_review_on else "",
    }


def _enqueue_pdf(version: DocumentVersion, by: HasActor) -> None:
    enqueue(
        RENDER,
        key=f"render:{version.pk}:{version.lock}",
        by=by,
        label=_("Making the PDF of %(version)s") % {"version": version},
        organisation=version.organisation,
        version_id=str(version.pk),
    )


def _start(other: DocumentVersion) -> date | None:
    """The first day of a version that is or will be in force on any day."""
    return other.effective_from if other.effective_to != other.effective_from else None


def _others(version: DocumentVersion) -> list[DocumentVersion]:
    """The other versions of the document's language that have a range, the latest first."""
    ranges = version.document.versions.published_range().filter(language=version.language)
    return list(ranges.exclude(pk=version.pk).select_for_update().order_by("-effective_from"))


def _check_no_overlap(version: DocumentVersion, effective_from: date) -> None:
    for other in _others(version):
        starts = other.effective_from
        if starts is not None and starts >= effective_from and other.effective_to != starts:
            raise ValidationError(
                {
                    "effective_from": _(
                        "Version %(number)s takes effect on %(day)s, so the two would overlap. "
                        "Choose a later day, or withdraw version %(number)s first."
                    )
                    % {"number": other.number, "day": formats.date_format(starts, "j F Y")}
                }
            )


def end_the_one_before(version: DocumentVersion, on: date) -> None:
    """What is in force on that day ends then; what would have begun later is given no day at all."""
    for other in _others(version):
        ends = max(on, other.effective_from or on)
        if other.effective_to is None or other.effective_to > ends:
            other.effective_to = ends
            other.save(update_fields=["effective_to"])


def end_all(document: Document, on: date) -> list[DocumentVersion]:
    """Ends what is or will be in force on a day, for an act that records why. Expects the document locked."""
    ended = []
    for version in document.versions.published_range().select_for_update():
        if version.effective_from and (version.effective_to is None or version.effective_to > on):
            version.effective_to = max(on, version.effective_from)
            version.save(update_fields=["effective_to"])
            ended.append(version)
    return ended


@act
def withdraw(version: DocumentVersion, *, by: User, reason: str) -> DocumentVersion:
    """Takes a published version out of force from today, or cancels one that has not taken effect.

    The one before comes back only where the withdrawn one had not taken effect. Raises InvalidMove unless published,
    ValidationError without a reason or for a version that was superseded before today.
    """
    document = lock_document(version.document)
    version = lock_version(version)
    require(by, Can.WITHDRAW, document.organisation)
    document.kind_model.lifecycle.check(version.state, State.WITHDRAWN)
    if version.state == State.FOR_SIGNATURE:
        raise InvalidMove(_("This version is open for signature. Cancel the signing first."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why. The reason is shown where the version was.")})
    today = timezone.localdate()
    began = version.effective_from
    version.state = State.WITHDRAWN
    version.withdrawn_by, version.withdrawn_at = by, timezone.now()
    version.withdrawal_reason = reason.strip()
    version.lock += 1
    if began is not None and began > today:
        before = next((other for other in _others(version) if other.effective_to == began), None)
        after = version.effective_to
        version.effective_from = version.effective_to = None
        _save_withdrawn(version)
        if before is not None and before.state == State.PUBLISHED:
            before.effective_to = after
            before.save(update_fields=["effective_to"])
    else:
        if version.effective_to is None or version.effective_to > today:
            version.effective_to = today
        _save_withdrawn(version)
    record(
        events.VERSION_WITHDRAWN,
        version,
        by=by,
        audience=[document.organisation],
        facts={"version": version.number},
        reason=version.withdrawal_reason,
    )
    return version


def _save_withdrawn(version: DocumentVersion) -> None:
    version.full_clean()
    version.save(
        update_fields=[
            "state", "withdrawn_by", "withdrawn_at", "withdrawal_reason", "effective_from", "effective_to", "lock",
        ]
    )  # fmt: skip
