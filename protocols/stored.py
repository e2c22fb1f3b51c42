"""The rows of one version of an agreement, read together: one query, whatever kinds of rows there are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models.functions import JSONObject

from audit.models import Row
from governance.models import DocumentVersion
from organisations.models import Organisation
from protocols.frozen import (
    frozen_basis,
    frozen_conditions,
    frozen_flows,
    frozen_item,
    frozen_party,
    frozen_power,
    frozen_terms,
)
from protocols.models import Conditions, DataItem, Flow, LegalBasis, LegalPower, Party, Terms

Stored = TypeVar("Stored", bound=models.Model)


@dataclass(frozen=True)
class WrittenRows:
    """What one version holds beside its text."""

    terms: Terms | None
    parties: Sequence[Party]
    powers: Sequence[LegalPower]
    items: Sequence[DataItem] = ()
    flows: Sequence[Flow] = ()
    bases: Sequence[LegalBasis] = ()
    conditions: Conditions | None = None

    def in_order(self) -> Iterator[Row]:
        """Each behind those that it needs."""
        if self.terms is not None:
            yield self.terms
        yield from (*self.parties, *self.powers, *self.items, *self.flows, *self.bases)
        if self.conditions is not None:
            yield self.conditions

    def frozen(self) -> dict[str, list[dict[str, Any]]]:
        """As `governance.canonical` freezes them: what came later to the format only where there is some."""
        found = {
            "data_items": [frozen_item(item) for item in self.items],
            "flows": frozen_flows(self.flows, self.items),
            "bases": [frozen_basis(basis) for basis in self.bases],
            "conditions": [frozen_conditions(self.conditions)] if self.conditions else [],
            "signatures": list(self.terms.signatures) if self.terms else [],
        }
        return {
            "parties": [frozen_party(party) for party in self.parties],
            "powers": [frozen_power(power) for power in self.powers],
            "terms": [frozen_terms(self.terms)] if self.terms else [],
            **{key: rows for key, rows in found.items() if rows},
        }


def stored_rows(version: DocumentVersion) -> WrittenRows:
    """What is stored of a version, in order, with the organisations of its parties. One query.

    An instant is not read with its row: asked for, it is a query of its own.
    """
    own: tuple[type[models.Model], ...] = (Terms, Party, LegalPower, DataItem, Flow, LegalBasis, Conditions)
    filters: dict[type[models.Model], dict[str, Any]] = {model: {"version": version} for model in own}
    filters[Organisation] = {"agreements__version": version}
    queries = [
        model._default_manager.filter(**wanted)
        .order_by()
        .values_list(models.Value(model._meta.label), JSONObject(**_columns(model)))
        for model, wanted in filters.items()
    ]
    read: dict[str, list[dict[str, Any]]] = {}
    for label, row in queries[0].union(*queries[1:], all=True):
        read.setdefault(label, []).append(row)

    def rows_of(model: type[Stored]) -> list[Stored]:
        return [_made(model, row) for row in read.get(model._meta.label, ())]

    bodies = {body.pk: body for body in rows_of(Organisation)}
    parties = {party.pk: party for party in sorted(rows_of(Party), key=lambda row: (row.position, row.pk))}
    for party in parties.values():
        party.organisation = bodies[party.organisation_id] if party.organisation_id else None
    flows = sorted(rows_of(Flow), key=_by_key)
    for flow in flows:
        flow.giver, flow.taker = parties[flow.giver_id], parties[flow.taker_id]
    return WrittenRows(
        next(iter(rows_of(Terms)), None),
        list(parties.values()),
        sorted(rows_of(LegalPower), key=_by_key),
        sorted(rows_of(DataItem), key=_by_key),
        flows,
        sorted(rows_of(LegalBasis), key=_by_key),
        next(iter(rows_of(Conditions)), None),
    )


def _by_key(row: LegalPower | DataItem | Flow | LegalBasis) -> tuple[int, str]:
    return row.position, row.key


def _fields(model: type[models.Model]) -> dict[str, models.Field[Any, Any]]:
    fields = model._meta.concrete_fields
    return {field.attname: field for field in fields if not isinstance(field, models.DateTimeField)}


def _columns(model: type[models.Model]) -> dict[str, models.F]:
    return {name: models.F(name) for name in _fields(model)}


def _made(model: type[Stored], row: dict[str, Any]) -> Stored:
    """A row as if it had been read by itself. SQLite gives JSON within JSON as text, and truth as a number."""
    values = []
    for name, field in _fields(model).items():
        is_text = isinstance(field, models.JSONField) and isinstance(row[name], str)
        values.append(json.loads(row[name]) if is_text else field.to_python(row[name]))
    return model.from_db(DEFAULT_DB_ALIAS, list(_fields(model)), values)
