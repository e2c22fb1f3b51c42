from __future__ import annotations

import io
import itertools
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from audit import actors
from audit.models import Event
from organisations.models import Identifier, Organisation
from organisations.services import imports
from organisations.services.imports import (
    Change,
    ImportRefused,
    PlanChanged,
    import_organisations,
    make_plan,
)
from organisations.services.lists import LISTS, Listed
from organisations.services.organisations import add_identifier, change_organisation, found_organisation
from tests.organisations.services.test_reading import real_files, written

JOB = actors.job("tests")
GOVERNMENT, ENGLAND = LISTS[0], LISTS[1]
PERSONS = LISTS[-1]


def listed(public_list, key, name, **values):
    return Listed(f"list.csv:{key}", public_list, key, {"name": name, **values})


def run(*files, check=False):
    out = io.StringIO()
    call_command("import_organisations", *[str(path) for path in files], check=check, stdout=out)
    return out.getvalue()


def test_import_creates_a_body_with_all_that_the_list_says(db):
    one = listed(
        ENGLAND,
        "BAS",
        "Bath and North East Somerset",
        legal_name="Bath and North East Somerset Council",
        starts_on="1996-04-01",
        ends_on="",
    )

    report = import_organisations([one], by=JOB)

    body = Organisation.objects.get()
    assert (body.code, body.kind, body.starts_on, body.ends_on) == (
        "ENG-BAS",
        "council",
        date(1996, 4, 1),
        None,
    )
    assert [str(row) for row in body.identifiers.all()] == ["local-authority-eng:BAS"]
    assert (report.created, report.changed, report.unchanged, report.identifiers) == (1, 0, 0, 1)


def test_import_twice_changes_nothing(db):
    bodies = [listed(ENGLAND, "BAS", "Bath"), listed(GOVERNMENT, "D1", "Cabinet Office")]
    import_organisations(bodies, by=JOB)
    events = Event.objects.count()

    report = import_organisations(bodies, by=JOB)

    assert (report.created, report.changed, report.unchanged) == (0, 0, 2)
    assert Event.objects.count() == events


def test_import_makes_one_body_of_the_very_same_name_in_two_lists(db):
    bodies = [
        listed(GOVERNMENT, "OT731", "Arts Council of Wales", website=""),
        listed(PERSONS, "82", "Arts Council of Wales", website="https://arts.example/"),
    ]

    report = import_organisations(bodies, by=JOB)

    body = Organisation.objects.get()
    assert body.code == "GOV-OT731"
    assert body.website == "https://arts.example/"
    assert sorted(str(row) for row in body.identifiers.all()) == [
        "government-organisation:OT731",
        "information-sharing-agreement-specified-person-0001:82",
    ]
    assert report.merges == [
        "Arts Council of Wales: information-sharing-agreement-specified-person-0001:82 joined "
        "government-organisation:OT731 (GOV-OT731)"
    ]
    assert Event.objects.count() == 1


def test_import_keeps_bodies_of_one_list_apart_even_under_the_same_name(db):
    import_organisations([listed(ENGLAND, "A1", "Dorset"), listed(ENGLAND, "B1", "Dorset")], by=JOB)

    assert sorted(Organisation.objects.values_list("code", flat=True)) == ["ENG-A1", "ENG-B1"]


def test_import_guesses_nothing_where_two_bodies_have_the_name(db):
    import_organisations([listed(ENGLAND, "A1", "Dorset"), listed(ENGLAND, "B1", "Dorset")], by=JOB)

    report = import_organisations([listed(GOVERNMENT, "D9", "Dorset")], by=JOB)

    assert (report.created, report.merges) == (1, [])


def test_import_joins_a_body_that_was_there_before(db):
    council = found_organisation("NCC", by=JOB, name="Northshire", kind="council")

    report = import_organisations([listed(ENGLAND, "NSH", "Northshire", starts_on="1974-04-01")], by=JOB)

    council.refresh_from_db()
    assert council.starts_on == date(1974, 4, 1)
    assert [str(row) for row in council.identifiers.all()] == ["local-authority-eng:NSH"]
    assert report.merges == ["Northshire: local-authority-eng:NSH joined NCC (NCC)"]
    assert Event.objects.newest_first().first().facts["fields"] == ["starts_on"]


def test_import_changes_only_what_the_list_changed(db):
    import_organisations([listed(ENGLAND, "BAS", "Bath", website="https://old.example/")], by=JOB)
    body = Organisation.objects.get()
    change_organisation(body, by=JOB, name="Bath and North East Somerset")

    report = import_organisations(
        [listed(ENGLAND, "BAS", "Bath", website="https://new.example/", ends_on="2027-03-31")], by=JOB
    )

    body.refresh_from_db()
    assert (body.name, body.website, body.ends_on) == (
        "Bath and North East Somerset",
        "https://new.example/",
        date(2027, 3, 31),
    )
    assert report.changed == 1
    assert Event.objects.newest_first().first().verb == "organisation.updated"


def test_import_keeps_what_people_wrote_where_they_entered_the_identifier(people):
    add_identifier(people.organisation, by=people.administrator, scheme="local-authority-eng", value="NSH")

    import_organisations([listed(ENGLAND, "NSH", "Northshire", legal_name="Northshire Council")], by=JOB)

    people.organisation.refresh_from_db()
    assert people.organisation.name == "Northshire County Council"
    assert people.organisation.legal_name == "Northshire Council"


def test_import_refuses_a_code_that_is_taken_and_changes_nothing(db):
    found_organisation("ENG-BAS", by=JOB, name="Somebody else")

    with pytest.raises(
        ImportRefused, match=r"list\.csv:BAS: the code ENG-BAS belongs to another organisation"
    ):
        import_organisations([listed(GOVERNMENT, "D1", "First"), listed(ENGLAND, "BAS", "Bath")], by=JOB)

    assert Organisation.objects.count() == 1


def test_a_refusal_says_which_cell_it_is_about(db):
    found_organisation("ENG-BAS", by=JOB, name="Somebody else")
    row = Listed("list.csv:7", ENGLAND, "BAS", {"name": "Bath"}, cells={"local-authority-eng": "BAS"})

    with pytest.raises(ImportRefused) as refusal:
        make_plan([row])

    fault = refusal.value.faults[0]
    assert (fault.file, fault.line, fault.column) == ("list.csv", 7, "local-authority-eng")
    assert fault.cells == {"local-authority-eng": "BAS"}


def test_plan_says_what_it_changes_of_a_body(db):
    import_organisations([listed(ENGLAND, "BAS", "Bath", ends_on="")], by=JOB)

    report = make_plan([listed(ENGLAND, "BAS", "Bath and more", ends_on="2027-03-31")])[1]

    fields = (("name", "Bath", "Bath and more"), ("ends_on", "", "2027-03-31"))
    assert report.changes == [Change("ENG-BAS", "Bath", fields)]


def test_a_plan_has_the_same_print_until_the_register_changes(db):
    bodies = [listed(ENGLAND, "BAS", "Bath"), listed(GOVERNMENT, "D1", "First")]
    planned = make_plan(bodies)[1].print

    assert make_plan(bodies)[1].print == planned
    found_organisation("OTHER", by=JOB, name="Nothing to do with it")
    assert make_plan(bodies)[1].print == planned
    found_organisation("BATH", by=JOB, name="Bath")
    assert make_plan(bodies)[1].print != planned


def test_import_stops_where_the_register_is_not_the_one_that_was_planned_for(db):
    bodies = [listed(ENGLAND, "BAS", "Bath")]
    planned = make_plan(bodies)[1].print
    found_organisation("BATH", by=JOB, name="Bath")

    with pytest.raises(PlanChanged) as stopped:
        import_organisations(bodies, by=JOB, planned=planned)

    assert (stopped.value.report.created, len(stopped.value.report.merges)) == (0, 1)
    assert not Identifier.objects.exists()


def test_import_that_fails_half_way_leaves_nothing(db, monkeypatch):
    lines, record = itertools.count(), imports.record

    def full(*args, **kwargs):
        if next(lines) == 2:
            raise RuntimeError("full")
        return record(*args, **kwargs)

    monkeypatch.setattr(imports, "record", full)
    bodies = [listed(GOVERNMENT, f"D{number}", f"Body {number}") for number in range(5)]

    with pytest.raises(RuntimeError, match="full"):
        import_organisations(bodies, by=JOB)

    assert (Organisation.objects.count(), Identifier.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_command_refuses_bad_rows_with_file_and_line_and_changes_nothing(db, tmp_path):
    path = written(tmp_path, "government-organisation,name\nD1,First\nD2,\n")

    with pytest.raises(CommandError, match=r"list.csv:3: the body has no name\nNothing was imported"):
        run(path)

    assert not Organisation.objects.exists()


def test_command_check_says_what_would_happen_and_changes_nothing(db, tmp_path):
    path = written(tmp_path, "government-organisation,name\nD1,First\n")

    text = run(path, check=True)

    assert "Checked only" in text
    assert "1 rows: 1 organisations created" in text
    assert not Organisation.objects.exists()


def test_command_reads_the_seven_real_lists_and_nothing_the_second_time(db):
    files = real_files()

    first = run(*files)
    events = Event.objects.count()
    second = run(*reversed(files))

    assert (Organisation.objects.count(), Identifier.objects.count(), events) == (1761, 1762, 1761)
    assert (
        "1762 rows: 1761 organisations created, 0 changed, 0 unchanged, 1762 identifiers added, 1 merged"
        in first
    )
    assert "One body: Arts Council of Wales" in first
    assert "Nothing to change" in second
    assert "0 organisations created, 0 changed, 1761 unchanged" in second
    assert Event.objects.count() == events
    anglesey = Organisation.objects.get(identifiers__value="AGY")
    assert (anglesey.name, anglesey.name_cy, anglesey.legal_name_cy) == (
        "Isle of Anglesey",
        "Sir Ynys Môn",
        "Cyngor Sir Ynys Môn",
    )
    assert Organisation.objects.matching("government-organisation:D25").get().name == "HM Revenue & Customs"
    ended = Organisation.objects.exclude(ends_on=None)
    assert ended.count() == 290 + 15 + 25 + 30
