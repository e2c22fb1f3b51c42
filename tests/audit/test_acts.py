import hashlib
import json
import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, connection, transaction

from audit import actors, readers
from audit.acts import act, current_operation, record
from audit.errors import ChainCollision, InvalidMove, OutsideAct
from audit.models import Event, EventAudience, ObjectHead
from organisations.models import Organisation
from tests.audit.world import FOUNDED, LOOKED_AT, RENAMED, found, identify, look_at, rename, run
from tests.factories.organisations import make_person

pytestmark = pytest.mark.django_db
JOB = actors.job("test")


def test_record_writes_what_happened():
    person = make_person("ada@northshire.example", name="Ada")

    body = found(
        "NCC", by=person, name="Northshire", facts={"lines": ["a", 2, None, True]}, reason="A merger"
    )

    event = Event.objects.get()
    history = body.history.get()
    assert (event.verb, event.actor_kind, event.actor_id, event.actor_label) == (
        "testbody.founded",
        "person",
        str(person.pk),
        "Ada",
    )
    assert (event.target_type, event.target_id, event.target_label) == (
        "organisations.organisation",
        str(body.pk),
        "Northshire",
    )
    assert event.facts == {"lines": ["a", 2, None, True]}
    assert event.reason == "A merger"
    assert event.organisations == [body.pk]
    assert event.operation == history.operation
    assert [row[:2] for row in event.history] == [["organisations_historicalorganisation", str(history.pk)]]


def test_event_holds_the_very_bytes_that_are_hashed():
    found("NCC", by=JOB)

    event = Event.objects.get()
    data = bytes(event.data)
    assert event.leaf_hash == hashlib.sha256(b"\x00" + data).hexdigest()
    assert set(json.loads(data)) == {
        "format", "id", "at", "verb", "actor", "operation", "target", "number", "previous",
        "audience", "facts", "reason", "history", "columns",
    }  # fmt: skip
    assert json.loads(data)["at"] == event.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def test_database_adds_its_own_time_and_transaction():
    found("NCC", by=JOB)

    event = Event.objects.get()
    assert abs((event.recorded_at - event.at).total_seconds()) < 5
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text::bigint")
            assert event.xid == cursor.fetchone()[0]
    else:
        assert event.xid is None


def test_events_of_one_thing_make_a_chain_and_things_have_their_own():
    first, second = found("NCC", by=JOB), found("NPT", by=JOB)
    rename(first, by=JOB, name="One")

    events = list(Event.objects.for_target(first).order_by("object_number"))
    assert [event.object_number for event in events] == [1, 2]
    assert [event.previous_hash for event in events] == ["", events[0].leaf_hash]
    assert Event.objects.for_target(second).get().object_number == 1
    assert list(
        ObjectHead.objects.filter(target_id=str(first.pk)).values_list("number", "hash", "label")
    ) == [(2, events[1].leaf_hash, "One")]


def test_audience_is_stored_once_for_each_organisation_and_hashed():
    body, other = found("NCC", by=JOB), found("NPT", by=JOB)

    event = run(None, lambda: record(LOOKED_AT, body, by=JOB, audience=[other, body, other.pk]), by=JOB)

    expected = sorted([body.pk, other.pk], key=str)
    assert event.organisations == expected
    stored = EventAudience.objects.filter(event=event).values_list("organisation", flat=True)
    assert sorted(stored, key=str) == expected


def test_record_outside_an_act_is_refused():
    body = found("NCC", by=JOB)

    with pytest.raises(OutsideAct):
        record(LOOKED_AT, body, by=JOB)


@pytest.mark.parametrize("facts", [{"share": 0.5}, {"deep": [{"x": 1.0}]}, {"when": object()}])
def test_fact_without_exact_text_is_refused_and_leaves_nothing(facts):
    with pytest.raises(TypeError):
        found("NCC", by=JOB, facts=facts)

    assert (Organisation.objects.count(), Event.objects.count()) == (0, 0)


def test_failing_event_leaves_nothing_behind(monkeypatch):
    body = found("NCC", by=JOB, name="Before")
    monkeypatch.setattr(Event, "save", lambda *_args, **_options: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        rename(body, by=JOB, name="After")

    assert Organisation.objects.get().name == "Before"
    assert body.history.count() == 1
    assert Event.objects.count() == 1


def test_act_needs_to_know_by_whom():
    with pytest.raises(TypeError, match="by whom"):
        found("NCC", by=None)


def test_act_of_nobody_is_not_allowed_and_not_recorded():
    with pytest.raises(PermissionDenied, match="Sign in"):
        found("NCC", by=AnonymousUser())

    assert Event.objects.count() == 0


def test_by_that_gives_no_actor_is_an_error():
    class Odd:
        def as_actor(self):
            return "somebody"

    with pytest.raises(TypeError, match="no actor"):
        found("NCC", by=Odd())


def test_act_that_changes_rows_and_records_nothing_fails_and_leaves_nothing():
    with pytest.raises(RuntimeError, match="organisations_historicalorganisation"):
        run(None, lambda: Organisation(code="NCC", name="x").save(), by=JOB)

    assert Organisation.objects.count() == 0


def test_act_that_changes_rows_after_its_event_fails():
    body = found("NCC", by=JOB)

    def look_then_change():
        record(LOOKED_AT, body, by=JOB)
        body.save()

    with pytest.raises(RuntimeError, match="after its last record"):
        run(body, look_then_change, by=JOB)


def test_verb_that_changes_no_data_cannot_stand_for_changed_rows():
    body = found("NCC", by=JOB)

    def change_and_look():
        body.save()
        record(LOOKED_AT, body, by=JOB)

    with pytest.raises(RuntimeError, match="no data change"):
        run(body, change_and_look, by=JOB)


def test_act_without_change_needs_no_event():
    assert run(None, lambda: 5, by=JOB) == 5
    assert Event.objects.count() == 0


def test_nested_acts_share_the_operation_and_vouch_for_their_own_rows():
    body = found("NCC", by=JOB)

    rename(body, by=JOB, name="New", then=lambda: identify(body, by=JOB, value="X1"))

    inner, outer = Event.objects.in_order()[1:]
    assert inner.operation == outer.operation
    assert [row[0] for row in inner.history] == ["organisations_historicalidentifier"]
    assert [row[0] for row in outer.history] == ["organisations_historicalorganisation"]


def test_outer_act_may_go_on_when_an_inner_one_is_refused():
    body = found("NCC", by=JOB)

    def refused():
        body.save()
        raise InvalidMove("Not now.")

    def swallow():
        with pytest.raises(InvalidMove):
            run(body, refused, by=JOB)

    rename(body, by=JOB, name="New", then=swallow)

    assert body.history.count() == 2
    assert list(Event.objects.values_list("verb", flat=True).in_order()) == [FOUNDED.name, RENAMED.name]


def test_operation_is_there_inside_an_act_only():
    assert current_operation() is None
    operations = run(None, lambda: (current_operation(), run(None, current_operation, by=JOB)), by=JOB)
    assert operations[0] is operations[1] is not None
    assert operations[0].actor == JOB
    assert current_operation() is None


def test_operation_ends_with_a_failure_too():
    with pytest.raises(ZeroDivisionError):
        run(None, lambda: 1 / 0, by=JOB)

    assert current_operation() is None


def test_operation_is_not_seen_by_another_thread():
    seen = []

    def elsewhere():
        thread = threading.Thread(target=lambda: seen.append(current_operation()))
        thread.start()
        thread.join()

    run(None, elsewhere, by=JOB)

    assert seen == [None]


def test_label_of_the_target_is_one_line_of_at_most_300_characters():
    body = found("NCC", by=JOB, name="e\u0301" * 150)
    assert Event.objects.get().target_label == "\u00e9" * 150
    assert look_at(body, by=JOB).target_label == "\u00e9" * 150


@pytest.mark.parametrize(
    ("error", "because"),
    [
        (PermissionDenied("No."), "not_allowed"),
        (InvalidMove("No."), "invalid_move"),
        (ValidationError("No."), "invalid"),
    ],
)
def test_refusal_is_recorded_after_the_rollback_and_raised_again(error, because):
    body = found("NCC", by=JOB)

    def change_and_refuse():
        body.name = "Changed"
        body.save()
        raise error

    with pytest.raises(type(error)):
        run(body, change_and_refuse, by=JOB)

    assert Organisation.objects.get().name == "A body"
    refusal = Event.objects.get(verb="act.refused")
    assert refusal.facts["act"] == "tests.audit.world.run"
    assert refusal.facts["because"] == because
    assert refusal.organisations == ([body.pk] if readers.is_organisation(body.pk) else [])


def test_other_errors_are_no_refusals():
    body = found("NCC", by=JOB)

    with pytest.raises(KeyError):
        run(body, lambda: {}["x"], by=JOB)

    assert Event.objects.filter(verb="act.refused").count() == 0


class LostRace(Exception):
    pgcode = "40P01"


def losing(times):
    """A function that loses a race between transactions so many times, then returns how often it ran."""
    runs = []

    def function():
        runs.append(1)
        if len(runs) <= times:
            raise OperationalError("deadlock") from LostRace()
        return len(runs)

    return function


@pytest.mark.django_db(transaction=True)
def test_act_that_loses_a_race_starts_again():
    assert run(None, losing(3), by=JOB) == 4


@pytest.mark.django_db(transaction=True)
def test_act_that_loses_too_often_gives_up():
    with pytest.raises(OperationalError):
        run(None, losing(4), by=JOB)


@pytest.mark.django_db(transaction=True)
def test_act_that_collides_in_a_chain_starts_again():
    runs = []

    def collide_once():
        runs.append(1)
        if len(runs) == 1:
            raise ChainCollision("x")

    run(None, collide_once, by=JOB)

    assert len(runs) == 2


@pytest.mark.django_db(transaction=True)
def test_act_does_not_start_again_for_other_errors():
    runs = []

    def fail():
        runs.append(1)
        raise OperationalError("no such table")

    with pytest.raises(OperationalError):
        run(None, fail, by=JOB)

    assert len(runs) == 1


@pytest.mark.django_db(transaction=True)
def test_act_inside_an_open_transaction_is_refused():
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        found("NCC", by=JOB)


def test_act_keeps_name_and_docstring():
    @act
    def explain(*, by):
        """What it does."""

    assert (explain.__name__, explain.__doc__) == ("explain", "What it does.")
