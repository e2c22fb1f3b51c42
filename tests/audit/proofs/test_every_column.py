"""Every column of the log and of all that hangs on it: changed by raw SQL with the triggers dropped, it is found."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.db import connection, transaction

from audit import triggers
from audit.history import history_models
from audit.models import Event, EventAudience, ObjectHead
from governance.models import Body, Comment, CommentThread, DocumentVersion, Rendition, Section
from organisations.models import Organisation
from tests.audit.proofs.full_world import add_what_has, filled_people
from tests.audit.proofs.tampering import assert_found, other, sql, told_event, verify
from tests.once import made_once

pytestmark = pytest.mark.django_db
THE_DATABASES_OWN = {"recorded_at", "xid"}
HISTORIES = history_models()
TRACKED = [model.instance_type for model in HISTORIES]
LOG = [Event, EventAudience, ObjectHead]


# What people say to each other while they write is no evidence: the log tells that it was said, and by whom.
SAID = {Comment: {"text"}, CommentThread: {"section_key", "heading"}}


def table(model):
    return model._meta.db_table


BRIEF = [DocumentVersion, Section, Organisation]  # in the everyday run; the long run takes every other table


def of_the_run(models, is_brief):
    return [
        pytest.param(model, id=table(model), marks=[] if is_brief(model) else pytest.mark.long)
        for model in models
    ]


filled = made_once(filled_people)


@pytest.fixture
def world(filled, request):
    world = deepcopy(filled)
    if "model" in request.fixturenames:
        add_what_has(world, request.getfixturevalue("model"))
    status, words = verify()
    assert (status, words.splitlines()[-1]) == (0, "No fault.")
    return world


def columns(model):
    return [f for f in model._meta.concrete_fields if f.column not in THE_DATABASES_OWN]


def victim(model, field):
    """A row whose column holds something, rather than one that holds nothing."""
    rows = model._base_manager.order_by("pk")
    filled = [row for row in rows if getattr(row, field.attname) not in (None, "")]
    return (filled or list(rows))[0]


def tamper(model, field):
    """Changes the column of one row. Its constraints are the database's business: none stands in the way."""
    row = victim(model, field)
    new = field.get_db_prep_save(other(field, getattr(row, field.attname)), connection)
    keys = list(model._meta.pk_fields)
    where = " AND ".join(f'"{f.column}" = %s' for f in keys)
    values = [f.get_db_prep_save(getattr(row, f.attname), connection) for f in keys]
    sql(f'UPDATE "{table(model)}" SET "{field.column}" = %s WHERE {where}', new, *values)
    return row


def tried(model, field, check):
    with transaction.atomic():
        triggers.remove()
        check(tamper(model, field))
        transaction.set_rollback(True)


@pytest.mark.parametrize("model", LOG, ids=table)
def test_every_column_of_the_log(world, model, record_property):
    fields = columns(model)
    for field in fields:

        def check(row, field=field):
            event = assert_found(verify(), field)
            if model is Event and field.column != "id":
                assert event == row.pk, field.column

        tried(model, field, check)
    record_property("figure", f"{table(model)}: {len(fields)} columns changed, {len(fields)} found")


@pytest.mark.parametrize("model", of_the_run(HISTORIES, lambda model: model.instance_type in BRIEF))
def test_every_column_of_a_history(world, model, record_property):
    for field in columns(model):
        tried(model, field, lambda row: assert_found(verify()))
    record_property("figure", f"{table(model)}: {len(columns(model))} columns changed, all found")


@pytest.mark.parametrize("model", of_the_run([*TRACKED, Body], lambda model: model in [*BRIEF, Body]))
def test_every_column_of_what_is_tracked(world, model, record_property):
    derived = {"sort_name", "search_text"}  # made of the names on every save; no event vouches for them
    said = SAID.get(model, set())
    fields = [f for f in columns(model) if f.column not in derived | said]
    for field in fields:
        tried(model, field, lambda row, field=field: assert_found(verify(), field))
    record_property("figure", f"{table(model)}: {len(fields)} columns changed, all found")


@pytest.mark.parametrize("field", ["sha256", "size", "pages"])
def test_what_the_log_says_of_a_pdf(world, field):
    version = Section.objects.first().version
    row = Rendition(
        version=version, cache_key="k", sha256="0" * 64, size=1, pages=1, renderer="r", made_by="x"
    )
    row.made_at = version.created_at
    row.save()

    status, words = verify()

    assert (status, told_event(words)) == (1, None)  # no event tells of any PDF of that version
    assert "is not the one that the log tells of" in words
