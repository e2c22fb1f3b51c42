"""When one body takes over from another, it takes its place in all its agreements by one act."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act
from audit.errors import InvalidMove
from governance.lifecycle import State
from governance.models import Document
from governance.services.locking import lock_documents
from organisations.models import Succession
from organisations.permissions import Can, require
from protocols.bench import needs_of
from protocols.held import agreement_of
from protocols.kinds import KINDS
from protocols.models import Signatory, SigningRound, Statement
from protocols.models.party import Direction
from protocols.services.asking import ask, take_part
from protocols.services.stating import locked, make, parties_of, tell
from protocols.standing import ASKED, Standing
from protocols.statements import Kind

if TYPE_CHECKING:
    from datetime import date

    from organisations.models import Organisation, User


@act
def succeed(
    predecessor: Organisation,
    *,
    by: User,
    successor: Organisation,
    documents: Collection[Document] | None = None,
) -> list[Statement]:
    """Takes the place of a predecessor in its agreements, or in these; whoever may sign for the successor does it.

    It counts from the day on which the register records the succession. Where a round is open the successor is asked to
    sign instead. Raises InvalidMove where no succession is recorded, or where there is nothing to take over.
    """
    require(by, Can.SIGN, successor)
    recorded = Succession.objects.filter(predecessor=predecessor, successor=successor).first()
    if recorded is None:
        raise InvalidMove(
            _("The register does not record that %(heir)s took over from %(body)s.")
            % {"heir": successor.name, "body": predecessor.name}
        )
    on = recorded.on or timezone.localdate()
    found = agreements_of(predecessor, successor)
    chosen = found if documents is None else [each for each in found if each in documents]
    made = [
        statement
        for document in lock_documents(*chosen)
        if (statement := _take_place(document, predecessor, successor, by, on)) is not None
    ]
    if not made:
        raise InvalidMove(
            _("%(body)s has no agreement whose place could be taken.") % {"body": predecessor.name}
        )
    return made


def agreements_of(predecessor: Organisation, successor: Organisation) -> list[Document]:
    """Those in which the predecessor has a part and that the successor has not taken over yet, by reference."""
    done = Statement.objects.filter(kind=Kind.SUCCESSION, organisation=successor, concerns=predecessor)
    part = Q(versions__parties__organisation=predecessor) | Q(
        versions__signing_rounds__signatories__organisation=predecessor
    )
    found = Document.objects.filter(part, kind__in=KINDS).exclude(pk__in=done.values("version__document"))
    return list(found.distinct().order_by("reference"))


def _take_place(
    document: Document, predecessor: Organisation, successor: Organisation, by: User, on: date
) -> Statement | None:
    """None where the predecessor is a party no more, or the agreement was never open or in force."""
    version = (
        document.versions.filter(state__in=[State.PUBLISHED, State.FOR_SIGNATURE]).newest_first().first()
    )
    if version is None:
        return None
    before = max(on, timezone.localdate())
    if str(predecessor.pk) not in agreement_of(document).parties(before):
        return None
    version = locked(version)
    told = parties_of(document, None)
    take_part(document, [successor])
    for row in SigningRound.objects.open().filter(version__document=document):
        _ask_instead(row, predecessor, successor)
    statement = make(
        Kind.SUCCESSION,
        version,
        by=by,
        organisation=successor,
        concerns=predecessor,
        effective_on=on,
    )
    return tell(
        statement,
        by=by,
        audience={*told, predecessor, successor},
        facts={"predecessor": predecessor.code},
    )


def _ask_instead(row: SigningRound, predecessor: Organisation, successor: Organisation) -> None:
    asked = sorted({*ASKED, Standing.DECLINED})
    seats = list(Signatory.objects.filter(round=row, organisation=predecessor, standing__in=asked))
    for seat in seats:
        seat.standing = Standing.SUCCEEDED
        seat.save(update_fields=["standing"])
    if seats and not Signatory.objects.filter(round=row, organisation=successor).exists():
        direction = Direction(seats[0].direction)
        ask(row, [(successor, direction, need) for need in needs_of(successor, row.version)])
