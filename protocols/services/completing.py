"""What a statement makes of its round: the version comes into force once enough have signed, and the round ends when
nobody is asked any more. No acts: each act on a round calls this last, in its own transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from governance.lifecycle import State
from governance.services.publication import put_in_force
from protocols.models import RoundState, Signatory, SigningRound, Terms
from protocols.progress import Place, Progress

if TYPE_CHECKING:
    from audit.actors import HasActor
    from governance.models import DocumentVersion


def progress_of(row: SigningRound, signatories: Iterable[Signatory]) -> Progress:
    seats: dict[UUID, list[Signatory]] = defaultdict(list)
    for signatory in signatories:
        seats[signatory.organisation_id].append(signatory)
    places = [
        Place(
            str(body),
            tuple(each.standing for each in its),
            its[0].discloses,
            its[0].receives,
            is_joining=its[0].is_joining,
        )
        for body, its in seats.items()
    ]
    return Progress(places, row.needs_all)


def settle(row: SigningRound, signatories: Iterable[Signatory]) -> Progress:
    """Ends the round if nobody is asked any more; to be called before the act records."""
    progress = progress_of(row, signatories)
    if row.is_open and progress.is_over:
        row.state, row.ended_at = RoundState.COMPLETED, timezone.now()
        row.save(update_fields=["state", "ended_at"])
    return progress


def come_into_force(
    version: DocumentVersion,
    row: SigningRound,
    progress: Progress,
    signatories: Iterable[Signatory],
    *,
    by: HasActor,
) -> None:
    """Puts the version in force if enough have signed; to be called after the act recorded, with its own event."""
    if version.state != State.FOR_SIGNATURE or not progress.can_hold:
        return
    terms = Terms.objects.filter(version=version).first()
    today = timezone.localdate()
    put_in_force(
        version,
        by=by,
        opened_by=row.opened_by,
        not_before=(terms.starts_on if terms else None) or today,
        effective_to=terms.ends_on + timedelta(days=1) if terms and terms.ends_on else None,
        next_review_on=terms.review_on if terms else None,
        audience={signatory.organisation for signatory in signatories},
    )
