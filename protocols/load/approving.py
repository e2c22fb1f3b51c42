"""Rounds of approval of load data, as `governance.services.rounds` keeps them where an organisation has set no rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from governance.approving import ANYONE
from governance.models import Approval, ApprovalRound, ApprovalSeat, ApprovalStep
from governance.models.approval import Outcome

if TYPE_CHECKING:
    from governance.models import DocumentVersion
    from organisations.models import User
    from protocols.load.world import World


@dataclass(frozen=True)
class Waiting:
    """A round that one approval ends."""

    round: ApprovalRound
    step: ApprovalStep
    seat: ApprovalSeat

    @property
    def facts(self) -> dict[str, str | int]:
        """What the log says of the round when it begins."""
        return {"round": self.round.number, "due_on": ""}


def begin(world: World, version: DocumentVersion) -> Waiting:
    """The round of a version that was just submitted, which is its first."""
    [step], [seat], now = ANYONE.steps, ANYONE.steps[0].seats, world.clock.now
    row = ApprovalRound(
        id=world.key(),
        version=version,
        organisation=version.organisation,
        number=1,
        in_order=ANYONE.in_order,
        submitted_by=version.submitted_by,
        submitted_at=now,
    )
    opened = ApprovalStep(id=world.key(), round=row, position=0, needed=step.needed, opened_at=now)
    free = ApprovalSeat(id=world.key(), step=opened, position=0, way=seat.way, key=seat.key)
    world.ledger.add(row, opened, free)
    return Waiting(row, opened, free)


def give(world: World, waiting: Waiting, by: User, given_as: str) -> dict[str, str | int]:
    """The approval that ends the round. Returns what the log says of it."""
    now = world.clock.now
    approval = Approval(
        id=world.key(),
        round=waiting.round,
        seat=waiting.seat,
        person=by,
        principal=by,
        given_as=given_as,
        at=now,
    )
    waiting.step.done_at = now
    waiting.round.outcome, waiting.round.ended_at = Outcome.APPROVED, now
    world.ledger.add(approval)
    world.ledger.change(waiting.step, "done_at")
    world.ledger.change(waiting.round, "outcome", "ended_at")
    return {"round": waiting.round.number, "step": waiting.step.position + 1, "for": ""}
