"""All rows of a version are read in one query, each as if it had been read from its own table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db.models import DateTimeField

from audit.actors import job
from organisations.models import Organisation
from protocols.agreement import ConditionsLine, ItemLine, PartyLine
from protocols.models import Conditions, DataItem, Flow, LegalBasis, LegalPower, Party, Terms
from protocols.models.party import Direction
from protocols.services.recording import draft_agreement
from protocols.stored import stored_rows
from tests.audit.helpers import acting
from tests.factories.protocols import ITEMS, make_agreement, make_detailed

pytestmark = pytest.mark.django_db

LAW = {"key": "Harbours Act 1911, section 3", "since": "1911-01-01", "until": ""}
PAPER = [{"party": "Elsewhere", "name": "Ann “A.” O'Hara", "post": "Chief", "on": "2025-04-01"}]


def draft(people, agreement):
    version = draft_agreement(people.organisation, agreement=agreement, by=job("tests"))
    version.refresh_from_db()
    return version


@pytest.fixture
def version(people):
    """With a party of no organisation, a law that was added, signatures on paper, an item about offences."""
    here, other = people.organisation, people.other
    agreement = make_detailed(here, other, items=(*ITEMS, ItemLine("Offences", "Adults", is_criminal=True)))
    elsewhere = PartyLine("Elsewhere \\ “Ltd”", Direction.RECIPIENT, None)
    version = draft(people, replace(agreement, parties=(*agreement.parties, elsewhere)))
    with acting():
        for model, changes in (
            (Terms, {"signatures": PAPER, "areas": "North\nSouth", "ends_on": None}),
            (LegalPower, {"law": LAW}),
        ):
            row = model.objects.get(version=version)
            for name, value in changes.items():
                setattr(row, name, value)
            row.save()
    return version


def fields(row):
    """What stands in its columns, but for instants."""
    columns = [c for c in row._meta.concrete_fields if not isinstance(c, DateTimeField)]
    return {column.attname: getattr(row, column.attname) for column in columns}


def test_each_row_is_as_its_own_table_has_it(version, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = stored_rows(version)
        rows = [fields(row) for row in found.in_order()]
        bodies = {party.organisation.pk: fields(party.organisation) for party in found.parties[:2]}
        ends = [(flow.giver.name, flow.taker.name) for flow in found.flows]

    in_order = {Terms: "pk", Conditions: "pk", Party: "position", Flow: "position"}
    models = (Terms, Party, LegalPower, DataItem, Flow, LegalBasis, Conditions)
    apart = {m: m.objects.filter(version=version).order_by(in_order.get(m, "position")) for m in models}
    assert rows == [fields(row) for model in models for row in apart[model]]
    assert len(rows) == 1 + 3 + 1 + 3 + 1 + 4 + 1
    assert bodies == {body.pk: fields(body) for body in Organisation.objects.filter(pk__in=bodies)}
    assert found.parties[2].organisation is None
    assert ends == [(flow.giver.name, flow.taker.name) for flow in apart[Flow]]
    assert found.powers[0].law == LAW
    assert found.terms.signatures == PAPER
    assert [item.is_criminal for item in found.items] == [False, False, True]
    assert found.conditions.assessed_on == date(2025, 1, 20)


def test_a_row_that_was_read_can_be_changed_and_saved(version):
    item = stored_rows(version).items[0]
    item.why = "To find it sooner."

    with acting():
        item.save()

    assert DataItem.objects.get(pk=item.pk).why == "To find it sooner."
    assert DataItem.objects.filter(version=version).count() == 3


def test_a_version_without_rows_has_its_terms_alone(people):
    version = draft(people, replace(make_agreement(), powers=()))

    assert [type(row) for row in stored_rows(version).in_order()] == [Terms]


def test_rows_of_other_versions_stay_there(people, version):
    other = draft(people, make_detailed(people.organisation, people.other, conditions=ConditionsLine()))

    assert {row.version_id for row in stored_rows(other).in_order()} == {other.pk}
