"""Acts by which somebody who is invited proves the mailbox: a code by e-mail, and the code given back."""

from __future__ import annotations

import logging
import smtplib

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import actors
from audit.actors import HasActor
from audit.acts import act, record
from audit.errors import InvalidMove
from audit.identifiers import new_id
from audit.verbs import Verb
from protocols import events, trouble
from protocols.lasting import CODE, CODES, CODES_IN, TRIES
from protocols.models import Invitation, InvitationCode
from protocols.standing import Standing
from protocols.tokens import digits_of, is_code, mac_of, new_code

logger = logging.getLogger(__name__)
AT_THE_DOOR = actors.public_form("invitation")  # whoever holds a link has proven nothing yet


@act
def send_code(invitation: Invitation, *, by: HasActor) -> InvitationCode:
    """Sends a code to the mailbox of an invitation; an earlier one dies.

    Raises InvalidMove where the invitation opens nothing any more, ValidationError (code "too_many") for too many codes
    in an hour.
    """
    invitation = locked_invitation(invitation)
    now = timezone.now()
    if found := trouble.of_reading(invitation, now):
        raise InvalidMove(trouble.sentence(found, invitation))
    if invitation.codes.filter(made_at__gt=now - CODES_IN).count() >= CODES:
        raise ValidationError(
            _("We have sent %(number)d codes within an hour. Wait an hour, then ask for another.")
            % {"number": CODES},
            code="too_many",
        )
    invitation.codes.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
    key, code = new_id(), new_code()
    made = InvitationCode.objects.create(
        pk=key, invitation=invitation, mac=mac_of(code, key), made_at=now, expires_at=now + CODE
    )
    _tell(events.INVITATION_CODE_SENT, invitation, by)
    transaction.on_commit(lambda: _send(invitation, code), robust=True)
    return made


@act
def prove(invitation: Invitation, *, by: HasActor, code: str) -> InvitationCode:
    """Takes the code that was sent: whoever gives it holds the mailbox. The first time, the review begins.

    Pages call `try_code`, which counts. Raises InvalidMove where the invitation opens nothing any more,
    ValidationError for a code that is wrong, too old, used or tried too often.
    """
    invitation = locked_invitation(invitation)
    now = timezone.now()
    if found := trouble.of_reading(invitation, now):
        raise InvalidMove(trouble.sentence(found, invitation))
    last = InvitationCode.objects.last_of(invitation)
    if last is None or last.used_at is not None or last.expires_at <= now:
        raise ValidationError({"code": _("This code has expired. Ask for a new one.")})
    if last.attempts > TRIES:
        raise ValidationError({"code": _("This code was tried too often. Ask for a new one.")})
    if not is_code(digits_of(code), last.pk, last.mac):
        raise ValidationError(
            {"code": _("This is not the code in our latest e-mail. Check it and try again.")}
        )
    last.used_at = now
    last.save(update_fields=["used_at"])
    signatory = invitation.signatory
    if signatory.standing == Standing.INVITED and signatory.round.is_open:
        signatory.standing = Standing.REVIEWING
        signatory.save(update_fields=["standing"])
    _tell(events.INVITATION_PROVEN, invitation, by)
    return last


def try_code(invitation: Invitation, *, by: HasActor, code: str) -> InvitationCode:
    """As `prove`; a try counts whether it succeeds or not."""
    count_try(invitation)
    return prove(invitation, by=by, code=code)


def count_try(invitation: Invitation) -> None:
    """Before a code is looked at, in a transaction of its own, so that a refusal does not undo it."""
    with transaction.atomic():
        last = InvitationCode.objects.select_for_update().filter(invitation=invitation)
        code = last.order_by("-made_at", "-pk").first()
        if code is not None and code.attempts <= TRIES:
            code.attempts += 1
            code.save(update_fields=["attempts"])


def guest_of(invitation: Invitation) -> actors.Actor:
    """Who acts by an invitation once the mailbox is proven."""
    return actors.invitation(invitation.address)


def locked_invitation(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update(of=("self",)).for_page().get(pk=invitation.pk)


def require_guest(invitation: Invitation, by: HasActor) -> None:
    """Raises PermissionDenied for anybody but the one who is invited."""
    if by.as_actor() != guest_of(invitation):
        raise PermissionDenied(_("This invitation is for somebody else. Open the link in your own e-mail."))


def _tell(verb: Verb, invitation: Invitation, by: HasActor) -> None:
    signatory = invitation.signatory
    version = signatory.round.version
    record(
        verb,
        version,
        by=by,
        audience={version.document.organisation, signatory.organisation},
        facts={
            "version": version.number,
            "organisation": signatory.organisation.code,
            "position": signatory.position,
            "invitation": str(invitation.pk),
        },
    )


def _send(invitation: Invitation, code: str) -> None:
    """At once, while somebody waits. The code is kept nowhere, so one that was not sent is asked for again."""
    context = {
        "invitation": invitation,
        "code": code,
        "minutes": int(CODE.total_seconds() // 60),
        "lead": invitation.signatory.round.version.document.organisation,
    }
    mail = EmailMessage(
        _("Your code to sign: valid for %(minutes)d minutes") % context,
        render_to_string("protocols/mail/code.txt", context),
        None,
        [invitation.address],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except (OSError, smtplib.SMTPException) as fault:
        logger.warning("a code for the invitation %s was not sent: %s", invitation.pk, type(fault).__name__)
