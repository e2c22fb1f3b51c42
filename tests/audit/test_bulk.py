"""What is written in bulk is what acts write, and the log stays sound."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError

from audit import actors
from audit.acts import act, record
from audit.bulk import Ledger
from audit.history import history_model
from audit.identifiers import new_id
from audit.models import Event, EventAudience, ObjectHead
from organisations import events
from organisations.models import Contact, Organisation
from tests.audit.proofs.tampering import verify

pytestmark = pytest.mark.django_db
JOB = actors.job("test")
AT = datetime(2026, 11, 24, 9, 15, 0, 123000, tzinfo=UTC)
ODD = "tab\there, back\\slash, line\nend, “quoted”, ünïcode \\N \\."


def body(code="A1", **fields):
    organisation = Organisation(id=new_id(), code=code, name="The odd\tbody \\ of “Môn”", **fields)
    organisation.fold_names()
    return organisation


def found(ledger, organisation, at=AT):
    with ledger.operation(JOB, at):
        ledger.add(organisation)
        ledger.record(
            events.ORGANISATION_FOUNDED,
            organisation,
            audience=[organisation],
            facts={"code": organisation.code},
        )


def rename(ledger, organisation, name, at=AT):
    organisation.name = name
    organisation.fold_names()
    with ledger.operation(JOB, at):
        ledger.change(organisation, "name", "sort_name", "search_text")
        ledger.record(
            events.ORGANISATION_CHANGED, organisation, audience=[organisation], facts={"fields": ["name"]}
        )


@act
def found_by_act(organisation, *, by):
    organisation.save(force_insert=True)
    record(
        events.ORGANISATION_FOUNDED,
        organisation,
        by=by,
        audience=[organisation],
        facts={"code": organisation.code},
    )


@act
def rename_by_act(organisation, name, *, by):
    organisation.name = name
    organisation.save(update_fields=["name", "sort_name", "search_text"])
    record(
        events.ORGANISATION_CHANGED, organisation, by=by, audience=[organisation], facts={"fields": ["name"]}
    )


def columns(event):
    to_whom = [key == UUID(event.target_id) for key in event.organisations]
    return (
        event.verb,
        event.who,
        event.target_type,
        event.target_label,
        event.object_number,
        event.reason,
        to_whom,
    )


def told(organisation):
    """Everything that is stored of it but keys, times and hashes."""
    row = Organisation.objects.filter(pk=organisation.pk).values().get()
    histories = [
        {k: v for k, v in row.items() if k not in ("history_id", "history_date", "operation", "id", "code")}
        for row in history_model(Organisation)
        .objects.filter(id=organisation.pk)
        .order_by("history_id")
        .values()
    ]
    lines = [
        [*columns(event), sorted(event.facts), len(event.history), sorted(event.history_columns)]
        for event in Event.objects.for_target(organisation).in_order()
    ]
    heads = ObjectHead.objects.filter(target_id=str(organisation.pk)).values_list("label", "number")
    return {k: v for k, v in row.items() if k not in ("id", "code")}, histories, lines, list(heads)


def test_bulk_writes_what_the_acts_write():
    by_acts, in_bulk = body("A1", four_eyes_waiver=ODD), body("B1", four_eyes_waiver=ODD)
    found_by_act(by_acts, by=JOB)
    rename_by_act(by_acts, "Another", by=JOB)
    rename_by_act(by_acts, "A third", by=JOB)
    ledger = Ledger()
    found(ledger, in_bulk)
    rename(ledger, in_bulk, "Another")
    rename(ledger, in_bulk, "A third")

    ledger.write()

    assert told(in_bulk) == told(by_acts)
    assert Organisation.objects.get(code="B1").four_eyes_waiver == ODD
    assert [e.at for e in Event.objects.for_target(in_bulk)] == [AT] * 3
    assert verify() == (0, "6 events checked.\nNo fault.\n")


def test_chains_go_on_from_where_they_ended():
    ledger, organisation = Ledger(), body()
    found(ledger, organisation)
    ledger.write()
    rename_by_act(organisation, "By an act", by=JOB)
    rename(ledger, organisation, "In bulk")
    rename(ledger, organisation, "In bulk again")
    ledger.write()
    rename_by_act(Organisation.objects.get(), "By an act again", by=JOB)

    numbers = Event.objects.for_target(organisation).in_order().values_list("object_number", flat=True)

    assert list(numbers) == [1, 2, 3, 4, 5]
    assert verify()[0] == 0


def test_a_second_write_has_nothing_to_write():
    ledger = Ledger()
    found(ledger, body())

    assert (ledger.write(), ledger.write()) == (5, 0)  # body, history, event, audience, head


def test_rows_without_an_event_are_refused():
    ledger, organisation = Ledger(), body()

    with pytest.raises(RuntimeError, match="1 rows were told"), ledger.operation(JOB, AT):
        ledger.add(organisation)


def test_rows_with_an_event_that_changes_nothing_are_refused():
    ledger, organisation = Ledger(), body()

    def tell():
        with ledger.operation(JOB, AT):
            ledger.add(organisation)
            ledger.record(events.PERSON_SIGNED_IN, organisation)

    with pytest.raises(RuntimeError, match="no data change"):
        tell()


def test_nothing_is_told_outside_an_operation():
    with pytest.raises(RuntimeError, match="within an operation"):
        Ledger().add(body())


def test_constraints_and_triggers_hold():
    ledger, organisation = Ledger(), body()
    found(ledger, organisation)
    with ledger.operation(JOB, AT):
        contact = Contact(organisation=organisation, purpose="advice")  # neither mail nor telephone
        ledger.add(contact)
        ledger.record(events.CONTACT_ADDED, organisation, audience=[organisation])

    with pytest.raises(IntegrityError):
        ledger.write()


def test_what_the_database_holds_otherwise_is_refused():
    """A fraction of a microsecond, or here a number as text, would break the proof later."""
    ledger, organisation = Ledger(), body()
    organisation.four_eyes_waiver = 7
    found(ledger, organisation)

    with pytest.raises(RuntimeError, match="does not hold what was given"):
        ledger.write()


def test_a_failed_write_leaves_nothing():
    ledger, organisation = Ledger(), body()
    organisation.four_eyes_waiver = 7
    found(ledger, organisation)
    with pytest.raises(RuntimeError):
        ledger.write()

    assert (Organisation.objects.count(), Event.objects.count(), EventAudience.objects.count()) == (0, 0, 0)
