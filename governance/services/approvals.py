"""Acts within a round of approval besides approving: take an approval back, let a colleague approve, end that."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from governance import events
from governance.lifecycle import State
from governance.models import Approval, Delegation, DocumentVersion
from governance.models.approval import Outcome
from governance.rounds import Deciding
from governance.services import rounds
from governance.services.locking import lock_version
from organisations.models import User
from organisations.permissions import Can, require


@act
def take_back(version: DocumentVersion, *, by: User, reason: str) -> Approval:
    """Marks the person's own approval in the round that waits; its step opens again.

    Only before the last approval. Raises InvalidMove where there is none, ValidationError without a reason.
    """
    version = _locked_in_review(version)
    require(by, Can.APPROVE, version.document)
    mine = Approval.objects.live().filter(round__version=version, round__outcome=Outcome.WAITING, person=by)
    approval = mine.select_related("round").first()
    if approval is None:
        raise InvalidMove(_("You have no approval of this version to take back."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why you take your approval back.")})
    approval.taken_back_at = timezone.now()
    approval.save(update_fields=["taken_back_at"])
    rounds.settle(version, approval.taken_back_at)
    record(
        events.APPROVAL_TAKEN_BACK,
        version,
        by=by,
        audience=[version.organisation],
        facts={"version": version.number, "round": approval.round.number},
        reason=reason.strip(),
    )
    return approval


@act
def delegate(version: DocumentVersion, *, by: User, to: User, until: date, reason: str = "") -> Delegation:
    """Lets a colleague, who may approve the document, give this person's approval up to and including a day.

    It replaces an earlier one. Raises NotAsked where no step waits for the person, OwnWork for who sent the version,
    InvalidMove where the approval is given, ValidationError for a colleague who could not approve or a past day.
    """
    version = _locked_in_review(version)
    require(by, Can.APPROVE, version.document)
    now = rounds.decide(version)
    rounds.refuse_not_seated(now, by)
    _check_delegate(now, by, to)
    if until < now.on:
        raise ValidationError({"until": _("The last day can be today or later, not in the past.")})
    _end_earlier(now, by)
    given = Delegation(round=now.round.row, giver=by, delegate=to, until=until, given_at=timezone.now())
    given.save()
    record(
        events.APPROVAL_DELEGATED,
        version,
        by=by,
        audience=[version.organisation],
        facts={"version": version.number, "person": str(to.pk), "until": until.isoformat()},
        reason=reason.strip(),
    )
    return given


def _check_delegate(now: Deciding, by: User, to: User) -> None:
    """Raises ValidationError with a sentence for each reason why somebody cannot be the delegate."""
    words = {"who": to}
    if to.pk == by.pk:
        raise ValidationError({"to": _("Choose a colleague, not yourself.")})
    if to.pk == now.round.row.submitted_by_id:
        raise ValidationError(
            {"to": _("%(who)s sent this version, so somebody else must approve it.") % words}
        )
    if to.pk not in now.bench.people:
        raise ValidationError({"to": _("%(who)s may not approve documents here.") % words})
    if to.pk in now.spent:
        raise ValidationError({"to": _("%(who)s has approved this version already.") % words})


@act
def end_delegation(version: DocumentVersion, *, by: User) -> Delegation:
    """Takes back at once what the person delegated. Raises InvalidMove where nothing is delegated now."""
    version = _locked_in_review(version)
    require(by, Can.APPROVE, version.document)
    now = rounds.decide(version)
    given = _end_earlier(now, by)
    if given is None or not given.until >= now.on:
        raise InvalidMove(_("You have not delegated this approval."))
    record(
        events.DELEGATION_ENDED,
        version,
        by=by,
        audience=[version.organisation],
        facts={"version": version.number, "person": str(given.delegate_id)},
    )
    return given


def _end_earlier(now: Deciding, by: User) -> Delegation | None:
    """Also one whose last day has passed: it makes room for the next."""
    found = next((d for d in now.round.delegations if d.giver_id == by.pk and d.ended_at is None), None)
    if found is not None:
        found.ended_at = timezone.now()
        found.save(update_fields=["ended_at"])
    return found


def _locked_in_review(version: DocumentVersion) -> DocumentVersion:
    version = lock_version(version)
    if version.state != State.IN_REVIEW:
        raise InvalidMove(
            _("This version is in the state “%(state)s”, so there is nothing to approve.")
            % {"state": State(version.state).label}
        )
    return version
