"""Acts on a round of signing: open a version for signature, change its last day, close it, cancel it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from governance import events as governance_events
from governance.lifecycle import State
from governance.models import DocumentVersion
from governance.services.naming import described
from governance.services.publication import check_open_to_public
from governance.services.review import thaw
from organisations.models import User
from organisations.permissions import Can, can, require
from protocols import events
from protocols.bench import bench_of, needs_of_all
from protocols.minimum import Facts, missing
from protocols.models import Party, RoundState, Signatory, SigningRound, Terms
from protocols.models.party import Direction
from protocols.opening_rules import Body, fault_of_accord, faults_of_dates, faults_of_parties
from protocols.services.acceding import above
from protocols.services.asking import ask, take_part
from protocols.services.stating import locked, locked_round, parties_of, require_text
from protocols.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from governance.kinds import VersionText
    from organisations.models import Organisation


@act
def open_for_signature(
    version: DocumentVersion,
    *,
    by: User,
    needs_all: bool = False,
    closes_on: date | None = None,
    long_stop_on: date | None = None,
    confirmed_open: bool = False,
    confirmed_new: bool = False,
) -> SigningRound:
    """Asks the parties of an approved version to sign it, each by its own rule of today.

    `needs_all`: all sign before it is in force; `closes_on`: the last day to sign; `long_stop_on`: the day on which the
    version before ends even where not all have signed. Raises InvalidMove unless it is approved, ValidationError
    without what the law requires, for days that contradict each other, or where nobody confirmed what the public reads.
    """
    version = locked(version)
    require(by, Can.PUBLISH, version.organisation)
    version.document.kind_model.lifecycle.check(version.state, State.FOR_SIGNATURE)
    parties = list(Party.objects.filter(version=version).select_related("organisation").order_by("position"))
    if faults := wanting(version, parties):
        raise ValidationError(faults)
    if errors := _faults_of_dates(version, closes_on, long_stop_on):
        raise ValidationError(errors)
    check_open_to_public(version, confirmed_open=confirmed_open, confirmed_new=confirmed_new)
    bodies = [party.organisation for party in parties if party.organisation]
    last = SigningRound.objects.filter(version=version).aggregate(last=Max("number"))["last"]
    row = SigningRound(
        version=version,
        number=(last or 0) + 1,
        sha256=version.content_sha256,
        opened_by=by,
        opened_as=described(by, version.organisation),
        opened_at=timezone.now(),
        needs_all=needs_all,
        closes_on=closes_on,
        long_stop_on=long_stop_on,
    )
    row.full_clean(validate_unique=False, validate_constraints=False)
    row.save()
    wanted = needs_of_all(bodies, version)
    signatories = [
        (party.organisation, Direction(party.direction), need)
        for party in parties
        if party.organisation
        for need in wanted[party.organisation.pk]
    ]
    ask(row, signatories)
    take_part(version.document, bodies)
    version.state = State.FOR_SIGNATURE
    version.lock += 1
    version.save(update_fields=["state", "lock"])
    record(
        governance_events.VERSION_OPENED,
        version,
        by=by,
        audience={version.organisation, *bodies},
        facts={
            "version": version.number,
            "sha256": version.content_sha256,
            "round": row.number,
            "parties": [body.code for body in bodies],
            "signatures": len(signatories),
            "needs_all": needs_all,
            "closes_on": closes_on.isoformat() if closes_on else "",
            "long_stop_on": long_stop_on.isoformat() if long_stop_on else "",
        },
    )
    return row


@act
def cancel(version: DocumentVersion, *, by: User, reason: str, abandon: bool = False) -> DocumentVersion:
    """Ends the signing of a version that is not in force yet. What was signed is kept, and binds nobody.

    The version becomes a draft again, so that its text can change; `abandon`: there will be no such agreement, and it
    is kept as it was. Raises InvalidMove unless it is open for signature, ValidationError without a reason.
    """
    version = locked(version)
    require(by, Can.PUBLISH, version.organisation)
    if version.state != State.FOR_SIGNATURE:
        raise InvalidMove(_("This version is not open for signature."))
    version.document.kind_model.lifecycle.check(version.state, State.WITHDRAWN if abandon else State.DRAFT)
    reason = require_text(reason, _("Say why. Those who were asked to sign will read it."))
    row = _open_round(version)
    sha256, told = version.content_sha256, parties_of(version.document, row)
    _end(row, RoundState.CANCELLED, reason)
    if abandon:
        version.state = State.WITHDRAWN
        version.withdrawn_by, version.withdrawn_at = by, timezone.now()
        version.withdrawal_reason = reason
        version.lock += 1
        version.full_clean()
        version.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawal_reason", "lock"])
    else:
        thaw(version)
    record(
        governance_events.VERSION_SIGNING_CANCELLED,
        version,
        by=by,
        audience={version.organisation, *told},
        facts={"version": version.number, "sha256": sha256, "round": row.number, "abandoned": abandon},
        reason=reason,
    )
    return version


@act
def extend(version: DocumentVersion, *, by: User, closes_on: date | None) -> SigningRound:
    """Sets another last day to sign, or none. Raises InvalidMove where no round is open, ValidationError for a day
    that has passed or that contradicts another."""
    version = locked(version)
    require(by, Can.PUBLISH, version.organisation)
    row = _open_round(version)
    if errors := _faults_of_dates(version, closes_on, row.long_stop_on):
        raise ValidationError(errors)
    row.closes_on = closes_on
    row.save(update_fields=["closes_on"])
    record(
        events.SIGNING_EXTENDED,
        version,
        by=by,
        audience={version.organisation, *parties_of(version.document, row)},
        facts={
            "version": version.number,
            "round": row.number,
            "closes_on": closes_on.isoformat() if closes_on else "",
        },
    )
    return row


@act
def close(version: DocumentVersion, *, by: User, reason: str) -> SigningRound:
    """Ends the round of a version that is in force between some, without those who have not signed.

    They can join later. Raises InvalidMove where no round is open or nothing is in force by it yet, ValidationError
    without a reason.
    """
    version = locked(version)
    require(by, Can.PUBLISH, version.organisation)
    row = _open_round(version)
    if version.state != State.PUBLISHED:
        raise InvalidMove(_("It is not in force between anybody yet. Cancel the signing instead."))
    reason = require_text(reason, _("Say why. Those who were asked to sign will read it."))
    _end(row, RoundState.COMPLETED, reason)
    record(
        events.SIGNING_CLOSED,
        version,
        by=by,
        audience={version.organisation, *parties_of(version.document, row)},
        facts={"version": version.number, "round": row.number},
        reason=reason,
    )
    return row


@act
def change_signatory(signatory: Signatory, *, by: User, name: str = "", address: str = "") -> Signatory:
    """Names who is invited to give one signature, or with nothing goes back to the organisation's own people.

    Whoever looks after the organisation's people may; the lead, where nobody of the organisation can give the
    signature. Raises InvalidMove once it is signed or the round is over, ValidationError for a name without an address
    or an address without a name, for one that the lead may not name, and once the last day to sign has passed.
    """
    version = locked(signatory.round.version)
    row = _open_round(version)
    signatory = Signatory.objects.select_for_update(of=("self",)).in_order().get(pk=signatory.pk)
    is_their_own = can(by, Can.MANAGE_PEOPLE, signatory.organisation)
    if not is_their_own:
        require(by, Can.PUBLISH, version.organisation)
    if signatory.round_id != row.pk or signatory.standing == Standing.SIGNED:
        raise InvalidMove(_("This signature is not asked for any more."))
    if bool(name.strip()) != bool(address.strip()):
        raise ValidationError(_("Give both the name and the e-mail address of who is invited."))
    if address.strip() and row.closes_on is not None and row.closes_on < timezone.localdate():
        raise ValidationError(_("The last day to sign has passed. Set another one first."))
    signatory.invited_name, signatory.invited_address = name.strip(), address.strip().lower()
    signatory.full_clean(validate_unique=False, validate_constraints=False)
    if address.strip() and not is_their_own and signatory.organisation_id != version.organisation.pk:
        _check_named_by_lead(signatory, address, version.organisation)
    signatory.save(update_fields=["invited_name", "invited_address"])
    record(
        events.SIGNATORY_CHANGED,
        version,
        by=by,
        audience={version.organisation, signatory.organisation},
        facts={
            "version": version.number,
            "organisation": signatory.organisation.code,
            "position": signatory.position,
            "is_invited": bool(address.strip()),
        },
    )
    return signatory


def _check_named_by_lead(signatory: Signatory, address: str, lead: Organisation) -> None:
    """Who signs for an organisation is its own rule: the lead names nobody in the place of those who can, and none of
    its own people."""
    body = signatory.organisation
    if bench_of(body).who(signatory.need):
        raise ValidationError(
            _(
                "%(body)s has people who can sign this. Only who looks after the people of %(body)s can name "
                "somebody else. Remind them instead."
            )
            % {"body": body.name}
        )
    if User.objects.members_of(lead).filter(email__iexact=address.strip()).exists():
        raise ValidationError(
            {
                "address": _("This is somebody of %(lead)s. Invite somebody of %(body)s.")
                % {"lead": lead.name, "body": body.name}
            }
        )


def wanting(
    version: DocumentVersion, parties: Iterable[Party] | None = None, text: VersionText | None = None
) -> list[str]:
    """What stands in the way of asking anybody to sign, each as a sentence: what the law requires, who can
    sign, and that the accord which it names is in force.

    A page gives the frozen `text`, which is the same and quicker to read."""
    if parties is None:
        parties = Party.objects.filter(version=version)
    bodies = [Body(party.name, bool(party.organisation_id)) for party in parties]
    facts = Facts.of(version.document.kind, text or version.text())
    accord = str(facts.terms.get("accord", ""))
    faults = fault_of_accord(above(accord)) if accord else []
    return [*missing(facts), *faults_of_parties(bodies), *faults]


def _faults_of_dates(
    version: DocumentVersion, closes_on: date | None, long_stop_on: date | None
) -> dict[str, str]:
    terms = Terms.objects.filter(version=version).first()
    return faults_of_dates(
        today=timezone.localdate(),
        starts_on=terms.starts_on if terms else None,
        ends_on=terms.ends_on if terms else None,
        closes_on=closes_on,
        long_stop_on=long_stop_on,
        replaces=version.document.versions.filter(state=State.PUBLISHED).exists(),
    )


def _open_round(version: DocumentVersion) -> SigningRound:
    row = locked_round(version)
    if row is None or not row.is_open:
        raise InvalidMove(_("No round of signing is open for this version."))
    return row


def _end(row: SigningRound, state: RoundState, reason: str) -> None:
    row.state, row.reason, row.ended_at = state, reason, timezone.now()
    row.save(update_fields=["state", "reason", "ended_at"])
