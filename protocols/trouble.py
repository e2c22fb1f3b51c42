"""Why an invitation opens nothing, or signs nothing, any more; each with a sentence that says whom to ask."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from protocols.models.signing_round import RoundState
from protocols.standing import Standing

if TYPE_CHECKING:
    from protocols.models import Invitation


class Trouble(models.TextChoices):
    REVOKED = "revoked", gettext_lazy("This invitation is not valid any more")
    RENEWED = "renewed", gettext_lazy("A newer link took the place of this one")
    EXPIRED = "expired", gettext_lazy("This invitation has expired")
    USED = "used", gettext_lazy("This invitation was used already")
    SIGNED = "signed", gettext_lazy("This is signed already")
    CANCELLED = "cancelled", gettext_lazy("The signing was cancelled")
    OVER = "over", gettext_lazy("The signing is over")


def of_reading(invitation: Invitation, now: datetime) -> Trouble | None:
    """Why nothing is shown by an invitation. What was signed by it can be read for as long as it lasts."""
    if invitation.is_renewed and invitation.address == invitation.signatory.invited_address:
        return Trouble.RENEWED
    if invitation.revoked_at is not None or invitation.address != invitation.signatory.invited_address:
        return Trouble.REVOKED
    if invitation.is_over(now):
        return Trouble.EXPIRED
    return None


def of_answering(invitation: Invitation, now: datetime) -> Trouble | None:
    """Why nothing can be signed or answered by it. Whether the version is open is for the acts to say."""
    return of_reading(invitation, now) or of_signing(invitation)


def of_signing(invitation: Invitation) -> Trouble | None:
    """Why its signature is not awaited any more, whether or not the link is still good."""
    signatory = invitation.signatory
    if invitation.is_used:
        return Trouble.USED
    if signatory.standing == Standing.SIGNED:
        return Trouble.SIGNED
    if signatory.round.state == RoundState.CANCELLED:
        return Trouble.CANCELLED
    if signatory.round.state != RoundState.OPEN and not signatory.is_joining:
        return Trouble.OVER
    return None


def sentence(trouble: Trouble, invitation: Invitation) -> str:
    """What happened, that nothing is lost, and whom to ask."""
    lead = invitation.signatory.round.version.document.organisation.name
    match trouble:
        case Trouble.EXPIRED:
            day = date_format(localtime(invitation.expires_at), "j F Y")
            said = _("It was good until %(day)s. Ask %(lead)s to send you a new link.")
            return said % {"day": day, "lead": lead}
        case Trouble.RENEWED:
            said = _("Open the newest e-mail. If none came, look among the junk, or ask %(lead)s.")
        case Trouble.USED:
            day = date_format(localtime(invitation.used_at), "j F Y")
            return _("You signed with it on %(day)s. It signs once. If that was not you, tell %(lead)s.") % {
                "day": day,
                "lead": lead,
            }
        case Trouble.SIGNED:
            said = _(
                "Somebody else has signed for your organisation. If you did not expect that, ask %(lead)s."
            )
        case Trouble.CANCELLED:
            said = _("%(lead)s cancelled it, so what was signed binds nobody. Ask them what comes next.")
        case Trouble.OVER:
            said = _("The time to sign has passed. Ask %(lead)s how your organisation can join.")
        case Trouble.REVOKED:
            said = _("A newer one has taken its place, or somebody else is asked now. Ask %(lead)s.")
    return said % {"lead": lead}
