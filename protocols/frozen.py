"""What of each row of an agreement is frozen: plain values that a reader can be shown, and no keys of tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from protocols.models import AddedLaw, Conditions, DataItem, Flow, LegalBasis, LegalPower, Party, Terms

FrozenFields = dict[str, Any]  # Any: what canonical JSON can hold
YES = "yes"


def frozen_terms(terms: Terms) -> FrozenFields:
    return {
        "starts_on": _iso(terms.starts_on),
        "ends_on": _iso(terms.ends_on),
        "review_on": _iso(terms.review_on),
        "retention": terms.retention,
        "contact": terms.contact,
        "areas": terms.areas,
        **({"accord": terms.accord} if terms.accord else {}),  # which came when others were frozen already
    }


def frozen_party(party: Party) -> FrozenFields:
    return {**_named(party), "direction": party.direction, "role": party.role}


def frozen_power(power: LegalPower) -> FrozenFields:
    return dict(power.law) if power.law else {"key": power.key}


def frozen_law(law: AddedLaw) -> FrozenFields:
    """Of a law that an organisation added: its words, in the place of a key, and where it stands."""
    return {
        "key": law.words,
        "group": law.group,
        "citation": law.citation,
        "allows": law.allows,
        "source": law.source,
        "address": law.address,
        "since": _iso(law.in_force_from),
        "until": _iso(law.in_force_to),
        "added_by": law.organisation.name,
    }


def frozen_item(item: DataItem) -> FrozenFields:
    return {
        "key": item.key,
        "what": item.what,
        "about": item.about,
        "special": item.special,
        "criminal": YES if item.is_criminal else "",
        "why": item.why,
    }


def frozen_flow(flow: Flow, items: Mapping[str, DataItem]) -> FrozenFields:
    """`items`: those of the version, by key. The giver and the taker are loaded."""
    return {
        "key": flow.key,
        "route": {"from": _named(flow.giver), "to": _named(flow.taker)},
        "items": [{"key": key, "what": items[key].what} for key in flow.items if key in items],
        "method": flow.method,
        "often": flow.often,
        "format": flow.format,
        "onward": flow.onward,
    }


def frozen_flows(flows: Iterable[Flow], items: Iterable[DataItem]) -> list[FrozenFields]:
    by_key = {item.key: item for item in items}
    return [frozen_flow(flow, by_key) for flow in flows]


def frozen_basis(basis: LegalBasis) -> FrozenFields:
    if basis.law:
        return {**basis.law, "covers": basis.covers, "explanation": basis.explanation}
    return {"key": basis.key, "covers": basis.covers, "explanation": basis.explanation}


def frozen_conditions(conditions: Conditions) -> FrozenFields:
    return {
        "security": conditions.security,
        "assessment": conditions.assessment,
        "assessment_reference": conditions.assessment_reference,
        "assessed_on": _iso(conditions.assessed_on),
        "assessment_outcome": conditions.assessment_outcome,
        "assessment_reason": conditions.assessment_reason,
        "breach": conditions.breach,
        "disposal": conditions.disposal,
        "review_cycle": conditions.review_cycle,
        "notice": conditions.notice,
    }


def _named(party: Party) -> FrozenFields:
    return {"name": party.name, "code": party.organisation.code if party.organisation else ""}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
