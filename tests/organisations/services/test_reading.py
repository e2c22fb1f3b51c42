from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from organisations.services.lists import Fault
from organisations.services.reading import read_day, read_files, read_lists

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
COUNTS = {
    "government-organisations.csv": 989,
    "local-authorities-england.csv": 366,
    "local-authorities-scotland.csv": 32,
    "local-authorities-northern-ireland.csv": 36,
    "principal-local-authorities-wales.csv": 22,
    "clinical-commissioning-groups.csv": 221,
    "dea-specified-persons.csv": 96,
}


def real_files():
    """The seven real lists; in a clone without them the test is left out, and bin/show calls its claim short."""
    files = [DATA / name for name in COUNTS]
    missing = [str(path) for path in files if not path.is_file()]
    if missing:
        pytest.skip(f"the real lists must lie beside the checkout; missing: {', '.join(missing)}")
    return files


def written(tmp_path, text, name="list.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "last", "expected"),
    [
        ("2019-03-31", False, date(2019, 3, 31)),
        ("2019-02", False, date(2019, 2, 1)),
        ("2019-02", True, date(2019, 2, 28)),
        ("2020-02", True, date(2020, 2, 29)),
        ("2019", False, date(2019, 1, 1)),
        ("2019", True, date(2019, 12, 31)),
    ],
)
def test_read_day_takes_a_period_for_its_first_or_last_day(text, last, expected):
    assert read_day(text, last=last) == expected


@pytest.mark.parametrize("text", ["31/03/2019", "2019-13", "2019-02-30", "2019-00", "soon", "2019-3-1"])
def test_read_day_refuses_anything_else(text):
    with pytest.raises(ValueError, match="is not a date"):
        read_day(text, last=False)


def test_read_files_knows_a_list_by_its_key_column(tmp_path):
    path = written(
        tmp_path,
        "name,name-cy,official-name,official-name-cy,principal-local-authority,start-date,entry-timestamp\r\n"
        "Isle of Anglesey,Sir Ynys Môn,Isle of Anglesey County Council,Cyngor Sir Ynys Môn,AGY,1996-04-01,x\r\n",
    )

    body = read_files([path]).bodies[0]

    assert (body.identifier, body.code, body.source) == (
        "principal-local-authority:AGY",
        "WLS-AGY",
        "list.csv:2",
    )
    assert body.values == {
        "name": "Isle of Anglesey",
        "legal_name": "Isle of Anglesey County Council",
        "name_cy": "Sir Ynys Môn",
        "legal_name_cy": "Cyngor Sir Ynys Môn",
        "starts_on": "1996-04-01",
    }


def test_read_files_reports_each_bad_row_with_its_place(tmp_path):
    path = written(
        tmp_path,
        "government-organisation,name,website,start-date,end-date\n"
        "D1,First,,,\n"
        "D2,,,,\n"
        "D3,Third,ftp://nowhere,,\n"
        "D4,Fourth,,2019-13-01,\n"
        "D1,Again,,,\n"
        "d 5,Fifth,,,\n"
        "D6,Sixth,,2019-01-02,2019-01-01\n"
        "D7,Seventh\n",
    )

    reading = read_files([path])

    assert [body.key for body in reading.bodies] == ["D1"]
    assert list(map(str, reading.faults)) == [
        "list.csv:3: the body has no name",
        "list.csv:4: “ftp://nowhere” is not a web address",
        "list.csv:5: “2019-13-01” is not a date",
        "list.csv:6: the key D1 stands already at list.csv:2",
        "list.csv:7: the key “d 5” cannot be part of a code",
        "list.csv:8: the body ends before it begins",
        "list.csv:9: the row has more or fewer columns than the heading",
    ]


def test_a_fault_says_column_and_holds_the_row_as_it_stands():
    content = "government-organisation,name,start-date\nD4,  Fourth   body,2019-13-01\n"

    faults = read_lists([("list.csv", content.encode())]).faults

    cells = {"government-organisation": "D4", "name": "Fourth body", "start-date": "2019-13-01"}
    assert faults == [Fault("list.csv", 2, "start-date", "“2019-13-01” is not a date", cells)]


def test_all_faults_of_a_row_are_found_at_once():
    content = "government-organisation,name,website,start-date,end-date\nd 4,,nowhere,soon,later\n"

    faults = read_lists([("list.csv", content.encode())]).faults

    assert [(fault.line, fault.column) for fault in faults] == [
        (2, "government-organisation"), (2, "name"), (2, "start-date"), (2, "end-date"), (2, "website"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "column", "message"),
    [
        ("government-organisation,website", "name", "the column “name” is missing"),
        ("government-organisation,name,salary", "salary", "the column “salary” is not one that we know"),
        ("government-organisation,name,name", "name", "the column “name” stands more than once"),
        ("government-organisation,name,", "", "a column has no name"),
    ],
)
def test_a_heading_that_cannot_be_used_is_named_by_its_column(heading, column, message):
    faults = read_lists([("list.csv", f"{heading}\n".encode())]).faults

    assert [(f.file, f.line, f.column, f.message) for f in faults] == [("list.csv", 1, column, message)]


def test_rows_are_read_although_a_column_is_unknown():
    faults = read_lists([("x.csv", b"government-organisation,name,salary\nD1,,9\n")]).faults

    assert [(fault.line, fault.column) for fault in faults] == [(1, "salary"), (2, "name")]


def test_a_wrong_encoding_is_found_in_each_cell():
    content = "principal-local-authority,name,name-cy\nAGY,Anglesey,Môn\nGWN,Gwynedd,Gwynedd\n,,Ŵ\n".replace(
        "Ŵ", "ô"
    )

    faults = read_lists([("list.csv", content.encode("cp1252"))]).faults

    unreadable = [(fault.line, fault.column) for fault in faults if "UTF-8" in fault.message]
    assert unreadable == [(2, "name-cy"), (4, "name-cy")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_a_file_in_another_encoding_altogether_is_named_once(encoding):
    content = "government-organisation,name\nD1,Première\n".encode(encoding)

    faults = read_lists([("list.csv", content)]).faults

    assert [fault.message for fault in faults] == [
        "the letters cannot be read: save the file as CSV in UTF-8"
    ]


def test_a_key_stands_once_in_all_files_of_a_list():
    one, two = b"government-organisation,name\nD1,First\n", b"government-organisation,name\nD1,Second\n"

    reading = read_lists([("one.csv", one), ("two.csv", two)])

    assert [body.source for body in reading.bodies] == ["one.csv:2"]
    assert list(map(str, reading.faults)) == ["two.csv:2: the key D1 stands already at one.csv:2"]


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        ('D1,"Fir', "", "the row cannot be taken apart"),
        ("D1,First,x,y", "", "the row has more or fewer columns than the heading"),
        ("D1", "name", "the row has more or fewer columns than the heading"),
        ("D1,Fir\u202est", "name", "the cell has a sign that cannot be seen"),
        (f"D1,{'a' * 301}", "name", "the name has more than 300 characters"),
        ("D12345678901234567,x", "government-organisation", "cannot be part of a code"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_by_its_column(row, column, message):
    faults = read_lists([("x.csv", f"government-organisation,name\n{row}\n".encode())]).faults

    assert [(fault.column, message in fault.message) for fault in faults] == [(column, True)]


def test_cells_beyond_the_heading_are_shown_too():
    fault = read_lists([("x.csv", b"government-organisation,name\nD1,First,x,y\n")]).faults[0]

    assert fault.cells == {"government-organisation": "D1", "name": "First", "": "x y"}


def test_read_files_reports_files_that_are_no_list(tmp_path):
    strange = written(tmp_path, "colour,name\nred,x\n", "strange.csv")
    binary = tmp_path / "binary.csv"
    binary.write_bytes(b"\xff\xfe\x00")

    reading = read_files([strange, binary, tmp_path / "missing.csv"])

    assert reading.bodies == []
    assert {(fault.file, fault.line) for fault in reading.faults} == {
        ("strange.csv", 1), ("binary.csv", 1), ("missing.csv", 0),
    }  # fmt: skip


def test_read_files_reads_every_row_of_the_real_lists():
    reading = read_files(real_files())

    assert reading.faults == []
    assert len(reading.bodies) == sum(COUNTS.values()) == 1762
    assert len({body.code for body in reading.bodies}) == 1762
    assert len({body.identifier for body in reading.bodies}) == 1762


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('government-organisation,name\nD1,"never closed\nD2,x\n', 2),
        ('government-organisation,name\nD1,"two\nlines"\nD2,x,beyond\n', 4),
        ('government-organisation,name\nD1,"two\nlines",beyond\n', 2),
    ],
)
def test_a_fault_is_told_at_the_line_on_which_its_row_begins(content, line):
    assert [fault.line for fault in read_lists([("list.csv", content.encode())]).faults] == [line]
