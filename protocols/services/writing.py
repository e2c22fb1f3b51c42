"""The rows of a version that is written whole, from an agreement as it comes from outside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.history import bulk_create
from audit.identifiers import new_id
from governance.models import DocumentVersion
from protocols.keys import free_key
from protocols.models import Conditions, DataItem, Flow, LegalBasis, LegalPower, Party, Terms
from protocols.stored import WrittenRows

if TYPE_CHECKING:
    from protocols.agreement import Agreement, FlowLine, ItemLine


def rows_of(version: DocumentVersion, agreement: Agreement, draw: Callable[[], UUID] = new_id) -> WrittenRows:
    """The rows, not stored. `draw` gives the keys. Raises ValidationError for a flow of something that is not there."""
    parties = [
        Party(
            id=draw(),
            version=version,
            organisation=party.organisation,
            position=position,
            name=party.name,
            direction=party.direction,
            role=party.role,
        )
        for position, party in enumerate(agreement.parties, start=1)
    ]
    signatures = [signature.plain() for signature in agreement.signatures]
    terms = Terms(id=draw(), version=version, **asdict(agreement.terms), signatures=signatures)
    items = _items(version, agreement.items, draw)
    return WrittenRows(
        terms,
        parties,
        [
            LegalPower(id=draw(), version=version, position=position, key=key)
            for position, key in enumerate(agreement.powers, start=1)
        ],
        items,
        _flows(version, agreement.flows, parties, items, draw),
        [
            LegalBasis(id=draw(), version=version, position=position, **asdict(basis))
            for position, basis in enumerate(agreement.bases, start=1)
        ],
        Conditions(id=draw(), version=version, **asdict(agreement.conditions))
        if agreement.conditions
        else None,
    )


def write(rows: WrittenRows) -> None:
    """Stores rows that were made of an agreement, within an act. Raises ValidationError for what does not fit."""
    if rows.terms is not None:
        rows.terms.full_clean()
        rows.terms.save()
    for party in rows.parties:
        party.full_clean(exclude=["version", "organisation"], validate_constraints=False)
    _check_once([party.name for party in rows.parties], "parties", _("A party stands in the list twice."))
    bodies = [party.organisation_id for party in rows.parties if party.organisation_id]
    _check_once(bodies, "parties", _("A party stands in the list twice."))
    bulk_create(Party, rows.parties)
    bulk_create(LegalPower, rows.powers)
    _check_once([str(item) for item in rows.items], "items", _("A data item stands in the list twice."))
    _check_once([basis.key for basis in rows.bases], "bases", _("A lawful basis stands in the list twice."))
    for row in (*rows.items, *rows.flows, *rows.bases):
        row.full_clean(exclude=["version", "giver", "taker", "items"], validate_constraints=False)
    flows = [(flow.giver_id, flow.taker_id, flow.method, flow.often) for flow in rows.flows]
    _check_once(flows, "flows", _("A flow stands in the list twice."))
    bulk_create(DataItem, rows.items)
    bulk_create(Flow, rows.flows)
    bulk_create(LegalBasis, rows.bases)
    if rows.conditions is not None:
        rows.conditions.full_clean()
        rows.conditions.save()


def _items(version: DocumentVersion, lines: Sequence[ItemLine], draw: Callable[[], UUID]) -> list[DataItem]:
    taken: set[str] = set()
    found = []
    for position, line in enumerate(lines, start=1):
        key = free_key(line.what, taken, "item")
        taken.add(key)
        found.append(DataItem(id=draw(), version=version, key=key, position=position, **asdict(line)))
    return found


def _flows(
    version: DocumentVersion,
    lines: Sequence[FlowLine],
    parties: Sequence[Party],
    items: Sequence[DataItem],
    draw: Callable[[], UUID],
) -> list[Flow]:
    by_name = {party.name: party for party in parties}
    by_what = {item.what: item for item in items}
    taken: set[str] = set()
    found = []
    for position, line in enumerate(lines, start=1):
        for name in (line.giver, line.taker):
            if name not in by_name:
                raise ValidationError({"flows": _("“%s” is no party, so nothing can flow there.") % name})
        if line.giver == line.taker:
            raise ValidationError({"flows": _("Nothing flows from a party to itself: “%s”.") % line.giver})
        for what in line.items:
            if what not in by_what:
                raise ValidationError({"flows": _("“%s” is no data item of this agreement.") % what})
        key = free_key(f"{line.giver[:24]} {line.taker[:24]}", taken, "flow")
        taken.add(key)
        found.append(
            Flow(
                id=draw(),
                version=version,
                key=key,
                position=position,
                giver=by_name[line.giver],
                taker=by_name[line.taker],
                items=[by_what[what].key for what in line.items],
                method=line.method,
                often=line.often,
                format=line.format,
                onward=line.onward,
            )
        )
    return found


def _check_once(values: Sequence[object], name: str, sentence: str) -> None:
    if values and max(Counter(values).values()) > 1:
        raise ValidationError({name: sentence})
