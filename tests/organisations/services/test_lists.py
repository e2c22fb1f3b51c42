from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from organisations.services.lists import LISTS, read_day, read_files

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
    assert reading.faults == [
        "list.csv:3: the body has no name",
        "list.csv:4: “ftp://nowhere” is not a web address",
        "list.csv:5: “2019-13-01” is not a date",
        "list.csv:6: the key D1 stands already at list.csv:2",
        "list.csv:7: the key “d 5” cannot be part of a code",
        "list.csv:8: the body ends before it begins",
        "list.csv:9: the row has more or fewer columns than the heading",
    ]


def test_read_files_reports_files_that_are_no_list(tmp_path):
    strange = written(tmp_path, "colour,name\nred,x\n", "strange.csv")
    extra = written(tmp_path, "government-organisation,name,salary\nD1,x,1\n", "extra.csv")
    binary = tmp_path / "binary.csv"
    binary.write_bytes(b"\xff\xfe\x00")

    reading = read_files([strange, extra, binary, tmp_path / "missing.csv"])

    assert reading.bodies == []
    assert sorted(fault.split(" ")[0] for fault in reading.faults) == [
        "binary.csv",
        "extra.csv",
        "missing.csv",
        "strange.csv",
    ]


def test_codes_of_all_lists_are_apart():
    prefixes = [public_list.prefix for public_list in LISTS]

    assert len(set(prefixes)) == len(prefixes)
    assert not [(a, b) for a in prefixes for b in prefixes if a != b and b.startswith(f"{a}-")]


def test_read_files_reads_every_row_of_the_real_lists():
    reading = read_files(real_files())

    assert reading.faults == []
    assert len(reading.bodies) == sum(COUNTS.values()) == 1762
    assert len({body.code for body in reading.bodies}) == 1762
    assert len({body.identifier for body in reading.bodies}) == 1762
