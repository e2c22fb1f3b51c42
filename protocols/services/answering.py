"""What a party does beside signing: it reviews, asks for changes, declines, or takes its signature back.

None of this stops anybody from sharing case by case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from governance.lifecycle import State
from organisations.permissions import Can, require
from protocols import events
from protocols.models import Signatory, Statement
from protocols.services.completing import come_into_force, settle
from protocols.services.signing import Table, set_table
from protocols.services.stating import locked, make, require_text, tell
from protocols.standing import ASKED, Standing, check
from protocols.statements import Kind

if TYPE_CHECKING:
    from audit.actors import HasActor
    from governance.models import DocumentVersion
    from organisations.models import Organisation, User


@act
def begin_review(version: DocumentVersion, *, by: User, organisation: Organisation) -> list[Signatory]:
    """Notes that a party has begun to look at the version. Raises InvalidMove where it began already."""
    table = _open_table(version, organisation)
    require(by, Can.READ_DRAFTS, organisation)
    mine = [each for each in table.of(organisation) if each.standing == Standing.INVITED]
    if not mine:
        raise InvalidMove(_("%(body)s has begun already.") % {"body": organisation.name})
    _move(mine, Standing.REVIEWING)
    record(
        events.SIGNATORY_REVIEWING,
        table.version,
        by=by,
        audience={table.version.organisation, organisation},
        facts={"version": table.version.number, "organisation": organisation.code},
    )
    return mine


@act
def request_changes(
    version: DocumentVersion, *, by: User, organisation: Organisation, reason: str
) -> Statement:
    """Asks for changes before the party signs. The round goes on; the lead decides whether to cancel it.

    Raises InvalidMove where nothing is open or the party has answered, ValidationError without a reason.
    """
    table = _open_table(version, organisation)
    require(by, Can.COMMENT, organisation)
    reason = require_text(reason, _("Say what should change, so that the lead organisation can act on it."))
    return _answer(table, organisation, by, Kind.CHANGES_REQUESTED, Standing.CHANGES_REQUESTED, reason)


@act
def decline(version: DocumentVersion, *, by: User, organisation: Organisation, reason: str) -> Statement:
    """Declines to sign for an organisation, with a reason. It may think again while the round is open.

    Raises as `request_changes` does.
    """
    table = _open_table(version, organisation)
    require(by, Can.SIGN, organisation)
    reason = require_text(reason, _("Say why, so that the other parties know."))
    return _answer(table, organisation, by, Kind.REFUSAL, Standing.DECLINED, reason)


@act
def withdraw_signature(statement: Statement, *, by: User, reason: str) -> Statement:
    """Takes back a signature of one's organisation as long as nothing is in force by it. Both are kept.

    Raises InvalidMove once the version is in force (then the organisation leaves with notice) or where it was taken
    back already, ValidationError without a reason.
    """
    organisation = statement.organisation
    table = _open_table(statement.version, organisation)
    require(by, Can.SIGN, organisation)
    if table.version.state != State.FOR_SIGNATURE:
        raise InvalidMove(_("The version is in force. Give notice to leave instead."))
    if (
        statement.round_id != table.row.pk
        or not Statement.objects.signatures().filter(pk=statement.pk).exists()
    ):
        raise InvalidMove(_("This is no signature that can be withdrawn."))
    reason = require_text(reason, _("Say why, so that the other parties know."))
    signatory = next(each for each in table.signatories if each.pk == statement.signatory_id)
    check(signatory.standing, Standing.REVIEWING)
    _move([signatory], Standing.REVIEWING)
    made = make(
        Kind.WITHDRAWAL,
        table.version,
        by=by,
        organisation=organisation,
        round=table.row,
        signatory=signatory,
        about=statement,
        reason=reason,
    )
    return _told(table, made, by)


def answer_for_seat(
    version: DocumentVersion,
    signatory: Signatory,
    kind: Kind,
    standing: Standing,
    *,
    by: HasActor,
    **fields: Any,  # the other columns of a Statement
) -> Statement:
    """What an act of somebody who is invited calls: an answer for one signatory alone. Raises InvalidMove."""
    table = _open_table(version, signatory.organisation)
    mine = next((each for each in table.signatories if each.pk == signatory.pk), None)
    if mine is None:
        raise InvalidMove(_("This signature is not asked for any more."))
    check(mine.standing, standing)
    _move([mine], standing)
    made = make(
        kind,
        table.version,
        by=by,
        organisation=mine.organisation,
        round=table.row,
        signatory=mine,
        **fields,
    )
    return _told(table, made, by)


def _open_table(version: DocumentVersion, organisation: Organisation) -> Table:
    table = set_table(locked(version), organisation)
    if not table.row.is_open:
        raise InvalidMove(_("The round of signing is over."))
    return table


def _answer(
    table: Table, organisation: Organisation, by: User, kind: Kind, standing: Standing, reason: str
) -> Statement:
    mine = [each for each in table.of(organisation) if each.standing in ASKED and each.standing != standing]
    if not mine:
        raise InvalidMove(_("%(body)s has answered already.") % {"body": organisation.name})
    for signatory in mine:
        check(signatory.standing, standing)
    _move(mine, standing)
    made = make(
        kind,
        table.version,
        by=by,
        organisation=organisation,
        round=table.row,
        signatory=mine[0],
        reason=reason,
    )
    return _told(table, made, by)


def _told(table: Table, statement: Statement, by: HasActor) -> Statement:
    progress = settle(table.row, table.signatories)
    tell(
        statement,
        by=by,
        audience={each.organisation for each in table.signatories},
        facts={"round": table.row.number, "asked": len(progress.asked)},
    )
    come_into_force(table.version, table.row, progress, table.signatories, by=by)
    return statement


def _move(signatories: list[Signatory], standing: Standing) -> None:
    for signatory in signatories:
        signatory.standing = standing
        signatory.save(update_fields=["standing"])
