"""What a tamperer does to whole rows of the log: cut, insert, repeat, exchange, make unreadable."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta

import pytest
from django.db import connection, transaction

from audit import triggers, verification
from audit.identifiers import new_id
from audit.models import Event, EventAudience, ObjectHead
from audit.models.event import leaf_hash
from governance.models import Body, DocumentVersion, Section
from organisations.models import Membership, Organisation
from organisations.services.organisations import change_organisation
from tests.audit.proofs.full_world import filled_people
from tests.audit.proofs.tampering import assert_found, sql, told_event, verify
from tests.once import made_once

pytestmark = pytest.mark.django_db


def changed_twice():
    people = filled_people()
    change_organisation(people.organisation, by=people.administrator, website="https://one.example")
    change_organisation(people.organisation, by=people.administrator, website="https://two.example")
    return people


made = made_once(changed_twice)


@pytest.fixture
def world(made):
    with transaction.atomic():
        triggers.remove()
        yield deepcopy(made)
        transaction.set_rollback(True)


def chain_of(thing):
    return list(Event.objects.for_target(thing).order_by("object_number"))


def raw(key):
    return Event._meta.pk.get_db_prep_save(key, connection)


def delete_event(event):
    sql("DELETE FROM audit_eventaudience WHERE event_id = %s", raw(event.pk))
    sql("DELETE FROM audit_event WHERE id = %s", raw(event.pk))


@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_a_deleted_event_is_found(world, place):
    chain = chain_of(world.organisation)
    event = {"first": chain[0], "middle": chain[1], "last": chain[-1]}[place]

    delete_event(event)

    assert_found(verify())


def test_the_end_of_a_chain_cut_with_its_head_set_back_is_found(world):
    *_, before, last = chain_of(world.organisation)
    delete_event(last)
    ObjectHead.objects.filter(target_id=last.target_id).update(
        number=before.object_number, hash=before.leaf_hash
    )

    status, words = verify()

    assert status == 1
    assert "has 0 events that vouch for it, not one" in words  # the event is gone: the row is named


def test_a_whole_chain_cut_with_its_history_and_head_is_found(world):
    membership = world.officer.memberships.get()
    events = list(Event.objects.for_target(membership))
    for event in events:
        delete_event(event)
    sql("DELETE FROM audit_objecthead WHERE target_id = %s", events[0].target_id)
    Membership.history.filter(id=membership.pk).delete()

    status, words = verify()

    assert (status, "has no history" in words) == (1, True)


def test_an_inserted_event_is_found(world):
    event = chain_of(world.organisation)[-1]
    event.pk, event.object_number = new_id(), event.object_number + 1
    event.save(force_insert=True)

    assert assert_found(verify()) == event.pk


def test_an_event_written_anew_with_a_fitting_hash_is_found(world):
    *_, event, _last = chain_of(world.organisation)
    data = bytes(event.data).replace(b'"reason":""', b'"reason":"x"')
    assert data != bytes(event.data)

    Event.objects.filter(pk=event.pk).update(data=data, leaf_hash=leaf_hash(data))

    assert_found(verify())  # the next one names another hash


def test_two_events_exchanged_are_found(world):
    *_, one, two = chain_of(world.organisation)
    sql("UPDATE audit_event SET object_number = 900 WHERE id = %s", raw(one.pk))
    sql("UPDATE audit_event SET object_number = %s WHERE id = %s", one.object_number, raw(two.pk))
    sql("UPDATE audit_event SET object_number = %s WHERE id = %s", two.object_number, raw(one.pk))

    assert assert_found(verify()) in {one.pk, two.pk}


def test_a_row_of_an_audience_added_or_taken_away_is_found(world):
    event = chain_of(world.organisation)[-1]
    with transaction.atomic():
        EventAudience.objects.filter(event_id=event.pk).delete()
        assert assert_found(verify()) == event.pk
        transaction.set_rollback(True)

    EventAudience.objects.create(event_id=event.pk, organisation=world.other.pk)

    assert assert_found(verify()) == event.pk


def test_history_deleted_inserted_or_repeated_is_found(world):
    row = Organisation.history.filter(id=world.organisation.pk).order_by("history_id").last()
    with transaction.atomic():
        Organisation.history.filter(pk=row.pk).delete()
        assert_found(verify())
        transaction.set_rollback(True)

    row.pk = new_id()
    row.save(force_insert=True)

    assert_found(verify())


def test_an_event_without_its_version_is_found(world):
    version = DocumentVersion.objects.get(state="published")
    with transaction.atomic():
        DocumentVersion.objects.filter(pk=version.pk).update(
            effective_to=version.effective_from + timedelta(9)
        )
        assert_found(verify())
        transaction.set_rollback(True)

    Section.objects.filter(version=version).update(heading="Another")

    assert_found(verify())


def test_a_body_that_cannot_be_unpacked_is_found(world):
    sha256 = DocumentVersion.objects.get(state="published").content_sha256
    Body.objects.filter(pk=sha256).update(data=b"nonsense")

    status, words = verify()

    assert status == 1
    assert sha256 in words
    assert told_event(words) is not None


def test_a_missing_body_is_found(world):
    version = DocumentVersion.objects.get(state="published")
    sql("DELETE FROM governance_body WHERE sha256 = %s", version.content_sha256)

    assert_found(verify())


@pytest.mark.skipif(connection.vendor == "postgresql", reason="needs SQLite: PostgreSQL refuses another type")
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("audit_event", "at"),
        ("audit_event", "data"),
        ("audit_event", "operation"),
        ("governance_historicaldocumentversion", "operation"),
        ("governance_historicaldocumentversion", "effective_from"),
        ("governance_documentversion", "created_at"),
        ("organisations_organisation", "starts_on"),
    ],
)
def test_a_value_that_no_column_of_its_type_holds_is_found(world, table, column):
    sql(f"UPDATE {table} SET {column} = 'nonsense'")

    status, words = verify()

    assert status == 1, words


def test_every_fault_is_counted(world):
    for event in chain_of(world.organisation):
        Event.objects.filter(pk=event.pk).update(actor_label="Somebody else")

    faults = list(verification.faults())

    assert {fault.event for fault in faults} >= {event.pk for event in chain_of(world.organisation)}
