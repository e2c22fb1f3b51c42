"""Ending an agreement for all its parties."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act
from audit.errors import InvalidMove
from governance.lifecycle import State
from governance.services.publication import end_all
from organisations.permissions import Can, require
from protocols.models import RoundState, SigningRound, Statement
from protocols.services.stating import locked, make, parties_of, require_text, tell
from protocols.statements import Kind

if TYPE_CHECKING:
    from governance.models import DocumentVersion
    from organisations.models import User


@act
def terminate(version: DocumentVersion, *, by: User, ends_on: date, reason: str) -> Statement:
    """Ends the agreement between all; `ends_on` is the first day without it. The lead may.

    An open round ends with it. Raises InvalidMove for what is not in force or was terminated, and while a new version
    is open for signature (cancel that first), ValidationError without a reason or for a day that has passed.
    """
    version = locked(version)
    document = version.document
    require(by, Can.WITHDRAW, document.organisation)
    if version.state != State.PUBLISHED:
        raise InvalidMove(_("Only what is in force can be terminated."))
    if Statement.objects.of_agreement(document).filter(kind=Kind.TERMINATION).exists():
        raise InvalidMove(_("It was terminated already."))
    if document.versions.for_signature().exists():
        raise InvalidMove(_("A new version is open for signature. Cancel the signing first."))
    reason = require_text(reason, _("Say why. The parties read it."))
    if ends_on < timezone.localdate():
        raise ValidationError({"ends_on": _("Choose today or a later day.")})
    end_all(document, ends_on)
    for row in SigningRound.objects.open().filter(version__document=document).select_for_update(of=("self",)):
        row.state, row.ended_at, row.reason = RoundState.COMPLETED, timezone.now(), reason
        row.save(update_fields=["state", "ended_at", "reason"])
    statement = make(
        Kind.TERMINATION,
        version,
        by=by,
        organisation=document.organisation,
        effective_on=ends_on,
        reason=reason,
    )
    return tell(statement, by=by, audience=parties_of(document, None))
