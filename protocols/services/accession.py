"""Joining an agreement that others have signed: the lead admits an organisation, which then signs as any party does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act
from audit.errors import InvalidMove
from governance.lifecycle import State
from organisations.permissions import Can, require
from protocols.bench import needs_of
from protocols.held import agreement_of
from protocols.models import Signatory, Statement
from protocols.models.party import Direction
from protocols.services.asking import ask, take_part
from protocols.services.stating import locked, locked_round, make, parties_of, tell
from protocols.standing import ASKED
from protocols.statements import Kind

if TYPE_CHECKING:
    from governance.models import DocumentVersion
    from organisations.models import Organisation, User


@act
def admit(
    version: DocumentVersion, *, by: User, organisation: Organisation, direction: str, reason: str = ""
) -> Statement:
    """Approves, for the lead, that an organisation joins. It is a party once it has signed (`signing.sign`).

    The others are told and need not sign again. Raises InvalidMove for what is not in force or was signed elsewhere,
    ValidationError for who is a party or was admitted already.
    """
    version = locked(version)
    require(by, Can.PUBLISH, version.organisation)
    row = locked_round(version)
    if row is None or version.state != State.PUBLISHED:
        raise InvalidMove(_("An organisation joins what the parties have signed here and is in force."))
    if direction not in Direction:
        raise ValidationError({"direction": _("Say whether it discloses, receives, or both.")})
    today = timezone.localdate()
    waiting = Signatory.objects.filter(round=row, organisation=organisation, standing__in=sorted(ASKED))
    if str(organisation.pk) in agreement_of(version.document).parties(today) or waiting.exists():
        raise ValidationError(
            {
                "organisation": _("%(body)s is a party or is asked to sign already.")
                % {"body": organisation.name}
            }
        )
    told = parties_of(version.document, row)
    seats = [(organisation, Direction(direction), need) for need in needs_of(organisation, version)]
    ask(row, seats, is_joining=True)
    take_part(version.document, [organisation])
    statement = make(
        Kind.ADMISSION,
        version,
        by=by,
        organisation=version.organisation,
        concerns=organisation,
        direction=direction,
        round=row,
        reason=reason.strip(),
    )
    return tell(statement, by=by, audience={*told, organisation}, facts={"admits": organisation.code})
