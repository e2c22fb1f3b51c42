"""Stopping an agreement for a while, for all or for one party, after a breach say; and letting it go on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act
from audit.errors import InvalidMove
from governance.lifecycle import State
from organisations.permissions import Can, can, require
from protocols.held import agreement_of
from protocols.models import Statement
from protocols.models.statement import StatementQuerySet
from protocols.services.stating import locked, make, parties_of, require_text, tell
from protocols.statements import Kind

if TYPE_CHECKING:
    from governance.models import DocumentVersion
    from organisations.models import Organisation, User


@act
def suspend(
    version: DocumentVersion,
    *,
    by: User,
    reason: str,
    organisation: Organisation | None = None,
    suspended_on: date | None = None,
) -> Statement:
    """Stops the regular sharing from a day (today), with one organisation or between all. Case by case goes on.

    The lead may, and an organisation for itself. Raises InvalidMove for what is not in force, who is no party, or what
    is suspended already, ValidationError without a reason or for a day that has passed.
    """
    version = locked(version)
    speaker = _speaker(version, by, organisation)
    today = timezone.localdate()
    on = suspended_on or today
    if version.state != State.PUBLISHED:
        raise InvalidMove(_("Only what is in force can be suspended."))
    if organisation and str(organisation.pk) not in agreement_of(version.document).parties(today):
        raise InvalidMove(_("%(body)s is not a party to this agreement.") % {"body": organisation.name})
    if _not_lifted(version).filter(concerns=organisation).exists():
        raise InvalidMove(_("It is suspended already."))
    reason = require_text(reason, _("Say why. The parties read it."))
    if on < today:
        raise ValidationError({"suspended_on": _("Choose today or a later day.")})
    statement = make(
        Kind.SUSPENSION,
        version,
        by=by,
        organisation=speaker,
        concerns=organisation,
        effective_on=on,
        reason=reason,
    )
    facts = {"suspends": organisation.code if organisation else ""}
    return tell(statement, by=by, audience=parties_of(version.document, None), facts=facts)


@act
def lift(suspension: Statement, *, by: User, reason: str) -> Statement:
    """Lets it go on from today. Whoever speaks for the organisation that suspended it may.

    Raises InvalidMove for what is not suspended any more, ValidationError without a reason.
    """
    version = locked(suspension.version)
    lead = version.organisation
    require(by, Can.PUBLISH if suspension.organisation == lead else Can.SIGN, suspension.organisation)
    if not _not_lifted(version).filter(pk=suspension.pk).exists():
        raise InvalidMove(_("This suspension is over."))
    reason = require_text(reason, _("Say why it can go on. The parties read it."))
    statement = make(
        Kind.LIFTING,
        version,
        by=by,
        organisation=suspension.organisation,
        concerns=suspension.concerns,
        effective_on=max(timezone.localdate(), suspension.effective_on),
        about=suspension,
        reason=reason,
    )
    return tell(statement, by=by, audience=parties_of(version.document, None))


def _not_lifted(version: DocumentVersion) -> StatementQuerySet:
    """Of the whole agreement."""
    return Statement.objects.of_agreement(version.document).not_lifted()


def _speaker(version: DocumentVersion, by: User, organisation: Organisation | None) -> Organisation:
    """The lead, or the organisation that speaks for itself."""
    lead = version.organisation
    if organisation is not None and organisation != lead and can(by, Can.SIGN, organisation):
        require(by, Can.SIGN, organisation)
        return organisation
    require(by, Can.PUBLISH, lead)
    return lead
