import pytest
from django.db import transaction
from django.db.models import ProtectedError

from audit import actors
from audit.acts import record
from audit.errors import OutsideAct
from audit.history import History, HistoryRow, bulk_create, bulk_update, history_models
from audit.models import Event
from organisations.models import Identifier, Organisation
from tests.audit.world import RENAMED, found, identify, rename, run

pytestmark = pytest.mark.django_db
JOB = actors.job("test")


def test_saving_a_tracked_row_outside_an_act_is_refused_before_it_is_stored():
    with pytest.raises(OutsideAct):
        Organisation(code="NCC", name="x").save()

    assert Organisation.objects.count() == 0


def test_deleting_a_tracked_row_outside_an_act_is_refused():
    identifier = identify(found("NCC", by=JOB), by=JOB, value="X1")

    with pytest.raises(OutsideAct), transaction.atomic():
        identifier.delete()
    with pytest.raises(OutsideAct), transaction.atomic():
        Identifier.objects.all().delete()

    assert Identifier.objects.count() == 1


def test_history_keeps_each_change_with_actor_and_operation():
    body = found("NCC", by=JOB, name="One")
    rename(body, by=actors.job("other"), name="Two")

    rows = list(body.history.order_by("history_id"))
    events = list(Event.objects.in_order())
    assert [(row.history_type, row.name, row.history_user_id) for row in rows] == [
        ("+", "One", "job:test"),
        ("~", "Two", "job:other"),
    ]
    assert [row.operation for row in rows] == [event.operation for event in events]


def test_deletion_is_kept_and_vouched_for():
    body = found("NCC", by=JOB)
    identifier = identify(body, by=JOB, value="X1")

    def remove():
        identifier.delete()
        return record(RENAMED, body, by=JOB)

    event = run(body, remove, by=JOB)

    row = Identifier.history.get(history_type="-")
    assert [claim[:2] for claim in event.history] == [["organisations_historicalidentifier", str(row.pk)]]


@pytest.mark.parametrize("switch", ["setting", "attribute"])
def test_no_switch_of_simple_history_leaves_a_row_out(settings, switch):
    body = found("NCC", by=JOB)
    settings.SIMPLE_HISTORY_ENABLED = switch != "setting"
    if switch == "attribute":
        body.skip_history_when_saving = True

    rename(body, by=JOB, name="Two")

    assert body.history.count() == 2


def test_there_is_no_saving_without_history():
    assert not hasattr(Organisation, "save_without_historical_record")


def test_every_history_table_is_known_once():
    tables = [model._meta.db_table for model in history_models()]

    assert "organisations_historicalorganisation" in tables
    assert len(set(tables)) == len(tables)
    assert all(issubclass(model, HistoryRow) for model in history_models())


def test_many_to_many_fields_are_not_tracked_in_passing():
    with pytest.raises(TypeError):
        History(m2m_fields=["x"])


def test_bulk_create_writes_history_that_the_next_event_vouches_for():
    bodies = [Organisation(code=f"B{n}", name=f"Body {n}") for n in range(3)]

    def make():
        bulk_create(Organisation, bodies)
        return record(RENAMED, bodies[0], by=JOB)

    event = run(None, make, by=JOB)

    rows = Organisation.history.order_by("code")
    assert [(row.code, row.history_type, row.operation) for row in rows] == [
        (f"B{n}", "+", event.operation) for n in range(3)
    ]
    assert sorted(claim[1] for claim in event.history) == sorted(str(row.pk) for row in rows)


def test_bulk_update_writes_history_of_the_whole_row():
    bodies = [found(f"B{n}", by=JOB, name=f"Body {n}") for n in range(2)]

    def change():
        for body in bodies:
            body.kind = "nhs"
        bulk_update(bodies, ["kind"])
        return record(RENAMED, bodies[0], by=JOB)

    event = run(None, change, by=JOB)

    rows = Organisation.history.filter(history_type="~").order_by("code")
    assert [(row.code, row.name, row.kind) for row in rows] == [
        ("B0", "Body 0", "nhs"),
        ("B1", "Body 1", "nhs"),
    ]
    assert len(event.history) == 2
    assert set(Organisation.objects.values_list("kind", flat=True)) == {"nhs"}


def test_bulk_helpers_need_an_act():
    with pytest.raises(OutsideAct):
        bulk_create(Organisation, [Organisation(code="B0", name="x")])
    with pytest.raises(OutsideAct):
        bulk_update([], ["name"])

    assert Organisation.objects.count() == 0


def test_bulk_helpers_take_nothing():
    assert run(None, lambda: (bulk_create(Organisation, []), bulk_update([], ["name"])), by=JOB) == ([], None)


def test_protected_row_stays_with_its_history():
    body = found("NCC", by=JOB)
    identify(body, by=JOB, value="X1")

    def remove():
        body.delete()

    with pytest.raises(ProtectedError):
        run(body, remove, by=JOB)

    assert body.history.filter(history_type="-").count() == 0
