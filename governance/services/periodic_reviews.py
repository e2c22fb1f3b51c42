"""Acts on reviews of what is in force: call for one, record what one found, set the day of the next."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from governance import events
from governance.days import add_months
from governance.models import Document, DocumentVersion
from governance.models.periodic_review import Cause, Outcome, PeriodicReview
from governance.services.locking import lock_document, lock_version
from governance.services.naming import described
from organisations.models import User
from organisations.permissions import Can, require


@act
def call_review(document: Document, *, by: User, cause: str, reason: str, due_on: date) -> PeriodicReview:
    """Asks for a review before its time: the law, an incident or a party gave cause.

    The next review of the version in force comes forward to that day. Raises InvalidMove where nothing is in force,
    ValidationError without a reason, for a day that has passed, or for a cause that is none.
    """
    document = lock_document(document)
    require(by, Can.DRAFT, document.organisation)
    version = _in_force(document)
    errors = {}
    if cause not in Cause or cause == Cause.CYCLE:
        errors["cause"] = _("Choose why it needs a review.")
    if not reason.strip():
        errors["reason"] = _("Say what happened, so that the reviewer knows what to look at.")
    if due_on < timezone.localdate():
        errors["due_on"] = _("Choose today or a later day.")
    if errors:
        raise ValidationError(errors)
    found = PeriodicReview(
        document=document,
        version=version,
        cause=cause,
        reason=reason.strip(),
        planned_on=due_on,
        called_by=by,
        called_at=timezone.now(),
    )
    found.full_clean()
    found.save()
    if version.next_review_on is None or due_on < version.next_review_on:
        _plan(version, due_on)
    record(
        events.REVIEW_CALLED,
        version,
        by=by,
        audience=[document.organisation],
        facts={"version": version.number, "cause": cause, "due_on": due_on.isoformat()},
        reason=found.reason,
    )
    return found


@act
def record_review(
    document: Document,
    *,
    by: User,
    outcome: str,
    note: str = "",
    next_review_on: date | None = None,
    seen: str = "",
) -> PeriodicReview:
    """Keeps what a review of the version in force found, and plans the next one, a cycle from today by default.

    It answers every review that was called for, too. `seen`: `as_it_stands` when the person looked. Raises InvalidMove
    where nothing is in force, ValidationError where another version is by now or somebody else recorded a review, for
    an outcome that is none, a change without a word about it, or a next day that does not come.
    """
    document = lock_document(document)
    require(by, Can.DRAFT, document.organisation)
    version, today = _in_force(document), timezone.localdate()
    if seen and seen != as_it_stands(version):
        raise ValidationError(
            _("Somebody recorded a review or published a version before you. Look again, then record yours."),
            code="conflict",
        )
    following = next_review_on or add_months(today, document.review_cycle_months)
    errors = {}
    if outcome not in Outcome:
        errors["outcome"] = _("Choose what the review found.")
    if outcome != Outcome.NO_CHANGE and not note.strip():
        errors["note"] = _("Say what needs to change.")
    if following <= today:
        errors["next_review_on"] = _("The next review must come after today.")
    if errors:
        raise ValidationError(errors)
    done = {
        "done_on": today,
        "done_by": by,
        "done_as": described(by, document.organisation),
        "outcome": outcome,
        "note": note.strip(),
    }
    called = list(document.reviews.called().select_for_update(of=("self",)))
    for row in called or [_of_the_cycle(document, version)]:
        for name, value in done.items():
            setattr(row, name, value)
        row.full_clean()
        row.save()
    _plan(version, following)
    record(
        events.REVIEW_RECORDED,
        version,
        by=by,
        audience=[document.organisation],
        facts={
            "version": version.number,
            "outcome": outcome,
            "answered": len(called),
            "next_review_on": following.isoformat(),
        },
    )
    return row


@act
def plan_review(document: Document, *, by: User, next_review_on: date, reason: str) -> Document:
    """Sets the day of the next review of the version in force; the same day again changes nothing.

    Raises InvalidMove where nothing is in force, ValidationError without a reason, for a day that does not come, and
    for one after the day by which somebody asked for a review.
    """
    document = lock_document(document)
    require(by, Can.DRAFT, document.organisation)
    version = _in_force(document)
    errors = {}
    if next_review_on <= timezone.localdate():
        errors["next_review_on"] = _("The next review must come after today.")
    called = document.reviews.called().order_by("planned_on").first()
    if called is not None and called.planned_on is not None and called.planned_on < next_review_on:
        errors["next_review_on"] = _("Somebody asked for a review by %(day)s. Record that one first.") % {
            "day": date_format(called.planned_on, "j F Y")
        }
    if not reason.strip():
        errors["reason"] = _("Say why the review is on another day.")
    if errors:
        raise ValidationError(errors)
    if version.next_review_on == next_review_on:
        return document
    _plan(version, next_review_on)
    record(
        events.REVIEW_PLANNED,
        version,
        by=by,
        audience=[document.organisation],
        facts={"version": version.number, "next_review_on": next_review_on.isoformat()},
        reason=reason.strip(),
    )
    return document


def as_it_stands(version: DocumentVersion) -> str:
    """What a form carries, so that a review is recorded of what the person looked at, and once."""
    return f"{version.number}@{version.next_review_on or ''}"


def _in_force(document: Document) -> DocumentVersion:
    found = document.versions.in_force(timezone.localdate()).first()
    if found is None:
        raise InvalidMove(_("Nothing of this document is in force, so there is nothing to review."))
    return lock_version(found)


def _of_the_cycle(document: Document, version: DocumentVersion) -> PeriodicReview:
    return PeriodicReview(document=document, version=version, planned_on=version.next_review_on)


def _plan(version: DocumentVersion, day: date) -> None:
    version.next_review_on = day
    version.save(update_fields=["next_review_on"])
