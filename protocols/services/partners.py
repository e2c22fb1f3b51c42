"""Tells, for the entries of the register, who joined an agreement since, who left it, who has not signed, and for whom
it is suspended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from governance.withheld import part_of_rows
from organisations.models import Organisation
from protocols.held import agreement_of
from protocols.models import RegisterEntry, Statement
from protocols.taking_part import Partner, taking_part

if TYPE_CHECKING:
    from governance.models import Document
    from protocols.editions import Edition
    from protocols.holding import Agreement

PARTIES = part_of_rows("parties")
Row = Mapping[str, Any]


def partners_of(document: Document, entries: Sequence[RegisterEntry]) -> dict[UUID, list[dict[str, Any]]]:
    """The parties of each version, as its entry tells of them; without those that the public does not read.

    One query for what was signed elsewhere and about which nothing was stated; seven for the rest."""
    shown = [entry for entry in entries if entry.shows(PARTIES)]
    stated = Statement.objects.of_agreement(document)
    if not shown or (all(entry.is_from_outside for entry in shown) and not stated.exists()):
        return {}
    about = agreement_of(document)
    editions = {edition.key: edition for edition in about.editions}
    keys = _keys(party["code"] for entry in shown for party in entry.parties)
    found = {
        entry.version_id: _partners(about, edition, {_key(row, keys): row for row in entry.parties})
        for entry in shown
        if (edition := editions.get(str(entry.version_id)))
    }
    codes = _codes(partner for pairs in found.values() for partner, row in pairs if row is None)
    return {key: [_told(about, *pair, codes) for pair in pairs] for key, pairs in found.items()}


def _partners(
    about: Agreement, edition: Edition, rows: Mapping[str, Row]
) -> list[tuple[Partner, Row | None]]:
    """Each with its row in the version, None for who came since."""
    named = {body: row["direction"] for body, row in rows.items()}
    return [(partner, rows.get(partner.body)) for partner in taking_part(about, edition, named)]


def _told(about: Agreement, partner: Partner, row: Row | None, codes: Mapping[str, str]) -> dict[str, Any]:
    name = about.names.get(partner.body, partner.body)
    told = dict(row or {"name": name, "direction": partner.direction, "code": codes.get(partner.body, "")})
    if partner.joined_on:
        told["joined"] = partner.joined_on.isoformat()
    if partner.left_on:
        told["left"] = partner.left_on.isoformat()
    if partner.heirs:
        told["heirs"] = [about.names.get(heir, heir) for heir in partner.heirs]
    if not partner.has_signed:
        told["unsigned"] = True
    if partner.suspended_on:
        told["suspended"] = partner.suspended_on.isoformat()
    return told


def _key(row: Row, keys: Mapping[str, str]) -> str:
    """As `protocols.held` calls a party."""
    return keys.get(row["code"], row["name"])


def _keys(codes: Iterable[str]) -> dict[str, str]:
    found = Organisation.objects.filter(code__in=set(codes) - {""}).values_list("code", "pk")
    return {code: str(key) for code, key in found}


def _codes(partners: Iterable[Partner]) -> dict[str, str]:
    keys = {partner.body for partner in partners}
    found = Organisation.objects.filter(pk__in=keys).values_list("pk", "code") if keys else ()
    return {str(key): code for key, code in found}
