"""Acts of who is invited: sign, decline, ask for changes. Each once the mailbox is proven, for one seat alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from protocols import events, trouble
from protocols.given import Given, Proof
from protocols.models import Invitation, Statement
from protocols.services.answering import answer_for_seat
from protocols.services.proving import locked_invitation, require_guest
from protocols.services.signing import repeated, sign_by_invitation
from protocols.services.stating import locked
from protocols.standing import Standing
from protocols.statements import Kind

if TYPE_CHECKING:
    from audit.actors import HasActor


@act
def sign_as_invited(invitation: Invitation, *, by: HasActor, given: Given) -> Statement:
    """Signs what was shown and uses the invitation up. The same request again gives the same answer.

    Raises as `sign_by_invitation` does, PermissionDenied for anybody else, InvalidMove for an invitation that is used,
    expired, revoked or over.
    """
    require_guest(invitation, by)
    version = locked(invitation.signatory.round.version)
    if said := repeated(version, by, invitation.signatory.organisation, given):
        return said
    invitation = _open(invitation)
    statement = sign_by_invitation(invitation.signatory, by=by, given=given)
    invitation.used_at = statement.at
    invitation.save(update_fields=["used_at"])
    record(
        events.INVITATION_USED,
        version,
        by=by,
        audience={version.document.organisation, invitation.signatory.organisation},
        facts={
            "version": version.number,
            "organisation": invitation.signatory.organisation.code,
            "invitation": str(invitation.pk),
            "statement": str(statement.pk),
        },
    )
    return statement


@act
def decline_as_invited(
    invitation: Invitation, *, by: HasActor, name: str, post: str, reason: str, proof: Proof
) -> Statement:
    """Declines to sign, with a reason. Who declined may think again while the round is open.

    Raises as `sign_as_invited` does, ValidationError without name, post or reason.
    """
    text = _("Say why, so that the other parties know.")
    return _answer(invitation, by, Kind.REFUSAL, Standing.DECLINED, (name, post, reason), text, proof)


@act
def request_changes_as_invited(
    invitation: Invitation, *, by: HasActor, name: str, post: str, reason: str, proof: Proof
) -> Statement:
    """Asks for changes before the signature. The round goes on. Raises as `decline_as_invited` does."""
    text = _("Say what should change, so that the lead organisation can act on it.")
    asked = Standing.CHANGES_REQUESTED
    return _answer(invitation, by, Kind.CHANGES_REQUESTED, asked, (name, post, reason), text, proof)


def _answer(
    invitation: Invitation,
    by: HasActor,
    kind: Kind,
    standing: Standing,
    words: tuple[str, str, str],
    sentence: str,
    proof: Proof,
) -> Statement:
    require_guest(invitation, by)
    version = locked(invitation.signatory.round.version)
    invitation = _open(invitation)
    name, post, reason = words
    errors = {}
    for field, value, wanted in (
        ("name", name, _("Write your name.")),
        ("post", post, _("Write your post, such as Director of Public Health.")),
        ("reason", reason, sentence),
    ):
        if not value.strip():
            errors[field] = wanted
    if errors:
        raise ValidationError(errors)
    return answer_for_seat(
        version,
        invitation.signatory,
        kind,
        standing,
        by=by,
        reason=reason.strip(),
        name=name.strip(),
        post=post.strip(),
        strength=proof.strength,
        authenticated_at=proof.at,
    )


def _open(invitation: Invitation) -> Invitation:
    """As it is now, locked. Raises InvalidMove where it signs nothing any more."""
    invitation = locked_invitation(invitation)
    if found := trouble.of_answering(invitation, timezone.now()):
        raise InvalidMove(trouble.sentence(found, invitation))
    return invitation
