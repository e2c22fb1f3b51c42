"""Reads an agreement out of the tables, as `protocols.holding` asks about it. Organisations go by their keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from governance.lifecycle import State
from protocols.editions import Edition, Said, Side
from protocols.holding import Agreement
from protocols.models import Party, Signatory, SigningRound, Statement, Terms
from protocols.models.party import Direction
from protocols.statements import Kind

if TYPE_CHECKING:
    from governance.models import Document, DocumentVersion


def agreement_of(document: Document) -> Agreement:
    """Four queries, however many versions and parties there are."""
    versions = list(document.versions.select_related("terms").order_by("major", "minor"))
    keys = [version.pk for version in versions]
    rounds = {
        row.version_id: row
        for row in SigningRound.objects.that_count().filter(version__in=keys).order_by("version", "number")
    }
    signatories: dict[UUID, list[Signatory]] = defaultdict(list)
    asked = Signatory.objects.filter(round__in=[row.pk for row in rounds.values()])
    for signatory in asked.in_order():
        signatories[signatory.round_id].append(signatory)
    parties: dict[UUID, list[Party]] = defaultdict(list)
    for party in Party.objects.filter(version__in=keys).select_related("organisation").order_by("position"):
        parties[party.version_id].append(party)
    statements = list(Statement.objects.of_agreement(document).select_related("organisation", "concerns"))
    editions = [
        _edition(
            version, rounds.get(version.pk), signatories, parties[version.pk], getattr(version, "terms", None)
        )
        for version in versions
        if _counts(version, rounds)
    ]
    said = [_said(statement, rounds, signatories) for statement in statements]
    return Agreement(editions, said, _names(signatories.values(), parties.values(), statements))


def key_of(party: Party) -> str:
    """A body that is on no list of bodies goes by its name."""
    return str(party.organisation_id) if party.organisation_id else party.name


def _counts(version: DocumentVersion, rounds: Mapping[UUID, SigningRound]) -> bool:
    if version.state == State.WITHDRAWN:
        return version.effective_from is not None
    return version.state == State.PUBLISHED or version.pk in rounds


def _edition(
    version: DocumentVersion,
    row: SigningRound | None,
    signatories: Mapping[UUID, list[Signatory]],
    parties: list[Party],
    terms: Terms | None,
) -> Edition:
    withdrawn = version.withdrawn_at if version.state == State.WITHDRAWN else None
    unsigned = row is None and not version.is_from_outside
    return Edition(
        key=str(version.pk),
        number=version.number,
        sides=_sides_of(signatories[row.pk], is_joining=False) if row else tuple(map(_side, parties)),
        starts_on=(terms.starts_on if terms else None) if row else version.effective_from,
        ends_on=terms.ends_on if terms else None,
        needs_all=row.needs_all if row else False,
        long_stop_on=row.long_stop_on if row else None,
        withdrawn_on=timezone.localdate(withdrawn) if withdrawn else None,
        signed_elsewhere=version.is_from_outside,
        is_pending=version.state == State.FOR_SIGNATURE,
        carries=str(version.based_on_id) if unsigned and version.based_on_id else "",
    )


def _sides_of(signatories: Iterable[Signatory], *, is_joining: bool) -> tuple[Side, ...]:
    seats: dict[UUID, list[Signatory]] = defaultdict(list)
    for signatory in signatories:
        if signatory.is_joining == is_joining:
            seats[signatory.organisation_id].append(signatory)
    return tuple(
        Side(str(body), its[0].discloses, its[0].receives, seats=len(its)) for body, its in seats.items()
    )


def _side(party: Party) -> Side:
    return Side(key_of(party), party.direction != Direction.RECIPIENT, party.direction != Direction.DISCLOSER)


def _said(
    statement: Statement, rounds: Mapping[UUID, SigningRound], signatories: Mapping[UUID, list[Signatory]]
) -> Said:
    speaker, concerned = str(statement.organisation_id), str(statement.concerns_id or "")
    side = None
    row = rounds.get(statement.version_id)
    joins = {Kind.ADMISSION: concerned, Kind.ACCESSION: speaker}.get(Kind(statement.kind))
    if joins and row:
        joining = _sides_of(signatories[row.pk], is_joining=True)
        side = next((side for side in joining if side.organisation == joins), None)
    about_another = {Kind.SUSPENSION, Kind.ADMISSION, Kind.SUCCESSION, Kind.CESSATION}
    of_whom = dict.fromkeys(about_another, concerned)
    return Said(
        # for who may rely on it, a part that ended with its body is one that was left
        kind=Kind.LEAVING if statement.kind == Kind.CESSATION else statement.kind,
        on=statement.effective_on,
        organisation=of_whom.get(Kind(statement.kind), speaker),
        edition=str(statement.version_id),
        key=str(statement.pk),
        about=str(statement.about_id or ""),
        seat=str(statement.signatory_id or ""),
        other=speaker if statement.kind == Kind.SUCCESSION else "",
        side=side,
    )


def _names(
    signatories: Iterable[list[Signatory]], parties: Iterable[list[Party]], statements: Iterable[Statement]
) -> dict[str, str]:
    found = {}
    for statement in statements:
        found[str(statement.organisation_id)] = statement.organisation.name
        if statement.concerns:
            found[str(statement.concerns_id)] = statement.concerns.name
    for its in signatories:
        found |= {str(each.organisation_id): each.organisation.name for each in its}
    for named in parties:
        found |= {key_of(party): party.name for party in named}
    return found
