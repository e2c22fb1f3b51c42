"""The act that records a version which was agreed and signed outside this register."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from governance import events
from governance.canonical import freeze
from governance.jobs.queue import enqueue
from governance.lifecycle import State
from governance.models import Body, DocumentVersion
from governance.services.documents import check_draft
from governance.services.locking import lock_document, lock_version
from governance.services.naming import described_actor
from governance.services.publication import RENDER, end_the_one_before
from organisations.models import User
from organisations.permissions import Can, require

if TYPE_CHECKING:
    from collections.abc import Collection

    from audit.actors import HasActor
    from organisations.models import Organisation


@act
def record_outside(
    version: DocumentVersion,
    *,
    by: HasActor,
    effective_from: date,
    effective_to: date | None,
    next_review_on: date | None,
    published_at: datetime | None = None,
    change_summary: str = "",
    audience: Collection[Organisation] = (),
) -> DocumentVersion:
    """Freezes a draft of an agreement as it was signed elsewhere, and puts it in force by its own dates.

    Nothing is decided here, so nobody reviews or approves. The one before ends on the day on which this one begins.
    `effective_to` is the first day after; `published_at` the moment at which another register published it.
    Raises InvalidMove for a version that left draft and for a kind that is no agreement, ValidationError for a moment
    that has not come yet or says no zone.
    """
    check_moment(published_at)
    document = lock_document(version.document)
    version = lock_version(version)
    require(by, Can.PUBLISH, document.organisation)
    check_draft(version)
    if not document.kind_model.is_agreement:
        raise InvalidMove(_("Only an agreement can be recorded as signed elsewhere."))
    end_the_one_before(version, effective_from)
    version.state = State.PUBLISHED
    version.content_sha256 = Body.keep(freeze(version))
    version.effective_from, version.effective_to = effective_from, effective_to
    version.next_review_on = next_review_on
    version.published_by = by if isinstance(by, User) else None
    version.published_at = published_at or timezone.now()
    version.recorded_as = described_actor(by, document.organisation)
    version.change_summary = change_summary
    version.lock += 1
    version.full_clean()
    version.save(
        update_fields=[
            "state", "content_sha256", "effective_from", "effective_to", "next_review_on", "published_by",
            "published_at", "recorded_as", "change_summary", "lock",
        ]
    )  # fmt: skip
    if document.title != version.title:
        document.title = version.title
        document.save(update_fields=["title"])
    record(
        events.VERSION_RECORDED,
        version,
        by=by,
        audience={document.organisation, *audience},
        facts={
            "version": version.number,
            "sha256": version.content_sha256,
            "effective_from": effective_from.isoformat(),
            "effective_to": effective_to.isoformat() if effective_to else "",
        },
    )
    enqueue(
        RENDER,
        key=f"render:{version.pk}:{version.lock}",
        by=by,
        label=_("Making the PDF of %(version)s") % {"version": version},
        organisation=document.organisation,
        version_id=str(version.pk),
    )
    return version


def check_moment(published_at: datetime | None) -> None:
    """Raises ValidationError for a moment of publication that has not come yet, or that says no zone."""
    if published_at is not None and (timezone.is_naive(published_at) or published_at > timezone.now()):
        raise ValidationError(
            {"published_at": _("It cannot have been published at a time that has not come yet.")}
        )
