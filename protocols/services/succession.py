"""When one body takes over from another, it takes its place in all its agreements by one act."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act
from audit.errors import InvalidMove
from governance.jobs.progress import report
from governance.lifecycle import State
from governance.models import Document
from governance.services.locking import lock_documents
from organisations.models import Succession
from organisations.permissions import Can, Person, can, require
from protocols.bench import needs_of
from protocols.held import agreement_of
from protocols.kinds import KINDS
from protocols.models import Signatory, SigningRound, Statement
from protocols.models.party import Direction
from protocols.services.asking import ask, take_part
from protocols.services.stating import locked, make, parties_of, require_text, tell
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
    """Takes the place of a predecessor in its agreements, or in these.

    Whoever may sign for the successor does it, or looks after its entry: the succession itself is a matter of law. It
    counts from the day on which the register records it. Where a round is open the successor is asked to sign instead.
    Raises InvalidMove where no succession is recorded, or where there is nothing to take over.
    """
    on = _taken_over_on(predecessor, successor, by)
    made = []
    chosen = lock_documents(*_chosen(predecessor, successor, documents))
    for number, document in enumerate(chosen, start=1):
        report(number, len(chosen), str(document.reference))
        if (statement := _take_place(document, predecessor, successor, by, on)) is not None:
            made.append(statement)
    if not made:
        raise InvalidMove(
            _("%(body)s has no agreement whose place could be taken.") % {"body": predecessor.name}
        )
    return made


@act
def end_part(
    predecessor: Organisation,
    *,
    by: User,
    successor: Organisation,
    documents: Collection[Document],
    reason: str,
) -> list[Statement]:
    """Says that the part of a predecessor in these agreements ends, and that nobody takes its place.

    All of them, or none. The others stay bound among themselves. Raises as `succeed`; ValidationError without a reason,
    and with a sentence for each agreement that waits for the predecessor's signature.
    """
    on = _taken_over_on(predecessor, successor, by)
    reason = require_text(reason, _("Say why its part ends. The other parties read it."))
    made, refused = [], []
    chosen = lock_documents(*_chosen(predecessor, successor, documents))
    for number, document in enumerate(chosen, start=1):
        report(number, len(chosen), str(document.reference))
        if _is_asked(document, predecessor):
            sentence = _(
                "%(document)s waits for its signature. Take its place, or let the lead cancel the round."
            )
            refused.append(sentence % {"document": document})
        elif (statement := _end(document, predecessor, successor, by, on, reason)) is not None:
            made.append(statement)
    if refused:
        raise ValidationError(refused)
    if not made:
        raise InvalidMove(
            _("%(body)s has no agreement in which its part could end.") % {"body": predecessor.name}
        )
    return made


def may_decide(person: Person, successor: Organisation) -> bool:
    """Whether a person decides what becomes of a predecessor's agreements. Twin of what the acts require."""
    return can(person, Can.SIGN, successor) or can(person, Can.MANAGE_ORGANISATION, successor)


def _taken_over_on(predecessor: Organisation, successor: Organisation, by: User) -> date:
    """The day of the succession. Raises PermissionDenied, and InvalidMove where none is recorded."""
    looks_after = can(by, Can.MANAGE_ORGANISATION, successor)
    require(by, Can.MANAGE_ORGANISATION if looks_after else Can.SIGN, successor)
    recorded = Succession.objects.filter(predecessor=predecessor, successor=successor).first()
    if recorded is None:
        raise InvalidMove(
            _("The register does not record that %(heir)s took over from %(body)s.")
            % {"heir": successor.name, "body": predecessor.name}
        )
    return recorded.on or timezone.localdate()


def _chosen(
    predecessor: Organisation, successor: Organisation, documents: Collection[Document] | None
) -> list[Document]:
    found = agreements_of(predecessor, successor)
    return found if documents is None else [each for each in found if each in documents]


def agreements_of(predecessor: Organisation, successor: Organisation) -> list[Document]:
    """Those in which the predecessor has a part about which the successor has not decided yet, by reference."""
    done = Statement.objects.filter(
        kind__in=[Kind.SUCCESSION, Kind.CESSATION], organisation=successor, concerns=predecessor
    )
    part = Q(versions__parties__organisation=predecessor) | Q(
        versions__signing_rounds__signatories__organisation=predecessor
    )
    states = [State.PUBLISHED, State.FOR_SIGNATURE]  # nobody outside hears of a draft that names the body
    found = Document.objects.filter(part, versions__state__in=states, kind__in=KINDS).exclude(
        pk__in=done.values("version__document")
    )
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


def _is_asked(document: Document, body: Organisation) -> bool:
    """Whether a round is open in which the body has not answered yet."""
    open_rounds = SigningRound.objects.open().filter(version__document=document)
    return Signatory.objects.filter(
        round__in=open_rounds, organisation=body, standing__in=sorted(ASKED)
    ).exists()


def _end(
    document: Document,
    predecessor: Organisation,
    successor: Organisation,
    by: User,
    on: date,
    reason: str,
) -> Statement | None:
    """None where the predecessor is a party no more, or the agreement was never open or in force."""
    version = (
        document.versions.filter(state__in=[State.PUBLISHED, State.FOR_SIGNATURE]).newest_first().first()
    )
    if version is None or str(predecessor.pk) not in agreement_of(document).parties(
        max(on, timezone.localdate())
    ):
        return None
    version = locked(version)
    signed = Statement.objects.of_agreement(document).signatures().filter(organisation=predecessor)
    last = max((each.effective_on for each in signed), default=None)
    if last is not None and last >= on:  # it still signed then, and who signs on the day it leaves is back
        on = last + timedelta(days=1)
    statement = make(
        Kind.CESSATION,
        version,
        by=by,
        organisation=successor,
        concerns=predecessor,
        effective_on=on,
        reason=reason,
    )
    return tell(
        statement,
        by=by,
        audience={*parties_of(document, None), predecessor, successor},
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
