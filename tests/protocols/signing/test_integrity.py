"""The check of the log finds a statement that was changed, removed or made up, and one place alone makes them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from audit import triggers
from audit.models import Event
from protocols import integrity
from protocols.models import Statement
from tests.once import made_once
from tests.protocols.signing.world import opened, opened_world, sign

pytestmark = pytest.mark.django_db


def signed_once():
    w = opened_world()
    return sign(w, opened(w), "NPT")


made = made_once(signed_once)
SERVICES = Path(settings.ROOT) / "protocols" / "services"


@pytest.fixture
def statement(made):
    with transaction.atomic():
        triggers.remove()
        yield made
        transaction.set_rollback(True)


def faults():
    return [fault.message for check in (integrity.statements, integrity.told_statements) for fault in check()]


def sql(text, *values):
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def key(row):
    return type(row)._meta.pk.get_db_prep_save(row.pk, connection)


def test_a_statement_that_nobody_touched_is_sound(statement):
    assert faults() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("name", "Somebody else"),
        ("post", "Chair"),
        ("declaration", "I sign nothing."),
        ("reason", "Under protest"),
        ("strength", "passkey"),
        ("effective_on", "2020-01-01"),
        ("sha256", "0" * 64),
        ("token_digest", "0" * 64),
        ("kind", "accession"),
    ],
)
def test_a_statement_that_was_changed_is_found(statement, column, value):
    sql(f"UPDATE protocols_statement SET {column} = %s WHERE id = %s", value, key(statement))

    assert any(
        f"statement {statement.pk} is not the one that the log tells of" in found for found in faults()
    )


def test_a_statement_that_was_removed_is_found(statement):
    sql("DELETE FROM protocols_statement WHERE id = %s", key(statement))

    assert faults() == ["The log tells of a statement that is not there."]


def test_a_statement_without_its_event_is_found(statement):
    event = Event.objects.for_operation(statement.operation).get(verb="agreement.signed")
    sql("DELETE FROM audit_eventaudience WHERE event_id = %s", key(event))
    sql("DELETE FROM audit_event WHERE id = %s", key(event))

    assert faults() == [f"The statement {statement.pk} has 0 events instead of one."]


def test_one_place_signs():
    """Statements are made by `stating.make`, and signatures by `signing` alone."""
    making, signing, calling = set(), set(), set()
    for path in (Path(settings.ROOT) / "protocols").rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(getattr(node, "func", None), "id", "") if isinstance(node, ast.Call) else ""
            called = getattr(node.func, "attr", name) if isinstance(node, ast.Call) else ""
            if called == "accede":
                calling.add(path.name)
            if name == Statement.__name__:
                making.add(path.name)
            if name == "make" and path.parent == SERVICES:
                kinds = ast.unparse(node.args[0])
                if kinds in ("kind", "Kind.SIGNATURE", "Kind.ACCESSION", "Kind.WET_INK"):
                    signing.add((path.name, kinds))

    assert making == {"stating.py"}
    assert signing == {
        ("signing.py", "kind"),
        ("signing.py", "Kind.WET_INK"),
        ("answering.py", "kind"),
        ("acceding.py", "Kind.ACCESSION"),  # to the accord above, in the act of signing alone
    }
    assert calling == {"signing.py"}
