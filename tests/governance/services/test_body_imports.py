from __future__ import annotations

from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from audit import verification
from audit.actors import job as job_actor
from audit.errors import InvalidMove
from audit.models import Event
from governance import import_states
from governance.import_states import ImportState
from governance.integrity import files_of_imports
from governance.models import Body, BodyImport, Job
from governance.services import body_imports, body_reports
from governance.services.body_imports import LARGEST, Upload
from organisations.models import Organisation
from organisations.services.organisations import found_organisation
from tests.governance.import_world import FAULTY, GOOD, again, checked, confirmed, file, uploaded, worked

pytestmark = pytest.mark.django_db
JOB = job_actor("tests")


def lines(found):
    return [event.verb for event in Event.objects.for_target(found).in_order()]


def fail(found, sentence="It broke."):
    Job.objects.filter(pk=found.job_id).update(state="failed", finished_at=timezone.now(), error=sentence)
    return again(found)


# ---- uploading


def test_upload_keeps_the_files_by_their_content_and_asks_for_a_check(people):
    found = uploaded(people, file(name="a.csv"), file(GOOD.replace("D", "E"), "b.csv"))

    kept = list(found.files.all())
    assert [(one.name, one.size) for one in kept] == [("a.csv", len(GOOD)), ("b.csv", len(GOOD))]
    assert Body.objects.get(pk=kept[0].sha256).unpacked() == GOOD.encode()
    assert (found.state, found.uploaded_by, found.organisation) == (
        "checking", people.administrator, people.organisation,
    )  # fmt: skip
    assert (found.job.state, found.job.organisation) == ("queued", people.organisation)
    event = Event.objects.for_target(found).get()
    assert (event.verb, event.actor_id) == ("bodies.uploaded", str(people.administrator.pk))
    assert event.facts == {"files": [f"{one.name}: {one.sha256}" for one in kept]}


@pytest.mark.parametrize("who", ["officer", "manager", "auditor", "practitioner", "stranger"])
def test_upload_is_for_those_who_keep_the_register(people, who):
    with pytest.raises(PermissionDenied):
        body_imports.upload([file()], by=getattr(people, who))

    assert not BodyImport.objects.exists()


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([], "Choose at least one file."),
        ([file(name=f"{n}.csv") for n in range(21)], "Choose 20 files at most."),
        ([Upload("a.csv", b"")], "a.csv is empty."),
        ([Upload("a.csv", b"a" * (LARGEST + 1))], "a.csv is larger than 2 MB. Split it into several files."),
        ([Upload("a.xlsx", b"PK\x03\x04")], "a.xlsx is in Excel format. Save it as CSV in UTF-8 first."),
        ([file(), file(name="b.csv")], "b.csv is the same file as list.csv. Choose it once."),
        ([file(), file(FAULTY)], "Two files are called list.csv. Rename one of them."),
    ],
)
def test_upload_refuses_what_cannot_be_lists_in_a_sentence(people, files, sentence):
    with pytest.raises(ValidationError) as refusal:
        body_imports.upload(files, by=people.administrator)

    assert refusal.value.message_dict == {"lists": [sentence]}
    assert not BodyImport.objects.exists()


def test_the_same_upload_twice_makes_one_import_and_another_under_its_key_a_second(people):
    first = uploaded(people)

    assert body_imports.upload([file()], by=people.administrator, key=first.pk) == first
    other = body_imports.upload([file(FAULTY)], by=people.administrator, key=first.pk)
    assert other.pk != first.pk
    assert BodyImport.objects.count() == 2


# ---- checking


def test_a_check_counts_what_would_happen_and_changes_nothing(people):
    found_organisation("SEC", by=JOB, name="Second")

    found = checked(people)

    report = found.report
    assert (found.state, found.to_write) == ("ready", 2)
    assert [report[name] for name in ("rows", "created", "changed", "unchanged", "merged", "imprecise")] == [
        2, 1, 1, 0, 1, 1,
    ]  # fmt: skip
    assert set(Organisation.objects.values_list("code", flat=True)) == {"NCC", "NPT", "SEC"}
    assert lines(found) == ["bodies.uploaded", "bodies.checked"]


def test_a_check_keeps_every_fault_with_its_cell(people):
    found = checked(people, file(FAULTY))

    assert (found.state, found.report["fault_count"]) == ("faulty", 3)
    assert [(one["line"], one["column"]) for one in found.report["faults"]] == [
        (2, "name"), (2, "website"), (3, "start-date"),
    ]  # fmt: skip
    assert found.report["faults"][2]["cells"]["start-date"] == "soon"


def test_a_code_that_is_taken_is_a_fault_of_its_row(people):
    found_organisation("GOV-D1", by=JOB, name="Somebody else")

    found = checked(people)

    assert [(one["line"], one["column"]) for one in found.report["faults"]] == [
        (2, "government-organisation")
    ]


def test_a_check_counts_all_faults_and_keeps_some(people, monkeypatch):
    monkeypatch.setattr(body_reports, "MOST_FAULTS", 2)

    found = checked(people, file(FAULTY))

    assert (found.report["fault_count"], len(found.report["faults"])) == (3, 2)
    assert found.report["fault_rows"] == 2


def test_too_many_rows_are_a_fault(people, monkeypatch):
    monkeypatch.setitem(body_imports.MOST_ROWS, connection.vendor, 1)

    found = checked(people)

    assert found.state == "faulty"
    assert "one import takes 1 at most" in found.report["faults"][0]["message"]


# ---- agreeing and bringing in


def test_bringing_in_writes_all_by_the_person_who_agreed(people):
    found = worked(confirmed(people))

    assert (found.state, found.report["created"], found.confirmed_by) == ("done", 2, people.administrator)
    assert found.brought_in_at is not None
    assert set(Organisation.objects.values_list("code", flat=True)) == {"NCC", "NPT", "GOV-D1", "GOV-D2"}
    last = Event.objects.for_target(found).newest_first().first()
    assert lines(found) == ["bodies.uploaded", "bodies.checked", "bodies.confirmed", "bodies.imported"]
    assert (last.actor_id, last.facts["created"]) == (str(people.administrator.pk), 2)
    entered = Event.objects.for_operation(last.operation).filter(verb="organisation.imported")
    assert {event.actor_id for event in entered} == {str(people.administrator.pk)}
    assert len(entered) == 2


def test_agreeing_twice_makes_one_job_and_bringing_in_twice_one_import(people):
    found = confirmed(people)
    planned = found.report["print"]
    body_imports.confirm(found, by=people.administrator, planned=planned)
    assert Job.objects.filter(task__endswith="bring_in_bodies").count() == 1

    done = worked(found)
    events = Event.objects.count()
    body_imports.bring_in(done, by=people.administrator, bodies=body_imports.read(done).bodies)
    body_imports.confirm(done, by=people.administrator, planned=planned)

    assert Event.objects.count() == events


def test_agreeing_to_another_plan_is_refused(people):
    found = checked(people)

    with pytest.raises(InvalidMove, match="planned again"):
        body_imports.confirm(found, by=people.administrator, planned="0" * 64)


def test_a_register_that_changed_meanwhile_is_planned_for_again(people):
    found = confirmed(people)
    found_organisation("SEC", by=JOB, name="Second")

    found = worked(found)

    assert (found.state, found.report["is_new_plan"], found.report["merged"]) == ("ready", True, 1)
    assert not Organisation.objects.filter(code="GOV-D1").exists()
    found = worked(body_imports.confirm(found, by=people.administrator, planned=found.report["print"]))
    assert found.state == "done"
    assert "is_new_plan" not in found.report


def test_a_code_taken_meanwhile_is_a_fault(people):
    found = confirmed(people)
    found_organisation("GOV-D1", by=JOB, name="Somebody else")

    found = worked(found)

    assert (found.state, found.report["fault_count"]) == ("faulty", 1)
    assert not Organisation.objects.filter(code="GOV-D2").exists()


def test_bringing_in_that_fails_half_way_leaves_nothing(people, monkeypatch):
    found = confirmed(people)

    def full(*args, **kwargs):
        raise RuntimeError("full")

    monkeypatch.setattr(body_imports, "_record", full)
    with pytest.raises(RuntimeError, match="full"):
        body_imports.bring_in(found, by=people.administrator, bodies=body_imports.read(found).bodies)

    assert again(found).state == "importing"
    assert not Organisation.objects.filter(code__startswith="GOV").exists()


def test_who_lost_the_right_meanwhile_brings_nothing_in(people):
    found = confirmed(people)
    people.organisation.memberships.filter(user=people.administrator).update(ends_on=timezone.localdate())

    found = worked(found)

    assert (found.state, found.is_stuck) == ("importing", True)
    assert "organisation administrator" in found.job.error
    assert not Organisation.objects.filter(code="GOV-D1").exists()


# ---- giving up, trying again


@pytest.mark.parametrize("stage", [uploaded, checked, confirmed])
def test_giving_up_stops_what_would_come(people, stage):
    found = stage(people)

    given_up = body_imports.give_up(found, by=people.administrator)
    body_imports.give_up(found, by=people.administrator)

    assert (given_up.state, given_up.given_up_by) == ("given_up", people.administrator)
    assert lines(found).count("bodies.given_up") == 1
    assert worked(found).state == "given_up"
    assert not Organisation.objects.filter(code="GOV-D1").exists()


def test_what_was_brought_in_is_not_given_up(people):
    found = worked(confirmed(people))

    with pytest.raises(InvalidMove):
        body_imports.give_up(found, by=people.administrator)


def test_a_failed_job_is_tried_again(people):
    found = body_imports.try_again(fail(confirmed(people)), by=people.administrator)

    assert again(found).job.state == "queued"
    assert lines(found)[-1] == "job.tried_again"
    assert worked(found).state == "done"


def test_what_has_not_failed_is_not_tried_again(people):
    with pytest.raises(InvalidMove):
        body_imports.try_again(uploaded(people), by=people.administrator)


# ---- the log


def test_the_check_of_the_log_finds_a_file_that_was_exchanged(people):
    found = worked(confirmed(people))
    assert list(files_of_imports()) == []

    found.files.update(sha256="0" * 64)

    assert [fault.message for fault in files_of_imports()] == [
        "The file list.csv is not the one that the log tells of."
    ]


def test_the_check_of_the_log_is_content_with_an_import(people):
    worked(confirmed(people))
    checked(people, file(FAULTY))

    assert list(verification.faults()) == []


# ---- states


@pytest.mark.parametrize(("here", "there"), list(product(ImportState, ImportState)))
def test_only_these_moves_are_allowed(here, there):
    allowed = {
        ("checking", "ready"), ("checking", "faulty"), ("checking", "given_up"), ("ready", "importing"),
        ("ready", "given_up"), ("importing", "done"), ("importing", "ready"), ("importing", "faulty"),
        ("importing", "given_up"),
    }  # fmt: skip

    assert import_states.allows(here, there) == ((here, there) in allowed)
