from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.management import call_command

from governance.jobs import periodic, schedule
from governance.jobs.running import run_now
from governance.jobs.schedule import daily, enqueue_due, every
from governance.models import Job, JobState


@pytest.fixture
def only_one(monkeypatch):
    monkeypatch.setattr(schedule, "_declared", {})
    return schedule.declare(
        "count", "tests.governance.jobs.samples.count_organisations", "Counting", daily(time(2))
    )


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-24T02:00:00", "2026-11-24T02:00:00"),
        ("2026-11-24T01:59:59", "2026-11-23T02:00:00"),
        ("2026-07-01T01:30:00", "2026-07-01T01:00:00"),  # summer time
        ("2026-03-29T12:00:00", "2026-03-29T01:00:00"),  # the night that the clocks go forward
    ],
)
def test_daily_goes_by_the_clock_on_the_wall(now, due):
    assert daily(time(2))(at(now)) == at(due)


def test_every_is_whole_multiples():
    assert every(timedelta(minutes=5))(at("2026-11-24T10:07:31")) == at("2026-11-24T10:05:00")


@pytest.mark.django_db
def test_each_turn_is_queued_once(only_one):
    first = enqueue_due(at("2026-11-24T02:00:00"))
    again = enqueue_due(at("2026-11-24T23:00:00"))
    next_day = enqueue_due(at("2026-11-25T02:00:01"))

    assert [job.key for job in first] == ["count@2026-11-24T02:00:00+00:00"]
    assert again == []
    assert [job.key for job in next_day] == ["count@2026-11-25T02:00:00+00:00"]


@pytest.mark.django_db
def test_turns_that_were_missed_are_made_up_once(only_one):
    enqueue_due(at("2026-11-01T02:00:00"))

    enqueue_due(at("2026-11-24T02:00:00"))

    assert Job.objects.count() == 2


@pytest.mark.django_db
def test_a_turn_without_need_is_not_queued(monkeypatch):
    monkeypatch.setattr(schedule, "_declared", {})
    need = []
    task = "tests.governance.jobs.samples.count_organisations"
    schedule.declare("count", task, "Counting", daily(time(2)), needed=lambda: bool(need))

    before = enqueue_due(at("2026-11-24T02:00:00"))
    need.append("something")
    after = enqueue_due(at("2026-11-24T02:01:00"))

    assert (before, len(after)) == ([], 1)


def test_a_name_is_declared_once(only_one):
    with pytest.raises(ValueError, match="count"):
        schedule.declare("count", only_one.task, "Counting", only_one.due)


@pytest.mark.django_db
def test_the_work_of_this_app_runs():
    assert periodic.__name__ in "governance.jobs.periodic"
    jobs = enqueue_due()

    done = [run_now(job) for job in jobs]

    assert {job.key.partition("@")[0] for job in done} >= {"verify-log", "write-refusals", "forget-jobs"}
    assert [job.state for job in done] == [JobState.DONE] * len(done)


@pytest.mark.django_db
def test_the_command_says_what_it_queued(only_one, capsys):
    call_command("schedule")
    call_command("schedule")
    call_command("schedule", "--list")

    lines = capsys.readouterr().out.splitlines()
    assert [line.partition("@")[0] for line in lines[:1]] == ["queued: count"]
    assert [line[:15] for line in lines[1:]] == ["count: Counting"]
