"""Begins, moves on and ends the round of approval of a version: for the acts of review, which hold its lock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.errors import InvalidMove
from audit.history import bulk_create
from governance.approving import ANYONE, Plan, Way
from governance.errors import NotAsked, OwnWork
from governance.models import (
    ApprovalRound,
    ApprovalRule,
    ApprovalSeat,
    ApprovalStep,
    Document,
    DocumentVersion,
)
from governance.models.approval import Outcome
from governance.rounds import Deciding, Option, Round, deciding, waiting_round
from organisations.models import User


def plan_for(document: Document) -> Plan:
    """The rule of its organisation for its kind, or for all kinds; where none is set, anyone who may approve."""
    rules = ApprovalRule.objects.filter(organisation=document.organisation, kind__in=[document.kind, ""])
    rule = rules.order_by("-kind").first()
    return rule.plan if rule else ANYONE


def begin(version: DocumentVersion, plan: Plan, due_on: date | None = None) -> ApprovalRound:
    """A new round of a version that was just submitted, with its first steps open. `due_on`: else by the rule."""
    at = version.submitted_at or timezone.now()
    if due_on is None and plan.days:
        due_on = timezone.localdate(at) + timedelta(days=plan.days)
    row = ApprovalRound(
        version=version,
        organisation=version.organisation,
        number=version.rounds.count() + 1,
        in_order=plan.in_order,
        submitted_by=version.submitted_by,
        submitted_at=at,
        due_on=due_on,
    )
    row.save()
    opened = plan.open_steps([{} for _step in plan.steps])
    steps = [
        ApprovalStep(round=row, position=place, needed=step.needed, opened_at=at if place in opened else None)
        for place, step in enumerate(plan.steps)
    ]
    bulk_create(ApprovalStep, steps)
    bulk_create(
        ApprovalSeat,
        [
            ApprovalSeat(
                step=row_of_step,
                position=place,
                way=seat.way,
                key="" if seat.way == Way.PERSON else seat.key,
                person_id=UUID(seat.key) if seat.way == Way.PERSON else None,
            )
            for row_of_step, step in zip(steps, plan.steps, strict=True)
            for place, seat in enumerate(step.seats)
        ],
    )
    return row


def decide(version: DocumentVersion) -> Deciding:
    """The round that a locked version waits in; one that was sent before rounds were kept gets its own now."""
    if not version.rounds.filter(outcome=Outcome.WAITING).exists():
        begin(version, ANYONE)
    return deciding(version)


def option_for(now: Deciding, by: User, key: str = "") -> Option:
    """The way in which a person approves: the one with the key, or the first.

    Raises OwnWork for who sent the version, InvalidMove for who approved already, NotAsked for whom no step waits.
    """
    if by.pk == now.round.row.submitted_by_id and not now.waiver:
        raise OwnWork(_("You sent this version for review, so another person must approve it."))
    refuse_spent(now, by)
    options = now.options(by)
    if not options:
        raise NotAsked(_("This version does not wait for your approval now."))
    found = [option for option in options if option.key == key or not key]
    if not found:
        raise ValidationError({"capacity": _("Choose in which capacity you approve.")})
    return found[0]


def refuse_spent(now: Deciding, by: User) -> None:
    """Raises InvalidMove where the one approval that a person has in this round is given."""
    for approval in now.round.live:
        if approval.person_id == by.pk:
            raise InvalidMove(
                _("You approved this version already. A second approval must be another person’s.")
            )
        if approval.principal_id == by.pk:
            raise InvalidMove(_("%(who)s approved this version for you already.") % {"who": approval.person})


def settle(version: DocumentVersion, at: datetime) -> Round | None:
    """Opens and closes steps by the approvals that stand. Returns the round if it waits for nobody any more."""
    found = waiting_round(version)
    taken = found.taken()
    waiting = found.plan.open_steps(taken)
    for place, (step, rule) in enumerate(zip(found.steps, found.plan.steps, strict=True)):
        done_at = (step.done_at or at) if rule.is_done(taken[place]) else None
        opened_at = (step.opened_at or at) if done_at or place in waiting else None
        if (step.opened_at, step.done_at) != (opened_at, done_at):
            step.opened_at, step.done_at = opened_at, done_at
            step.save(update_fields=["opened_at", "done_at"])
    return None if waiting else found


def end(version: DocumentVersion, outcome: str) -> None:
    """Ends the round that waits, or on the way back to draft the one by which the version was approved."""
    wanted = [Outcome.WAITING] if outcome == Outcome.APPROVED else [Outcome.WAITING, Outcome.APPROVED]
    row = version.rounds.filter(outcome__in=wanted).order_by("-number").first()
    if row is not None:
        row.outcome, row.ended_at = outcome, timezone.now()
        row.save(update_fields=["outcome", "ended_at"])


def refuse_not_seated(now: Deciding, by: User) -> None:
    """Raises NotAsked unless a step that is not done, now or later, waits for this person. Else as `option_for`."""
    if by.pk == now.round.row.submitted_by_id and not now.waiver:
        raise OwnWork(_("You sent this version for review, so another person must approve it."))
    refuse_spent(now, by)
    undone = [seat for seat in now.round.seats if seat.step.done_at is None]
    if not (now.can_act(by.pk) and any(now.sits(by.pk, seat) for seat in undone)):
        raise NotAsked(_("No step of this approval waits for you, so there is nothing to delegate."))
