"""The act by which somebody who is invited gets a new link in place of one that is expired, used or lost.

Whoever holds the old link may ask, so nothing is told of whether it opens anything: the new one goes to the mailbox
that was invited, and nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act
from audit.errors import InvalidMove
from protocols import events, trouble
from protocols.lasting import RENEWALS, RENEWALS_IN
from protocols.models import Invitation, Question, Statement
from protocols.services.inviting import make
from protocols.services.proving import locked_invitation
from protocols.services.stating import locked

if TYPE_CHECKING:
    from audit.actors import HasActor


@act
def renew(invitation: Invitation, *, by: HasActor) -> Invitation:
    """Sends a new link to the mailbox of an invitation, and the old one dies; the log tells the lead.

    It opens no more than the old one did: what was used signs nothing. Raises InvalidMove where the link is still good,
    somebody else is asked now, nothing is left to sign or read, or too many were sent today.
    """
    locked(invitation.signatory.round.version)
    asked = locked_invitation(invitation)
    now = timezone.now()
    standing = Invitation.objects.for_page().standing()
    standing = standing.filter(signatory=asked.signatory_id, address=asked.address)
    last = standing.select_for_update(of=("self",)).first()
    if last is None or last.address != last.signatory.invited_address:
        raise InvalidMove(_("This mailbox is not invited any more. Nothing was sent."))
    if last == asked and not (last.is_used or last.is_over(now)):
        raise InvalidMove(_("This link is still good. Nothing was sent."))
    if trouble.of_signing(last) and not _has_own(last):
        raise InvalidMove(_("This signature is not asked for any more. Nothing was sent."))
    sent = Invitation.objects.renewed().filter(signatory=last.signatory_id, revoked_at__gt=now - RENEWALS_IN)
    if sent.count() >= RENEWALS:
        raise InvalidMove(_("Too many links were sent today. Nothing was sent."))
    last.revoked_at, last.is_renewed = now, True
    last.save(update_fields=["revoked_at", "is_renewed"])
    return make(
        last.signatory, by=by, made_by=last.made_by, used_at=last.used_at, verb=events.INVITATION_RENEWED
    )


def _has_own(invitation: Invitation) -> bool:
    """Whether something of theirs is left to be read: a receipt, or an answer to what they asked."""
    signatory, address = invitation.signatory, invitation.address
    said = Statement.objects.filter(signatory=signatory, address=address.lower())
    return said.exists() or Question.objects.of(signatory, address).exists()
