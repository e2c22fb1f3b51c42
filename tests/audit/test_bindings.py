from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest

from audit import actors
from audit.bindings import batches, bind, columns_of, digest, digests, moment, plain, row_digest
from organisations.models import Organisation
from tests.audit.world import found, rename

JOB = actors.job("test")
ID = UUID("01a20e63-45fe-7573-9c17-f7f266b71212")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (3, 3),
        ("e\u0301", "e\u0301"),
        (ID, "01a20e63-45fe-7573-9c17-f7f266b71212"),
        (Decimal("1.50"), "1.50"),
        (date(2026, 11, 24), "2026-11-24"),
        (time(9, 15), "09:15:00"),
        (timedelta(days=1, seconds=2), "1 day, 0:00:02"),
        (datetime(2026, 7, 1, 10, 0, tzinfo=timezone(timedelta(hours=1))), "2026-07-01T09:00:00.000000Z"),
        (b"\x00\xff", "AP8="),
        (memoryview(b"\x00\xff"), "AP8="),
        ([1, (date(2026, 1, 2),)], [1, ["2026-01-02"]]),
        ({"a": {"b": None}}, {"a": {"b": None}}),
    ],
)
def test_plain_gives_each_type_one_text(value, expected):
    assert plain(value) == expected


@pytest.mark.parametrize("value", [1.5, object(), {1, 2}])
def test_plain_refuses_what_has_no_exact_text(value):
    with pytest.raises(TypeError):
        plain(value)


def test_moment_has_microseconds_always():
    assert moment(datetime(2026, 11, 24, tzinfo=UTC)) == "2026-11-24T00:00:00.000000Z"


def test_digest_depends_on_names_values_and_types():
    found = {
        digest(row) for row in ({"a": 1}, {"a": "1"}, {"b": 1}, {"a": True}, {"a": None}, {"a": 1, "b": None})
    }

    assert len(found) == 6


def test_batches_of_nothing_and_of_a_rest():
    assert list(batches([], 2)) == []
    assert list(batches([1, 2, 3], 2)) == [[1, 2], [3]]


@pytest.mark.django_db
def test_digests_and_row_digest_agree():
    body = found("NCC", by=JOB)
    rename(body, by=JOB, name="e\u0301")
    model = Organisation.history.model
    rows = list(model.objects.all())
    columns = columns_of(model)

    assert digests(model, [row.pk for row in rows], columns) == {
        row.pk: row_digest(row, columns) for row in rows
    }


@pytest.mark.django_db
def test_digests_leave_out_rows_that_are_not_stored():
    assert digests(Organisation.history.model, [ID], ["code"]) == {}


@pytest.mark.django_db
def test_digests_of_a_lost_column_fail():
    with pytest.raises(KeyError):
        digests(Organisation.history.model, [ID], ["gone"])


@pytest.mark.django_db
def test_bind_names_every_column_and_takes_one_query_for_each_table(django_assert_num_queries):
    body = found("NCC", by=JOB)
    row = body.history.get()

    with django_assert_num_queries(1):
        bound = bind([(type(row), row.pk)])

    assert bound.rows[0][:2] == ["organisations_historicalorganisation", str(row.pk)]
    assert set(bound.columns["organisations_historicalorganisation"]) == {
        field.column for field in type(row)._meta.concrete_fields
    }
