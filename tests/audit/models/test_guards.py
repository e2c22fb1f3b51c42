"""The database refuses to change, delete, empty or replace what can only be added to, whoever asks."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.db import IntegrityError, connection, transaction

from audit import triggers
from audit.history import history_models
from audit.models import Event, EventAudience, ObjectHead
from governance.models import Body, DocumentVersion, Section
from organisations.models import Logo
from tests.audit.proofs.full_world import add_what_has, filled_people
from tests.audit.proofs.tampering import other, sql
from tests.once import made_once

pytestmark = pytest.mark.django_db
APPEND_ONLY = [Event, EventAudience, Body, Logo, *history_models()]
GUARDED = [*APPEND_ONLY, ObjectHead]
on_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="needs SQLite: only it has INSERT OR REPLACE"
)


def table(model):
    return model._meta.db_table


filled = made_once(filled_people)


@pytest.fixture
def world(filled, request):
    world = deepcopy(filled)
    if "model" in request.fixturenames:
        add_what_has(world, request.getfixturevalue("model"))
    return world


def refused(statement, *parameters):
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(statement, *parameters)


def where(model, row):
    fields = model._meta.pk_fields
    condition = " AND ".join(f'"{field.column}" = %s' for field in fields)
    return condition, [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]


@pytest.mark.parametrize("model", APPEND_ONLY, ids=table)
def test_no_column_can_be_updated(world, model):
    row = model._base_manager.order_by("pk").first()
    condition, key = where(model, row)
    for field in model._meta.concrete_fields:
        value = getattr(row, field.attname)
        new = field.get_db_prep_save(value if field.column == "xid" else other(field, value), connection)
        refused(f'UPDATE "{table(model)}" SET "{field.column}" = %s WHERE {condition}', new, *key)


@pytest.mark.parametrize("model", GUARDED, ids=table)
def test_no_row_can_be_deleted(world, model):
    condition, key = where(model, model._base_manager.first())

    refused(f'DELETE FROM "{table(model)}" WHERE {condition}', *key)
    refused(f'DELETE FROM "{table(model)}"')

    assert model._base_manager.exists()


@pytest.mark.postgres
@pytest.mark.parametrize("model", GUARDED, ids=table)
def test_no_table_can_be_truncated(world, model):
    sql("SET CONSTRAINTS ALL IMMEDIATE")  # with checks that wait it would be refused for another reason

    refused(f'TRUNCATE "{table(model)}" CASCADE')

    assert model._base_manager.exists()


@on_sqlite
@pytest.mark.parametrize("model", GUARDED, ids=table)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_no_row_can_be_replaced(world, model, recursive):
    """INSERT OR REPLACE deletes without asking a trigger unless `recursive_triggers` is on: both are tried."""
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    condition, key = where(model, model._base_manager.first())
    before = sql(f'SELECT {columns} FROM "{table(model)}" ORDER BY rowid')
    sql(f"PRAGMA recursive_triggers = {recursive}")

    for verb in ("INSERT OR REPLACE", "REPLACE"):
        refused(
            f'{verb} INTO "{table(model)}" ({columns}) SELECT {columns} FROM "{table(model)}" WHERE {condition}',
            *key,
        )
        refused(
            f'{verb} INTO "{table(model)}" (rowid, {columns}) '
            f'SELECT rowid, {columns} FROM "{table(model)}" WHERE {condition}',
            *key,
        )

    sql("PRAGMA recursive_triggers = OFF")
    assert sql(f'SELECT {columns} FROM "{table(model)}" ORDER BY rowid') == before


@on_sqlite
def test_no_event_can_be_replaced_through_its_place_in_the_chain(world):
    """Another key, the same link: the second unique key of the table."""
    row = Event.objects.first()
    columns = [field.column for field in Event._meta.concrete_fields]
    others = ", ".join(f'"{column}"' for column in columns if column != "id")
    condition, key = where(Event, row)

    refused(
        f"INSERT OR REPLACE INTO audit_event (id, {others}) "
        f"SELECT '{'0' * 32}', {others} FROM audit_event WHERE {condition}",
        *key,
    )

    assert Event.objects.filter(pk=row.pk).exists()


def test_a_chain_begins_at_one_and_steps_by_one(world):
    condition, key = where(ObjectHead, ObjectHead.objects.first())

    refused(f"UPDATE audit_objecthead SET number = number + 2 WHERE {condition}", *key)
    refused(f"UPDATE audit_objecthead SET number = number - 1 WHERE {condition}", *key)
    refused(f"UPDATE audit_objecthead SET number = number + 1, target_id = 'x' WHERE {condition}", *key)
    refused(
        "INSERT INTO audit_objecthead (target_type, target_id, label, number, hash) VALUES ('a', 'b', 'c', 2, 'd')"
    )


FROZEN = [
    "document_id", "major", "minor", "title", "language", "marking", "handling", "content_sha256",
    "grade", "change_summary", "submitted_by_id", "submitted_at",
]  # fmt: skip


@pytest.mark.parametrize("column", FROZEN)
def test_what_left_draft_is_frozen(world, column):
    version = DocumentVersion.objects.get(state="published")
    field = next(f for f in DocumentVersion._meta.concrete_fields if f.column == column)
    new = field.get_db_prep_save(other(field, getattr(version, field.attname)), connection)
    condition, key = where(DocumentVersion, version)

    refused(f'UPDATE governance_documentversion SET "{column}" = %s WHERE {condition}', new, *key)


def test_what_left_draft_and_its_sections_stay(world):
    version = DocumentVersion.objects.get(state="published")
    section = version.sections.first()
    condition, key = where(Section, section)
    columns = ", ".join(
        f'"{field.column}"' for field in Section._meta.concrete_fields if field.column != "id"
    )

    refused(f"UPDATE governance_section SET body = 'Other' WHERE {condition}", *key)
    refused(f"DELETE FROM governance_section WHERE {condition}", *key)
    refused(
        f"INSERT INTO governance_section (id, {columns}) SELECT %s, {columns} FROM governance_section "
        f"WHERE {condition}",
        Section._meta.pk.get_db_prep_save(world.officer.pk, connection),
        *key,
    )
    condition, key = where(DocumentVersion, version)
    refused(f"DELETE FROM governance_documentversion WHERE {condition}", *key)


def test_every_table_of_the_log_has_its_triggers(db):
    kinds = {(trigger.table, trigger.name.removeprefix(f"{trigger.table}_")) for trigger in triggers.wanted()}
    last = "no_replace" if connection.vendor == "sqlite" else "no_truncate"

    assert {
        (table(model), kind) for model in APPEND_ONLY for kind in ("no_update", "no_delete", last)
    } <= kinds
    assert {(table(ObjectHead), kind) for kind in ("steps", "begins", "no_delete", last)} <= kinds
    assert triggers.missing() == []
