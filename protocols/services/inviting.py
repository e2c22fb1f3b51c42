"""Acts on invitations to sign: invite, send anew, revoke. Whoever invites never sees the link."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import make_msgid
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import job
from audit.acts import act, record
from audit.errors import InvalidMove
from audit.identifiers import new_id
from governance.jobs.queue import wake
from organisations.permissions import Can, can, require
from protocols import events
from protocols.lasting import INVITATION, LONGEST_INVITATION
from protocols.models import Invitation, Letter, Signatory
from protocols.services.opening import change_signatory
from protocols.services.stating import locked, locked_round
from protocols.standing import Standing
from protocols.tokens import fingerprint_of, token_of

if TYPE_CHECKING:
    from audit.actors import HasActor
    from audit.verbs import Verb
    from governance.models import DocumentVersion
    from organisations.models import User

TASK = "protocols.tasks.send_invitations"


@act
def invite(
    signatory: Signatory, *, by: User, name: str, address: str, days: int = INVITATION.days
) -> Invitation:
    """Names who is invited to give one signature and sends the link to that mailbox; an earlier link dies.

    Raises as `change_signatory` does, and ValidationError for days that are none or too many.
    """
    check_days(days)
    errors = {}
    if not name.strip():
        errors["name"] = _("Write the name of the person whom you invite.")
    if not address.strip():
        errors["address"] = _("Write the e-mail address of the person whom you invite.")
    if errors:
        raise ValidationError(errors)
    signatory = change_signatory(signatory, by=by, name=name, address=address)
    _end_standing(signatory, by)
    return make(signatory, by=by, made_by=by, days=days)


@act
def send_anew(invitation: Invitation, *, by: User, days: int = INVITATION.days) -> Invitation:
    """Sends a new link to the same mailbox; the old one dies.

    Raises InvalidMove once it is signed, the round is over or somebody else is asked now.
    """
    check_days(days)
    version = locked(invitation.signatory.round.version)
    invitation = _locked(invitation)
    _require(by, version, invitation.signatory)
    signatory = invitation.signatory
    row = locked_round(version)
    if (
        row is None
        or row.pk != signatory.round_id
        or not row.is_open
        or signatory.standing == Standing.SIGNED
    ):
        raise InvalidMove(_("This signature is not asked for any more."))
    if signatory.invited_address != invitation.address:
        raise InvalidMove(_("Somebody else is asked now. Nothing was sent."))
    _end_standing(signatory, by)
    return make(signatory, by=by, made_by=by, days=days)


@act
def revoke(invitation: Invitation, *, by: User) -> Invitation:
    """Ends an invitation: its link opens nothing any more. What was signed by it stays.

    Raises InvalidMove where it was revoked already.
    """
    version = locked(invitation.signatory.round.version)
    invitation = _locked(invitation)
    _require(by, version, invitation.signatory)
    if invitation.revoked_at is not None:
        raise InvalidMove(_("This invitation was revoked already."))
    _end(invitation, by)
    _tell(events.INVITATION_REVOKED, invitation, version, by)
    return invitation


def may_invite(person: User, signatory: Signatory) -> bool:
    """Whether a person may send and revoke invitations of a signatory: what the acts require."""
    lead = signatory.round.version.document.organisation
    return can(person, Can.MANAGE_PEOPLE, signatory.organisation) or can(person, Can.PUBLISH, lead)


def check_days(days: int) -> None:
    """Raises ValidationError."""
    if not 1 <= days <= LONGEST_INVITATION:
        raise ValidationError(
            {"days": _("Choose between 1 and %(most)d days.") % {"most": LONGEST_INVITATION}}
        )


def _require(by: User, version: DocumentVersion, signatory: Signatory) -> None:
    if not can(by, Can.MANAGE_PEOPLE, signatory.organisation):
        require(by, Can.PUBLISH, version.organisation)


def _locked(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update(of=("self",)).for_page().get(pk=invitation.pk)


def _end_standing(signatory: Signatory, by: User) -> None:
    rows = Invitation.objects.select_for_update(of=("self",)).filter(signatory=signatory)
    for old in rows.standing():
        _end(old, by)


def _end(invitation: Invitation, by: User) -> None:
    invitation.revoked_by, invitation.revoked_at = by, timezone.now()
    invitation.save(update_fields=["revoked_by", "revoked_at"])


def make(
    signatory: Signatory,
    *,
    by: HasActor,
    made_by: User,
    days: int = INVITATION.days,
    used_at: datetime | None = None,
    verb: Verb = events.INVITATION_MADE,
) -> Invitation:
    """An invitation of who is named now, with the letter that brings its link. For acts that lock the signatory.

    `used_at`: its signature was given by the link before it, so that it opens what was signed and signs nothing.
    """
    now = timezone.now()
    key = new_id()
    last = Invitation.objects.filter(signatory=signatory).aggregate(last=Max("number"))["last"]
    invitation = Invitation(
        pk=key,
        signatory=signatory,
        number=(last or 0) + 1,
        name=signatory.invited_name,
        address=signatory.invited_address,
        token_sha256=fingerprint_of(token_of(key)),
        made_by=made_by,
        made_at=now,
        expires_at=now + timedelta(days=days),
        used_at=used_at,
    )
    invitation.full_clean(validate_unique=False, validate_constraints=False)
    invitation.save(force_insert=True)
    domain = urlsplit(settings.PUBLIC_BASE_URL).hostname
    Letter.objects.create(
        invitation=invitation, message_id=make_msgid(domain=domain), made_at=now, due_at=now
    )
    _tell(verb, invitation, signatory.round.version, by)
    transaction.on_commit(wake_job, robust=True)
    return invitation


def wake_job() -> None:
    wake(TASK, by=job("send_invitations"), label=_("Sending invitations"))


def _tell(verb: Verb, invitation: Invitation, version: DocumentVersion, by: HasActor) -> None:
    signatory = invitation.signatory
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
            "expires_at": invitation.expires_at.isoformat(),
        },
    )
