"""Acts that put a version in force and take it out again."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from governance import events
from governance.days import add_months
from governance.failpoints import reach
from governance.jobs.queue import enqueue
from governance.lifecycle import State
from governance.models import DocumentVersion
from governance.services.locking import lock_document, lock_version
from organisations.models import User
from organisations.permissions import Can, require

RENDER = "governance.jobs.tasks.render_version"


@act
def publish(
    version: DocumentVersion,
    *,
    by: User,
    effective_from: date,
    next_review_on: date | None = None,
    confirmed_open: bool = False,
) -> DocumentVersion:
    """Puts an approved version in force from a day, today, past or future, and ends the one before on that day.

    Without `next_review_on` the review falls one review cycle after `effective_from`. `confirmed_open`: the person
    means to show an OFFICIAL-SENSITIVE text to everyone. Raises InvalidMove unless it is approved, ValidationError
    where its range would overlap that of a version that takes effect later or on that day, or without that consent.
    """
    reach("publish.before_lock")
    document = lock_document(version.document)
    version = lock_version(version)
    reach("publish.after_lock")
    require(by, Can.PUBLISH, document.organisation)
    reach("publish.after_rights")
    document.kind_model.lifecycle.check(version.state, State.PUBLISHED)
    _check_no_overlap(version, effective_from)
    if version.shows_sensitive_text_to_all and not confirmed_open:
        raise ValidationError(
            {
                "confirmed_open": _(
                    "This text is marked OFFICIAL-SENSITIVE, and anyone may read this document. Confirm that you "
                    "mean that, or change who may read it first."
                )
            }
        )
    reach("publish.after_checks")
    end_the_one_before(version, effective_from)
    reach("publish.after_range_closed")
    version.state = State.PUBLISHED
    version.effective_from, version.effective_to = effective_from, None
    version.next_review_on = next_review_on or add_months(effective_from, document.review_cycle_months)
    version.published_by, version.published_at = by, timezone.now()
    version.lock += 1
    if version.next_review_on <= effective_from:
        raise ValidationError(
            {"next_review_on": _("The next review must come after the version takes effect.")}
        )
    version.full_clean()
    version.save(
        update_fields=[
            "state", "effective_from", "effective_to", "next_review_on", "published_by", "published_at", "lock",
        ]
    )  # fmt: skip
    if document.title != version.title:
        document.title = version.title
        document.save(update_fields=["title"])
    reach("publish.after_state")
    record(
        events.VERSION_PUBLISHED,
        version,
        by=by,
        audience=[document.organisation],
        facts={
            "version": version.number,
            "sha256": version.content_sha256,
            "effective_from": effective_from.isoformat(),
            "next_review_on": version.next_review_on.isoformat(),
        },
    )
    reach("publish.after_event")
    enqueue(
        RENDER,
        key=f"render:{version.pk}:{version.lock}",
        by=by,
        label=_("Making the PDF of %(version)s") % {"version": version},
        organisation=document.organisation,
        version_id=str(version.pk),
    )
    reach("publish.after_job_queued")
    transaction.on_commit(lambda: reach("publish.after_commit"))
    reach("publish.before_commit")
    return version


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
