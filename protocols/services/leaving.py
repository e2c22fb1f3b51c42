"""Leaving an agreement: notice first, then what became of the information. The others are not affected."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.acts import act
from audit.errors import InvalidMove
from organisations.permissions import Can, require
from protocols.duration import days_of, in_words
from protocols.given import check_given
from protocols.held import agreement_of
from protocols.models import Conditions, Statement
from protocols.services.stating import locked, make, parties_of, require_text, tell
from protocols.statements import Kind

if TYPE_CHECKING:
    from governance.models import DocumentVersion
    from organisations.models import Organisation, User
    from protocols.given import Given


@act
def give_notice(
    version: DocumentVersion,
    *,
    by: User,
    organisation: Organisation,
    leaves_on: date,
    reason: str,
    given: Given,
) -> Statement:
    """Says that an organisation leaves; `leaves_on` is the first day without it.

    What it received stays under the agreement's terms. Raises InvalidMove for who is no party or has given notice,
    ValidationError without a reason or proof, and for a day before the notice that was agreed has run.
    """
    version = locked(version)
    require(by, Can.SIGN, organisation)
    if not version.content_sha256:
        raise InvalidMove(_("This version is a draft. Give notice of the one before it."))
    now = timezone.now()
    today = timezone.localdate(now)
    about = agreement_of(version.document)
    body = str(organisation.pk)
    if body not in about.parties(today):
        raise InvalidMove(_("%(body)s is not a party to this agreement.") % {"body": organisation.name})
    if not any(
        about.signed_on(e, place, today) for e in about.editions for place, _on in about.places(body, today)
    ):
        raise InvalidMove(_("%(body)s has not signed. It can decline instead.") % {"body": organisation.name})
    coming = Statement.objects.of_agreement(version.document).filter(
        kind=Kind.LEAVING, organisation=organisation, effective_on__gt=today
    )
    if coming.exists():
        raise InvalidMove(_("%(body)s has given notice already.") % {"body": organisation.name})
    reason = require_text(reason, _("Say why, so that the other parties know."))
    check_given(given, Kind.LEAVING, now)
    _check_day(version, leaves_on, today)
    statement = make(
        Kind.LEAVING,
        version,
        by=by,
        organisation=organisation,
        given=given,
        now=now,
        effective_on=leaves_on,
        reason=reason,
    )
    return tell(statement, by=by, audience=parties_of(version.document, None))


@act
def declare_disposal(notice: Statement, *, by: User, text: str, given: Given) -> Statement:
    """States what became of the information that an organisation had received: returned, deleted, kept and why.

    Raises InvalidMove for what is no notice or was answered already, ValidationError without a text or proof.
    """
    version = locked(notice.version)
    require(by, Can.SIGN, notice.organisation)
    if notice.kind != Kind.LEAVING:
        raise InvalidMove(_("Information is disposed of after a notice to leave."))
    if notice.answers.filter(kind=Kind.DISPOSAL).exists():
        raise InvalidMove(_("This has been declared already."))
    text = require_text(text, _("Say what was returned, deleted or kept, and why."), "text")
    now = timezone.now()
    check_given(given, Kind.DISPOSAL, now)
    statement = make(
        Kind.DISPOSAL,
        version,
        by=by,
        organisation=notice.organisation,
        given=given,
        now=now,
        about=notice,
        reason=text,
    )
    return tell(statement, by=by, audience=parties_of(version.document, None))


def _check_day(version: DocumentVersion, leaves_on: date, today: date) -> None:
    """After the notice that the agreement asks for; without one, any day to come."""
    conditions = Conditions.objects.filter(version=version).first()
    notice = conditions.notice if conditions else ""
    earliest = today + timedelta(days=max(days_of(notice) if notice else 0, 1))
    if leaves_on >= earliest:
        return
    if not notice:
        raise ValidationError({"leaves_on": _("Choose a day to come.")})
    raise ValidationError(
        {
            "leaves_on": _("The agreement asks for notice of %(notice)s: choose %(day)s or later.")
            % {"notice": in_words(notice), "day": date_format(earliest, "j F Y")}
        }
    )
