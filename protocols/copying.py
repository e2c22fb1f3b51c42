"""What a new draft of an agreement takes over from the version that it starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.history import bulk_create
from audit.identifiers import new_id
from protocols.following import following
from protocols.frozen import FrozenFields, frozen_law
from protocols.models import Conditions, DataItem, Flow, LegalBasis, LegalPower, Party, Terms

if TYPE_CHECKING:
    from governance.models import DocumentVersion

BY_WHOM = "added__organisation"


def copy_terms(source: DocumentVersion, target: DocumentVersion) -> None:
    for terms in Terms.objects.filter(version=source):
        terms.pk, terms.version, terms._state.adding = new_id(), target, True
        terms.signatures = []  # who signed the one before has not signed this one
        terms.save(force_insert=True)


def copy_conditions(source: DocumentVersion, target: DocumentVersion) -> None:
    for conditions in Conditions.objects.filter(version=source):
        conditions.pk, conditions.version, conditions._state.adding = new_id(), target, True
        conditions.save(force_insert=True)


def copy_parties(source: DocumentVersion, target: DocumentVersion) -> None:
    """As they are by now: without who left, with who joined, and successors in their predecessors' places."""
    rows = [
        Party(
            version=target,
            organisation_id=party.organisation_id,
            position=position,
            name=party.name,
            direction=party.direction,
            role=party.role,
            by_invitation=party.by_invitation,
        )
        for position, party in enumerate(following(source), start=1)
    ]
    bulk_create(Party, rows)


def copy_powers(source: DocumentVersion, target: DocumentVersion) -> None:
    powers = LegalPower.objects.filter(version=source).select_related(BY_WHOM).order_by("position")
    bulk_create(
        LegalPower,
        [
            LegalPower(version=target, position=p.position, key=p.key, added_id=p.added_id, law=_law(p))
            for p in powers
        ],
    )


def copy_items(source: DocumentVersion, target: DocumentVersion) -> None:
    rows = [
        DataItem(
            version=target,
            key=item.key,
            position=item.position,
            what=item.what,
            about=item.about,
            special=item.special,
            is_criminal=item.is_criminal,
            why=item.why,
        )
        for item in DataItem.objects.filter(version=source).order_by("position", "key")
    ]
    bulk_create(DataItem, rows)


def copy_flows(source: DocumentVersion, target: DocumentVersion) -> None:
    """Between the same parties or their successors, which are copied first; what went to who left goes nowhere."""
    flows = list(Flow.objects.filter(version=source).select_related("giver", "taker").order_by("position"))
    now = {party.name: party for party in Party.objects.filter(version=target)} if flows else {}
    names = {party.was: party.name for party in following(source)} if flows else {}
    parties = {was: now[name] for was, name in names.items() if name in now}
    rows = [
        Flow(
            version=target,
            key=flow.key,
            position=flow.position,
            giver=parties[flow.giver.name],
            taker=parties[flow.taker.name],
            items=list(flow.items),
            method=flow.method,
            often=flow.often,
            format=flow.format,
            onward=flow.onward,
        )
        for flow in flows
        if flow.giver.name in parties and flow.taker.name in parties
    ]
    bulk_create(Flow, rows)


def copy_bases(source: DocumentVersion, target: DocumentVersion) -> None:
    rows = [
        LegalBasis(
            version=target,
            position=basis.position,
            key=basis.key,
            covers=basis.covers,
            explanation=basis.explanation,
            added_id=basis.added_id,
            law=_law(basis),
        )
        for basis in LegalBasis.objects.filter(version=source)
        .select_related(BY_WHOM)
        .order_by("position", "key")
    ]
    bulk_create(LegalBasis, rows)


def copy_nothing(source: DocumentVersion, target: DocumentVersion) -> None:
    """What stays with the version that it was stated of."""


def _law(row: LegalPower | LegalBasis) -> FrozenFields | None:
    """What an added law says by now."""
    return frozen_law(row.added) if row.added else None
