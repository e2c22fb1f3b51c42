"""What an agreement holds beside its text, declared for freezing, comparing and printing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from audit.history import bulk_create
from audit.identifiers import new_id
from governance import registry
from governance.models import DocumentVersion
from governance.rows import Column, RowSet
from protocols.duration import in_words
from protocols.kinds import KINDS
from protocols.models import LegalPower, Party, Terms
from protocols.models.party import ControllerRole, Direction
from protocols.powers import label


def _day(value: str) -> str:
    return formats.date_format(date.fromisoformat(value), "j F Y") if value else ""


def _one_of(choices: type[Direction] | type[ControllerRole]) -> Callable[[str], str]:
    return lambda value: str(choices(value).label) if value else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _freeze_terms(version: DocumentVersion) -> list[dict[str, Any]]:
    return [frozen_terms(terms) for terms in Terms.objects.filter(version=version)]


def frozen_terms(terms: Terms) -> dict[str, Any]:
    return {
        "starts_on": _iso(terms.starts_on),
        "ends_on": _iso(terms.ends_on),
        "review_on": _iso(terms.review_on),
        "retention": terms.retention,
        "contact": terms.contact,
        "areas": terms.areas,
    }


def _copy_terms(source: DocumentVersion, target: DocumentVersion) -> None:
    for terms in Terms.objects.filter(version=source):
        terms.pk, terms.version, terms._state.adding = new_id(), target, True
        terms.save(force_insert=True)


def _freeze_parties(version: DocumentVersion) -> list[dict[str, Any]]:
    parties = Party.objects.filter(version=version).select_related("organisation").order_by("position")
    return [frozen_party(party) for party in parties]


def frozen_party(party: Party) -> dict[str, Any]:
    return {
        "name": party.name,
        "code": party.organisation.code if party.organisation else "",
        "direction": party.direction,
        "role": party.role,
    }


def _copy_parties(source: DocumentVersion, target: DocumentVersion) -> None:
    rows = [
        Party(
            version=target,
            organisation_id=party.organisation_id,
            position=party.position,
            name=party.name,
            direction=party.direction,
            role=party.role,
        )
        for party in Party.objects.filter(version=source).order_by("position")
    ]
    bulk_create(Party, rows)


def _freeze_powers(version: DocumentVersion) -> list[dict[str, Any]]:
    powers = LegalPower.objects.filter(version=version).order_by("position")
    return [frozen_power(power) for power in powers]


def frozen_power(power: LegalPower) -> dict[str, Any]:
    return {"key": power.key}


def _copy_powers(source: DocumentVersion, target: DocumentVersion) -> None:
    powers = LegalPower.objects.filter(version=source).order_by("position")
    bulk_create(LegalPower, [LegalPower(version=target, position=p.position, key=p.key) for p in powers])


TERMS = RowSet(
    key="terms",
    heading=_("Dates and conditions"),
    kinds=KINDS,
    columns=(
        Column("starts_on", _("Starts"), _day),
        Column("ends_on", _("Ends"), _day),
        Column("review_on", _("Review"), _day),
        Column("retention", _("Kept by the recipient for"), in_words),
        Column("contact", _("Contact for subject access requests")),
        Column("areas", _("Areas")),
    ),
    freeze=_freeze_terms,
    copy=_copy_terms,
)
PARTIES = RowSet(
    key="parties",
    heading=_("Parties"),
    kinds=KINDS,
    columns=(
        Column("name", _("Organisation")),
        Column("direction", _("Direction"), _one_of(Direction)),
        Column("role", _("Controller role"), _one_of(ControllerRole)),
    ),
    freeze=_freeze_parties,
    copy=_copy_parties,
    identity=("name",),
)
POWERS = RowSet(
    key="powers",
    heading=_("Legal powers"),
    kinds=KINDS,
    columns=(Column("key", _("Power"), label),),
    freeze=_freeze_powers,
    copy=_copy_powers,
    identity=("key",),
)

for each in (PARTIES, POWERS, TERMS):
    registry.add_rows(each)
