from __future__ import annotations

import csv
import hashlib
import io
import json

import pytest

from protocols.services.published import KEY, read_file

COLUMNS = [
    KEY, "name", "purpose", "information-sharing-benefits", "disclosed-information",
    "information-sharing-method", "legal-power-disclosure", "controllers", "controller-names",
    "processors", "processor-names",
    "retention-period", "start-date", "end-date", "review-date", "contact", "area-names", "entry-timestamp",
]  # fmt: skip
ITEM = {
    "name": "Warm homes", "purpose": "To help households.",
    "legal-power-disclosure": "information-sharing-agreement-powers-and-objectives-0001:2",
    "controllers": ["government-organisation:D1"], "start-date": "2025-04-01",
}  # fmt: skip


def log(*entries):
    """A register's log; each entry is (key, time, item)."""
    lines = []
    for key, moment, item in entries:
        text = item if isinstance(item, str) else json.dumps({**item, KEY: item.get(KEY, key)})
        digest = hashlib.sha256(text.encode()).hexdigest()
        lines += [f"add-item\t{text}", f"append-entry\tuser\t{key}\t{moment}\tsha-256:{digest}"]
    return "\n".join(lines) + "\n"


def table(*rows, columns=COLUMNS):
    """The same as a table; each row is a dict, with lists parted by “;”."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        cells = {key: ";".join(value) if isinstance(value, list) else value for key, value in row.items()}
        writer.writerow({KEY: "1", "entry-timestamp": "2025-05-01T10:00:00Z", **cells})
    return out.getvalue()


def read(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_file(path)


def faults(tmp_path, name, content):
    reading = read(tmp_path, name, content)
    return [
        (fault.line, fault.column, fault.message.removeprefix(f"{fault.column}: "))
        for fault in reading.faults
    ]


def test_a_log_gives_every_version_in_the_order_of_publication(tmp_path):
    later = {**ITEM, "end-date": "2026-03-31"}
    text = log(("1", "2025-06-01T10:00:00Z", later), ("1", "2025-05-01T10:00:00Z", ITEM))

    reading = read(tmp_path, "register.rsf", text)

    assert reading.faults == []
    assert [(one.key, one.at.isoformat(), one.line) for one in reading.found] == [
        ("1", "2025-05-01T10:00:00+00:00", 4),
        ("1", "2025-06-01T10:00:00+00:00", 2),
    ]
    assert reading.found[0].lists == {"controllers": ("government-organisation:D1",)}
    assert reading.found[1].fields["end-date"] == "2026-03-31"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("purpose", ["a", "b"], "this must be one text"),
        ("retention-period", ["P1Y"], "this must be one text"),
        ("name", {"a": 1}, "this must be one text"),
        ("contact", None, "this must be one text"),
        ("processors", "government-organisation:D25", "this must be a list of texts"),
        ("area-names", "somewhere", "this must be a list of texts"),
        ("controllers", [1], "this must be a list of texts"),
        (KEY, "8", "the item has another key than its entry, “1”"),
    ],
)
def test_a_value_of_another_shape_is_a_fault_and_not_lost(tmp_path, field, value, message):
    text = log(("1", "2025-05-01T10:00:00Z", {**ITEM, field: value}))

    assert faults(tmp_path, "register.rsf", text) == [(2, field, message)]
    assert read(tmp_path, "register.rsf", text).found == []


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ([("1", ITEM), ("1", ITEM)], (4, "", "an entry of the same key and time stands already in line 2")),
        ([("01", ITEM)], (2, KEY, "“01” is not a number of at most six figures, such as 7")),
        ([("1", "[" * 9000)], (1, "", "the item is not JSON: too many brackets within each other")),
        ([("1", '{"name":"a","name":"b"}')], (1, "", "the item has a field twice")),
    ],
    ids=["twice", "zero", "brackets", "field twice"],
)
def test_an_entry_that_cannot_be_one_is_a_fault(tmp_path, entries, found):
    text = log(*((key, "2025-05-01T10:00:00Z", item) for key, item in entries))

    assert found in faults(tmp_path, "register.rsf", text)


def test_a_time_that_has_not_come_is_a_fault(tmp_path):
    text = log(("1", "2099-01-01T10:00:00Z", ITEM))

    assert faults(tmp_path, "register.rsf", text) == [
        (2, "", "“2099-01-01T10:00:00Z” is a time that has not come yet")
    ]


@pytest.mark.parametrize("column", [column for column in COLUMNS if column != KEY])
def test_a_table_without_one_of_its_columns_is_refused(tmp_path, column):
    content = table(ITEM, columns=[each for each in COLUMNS if each != column])

    assert faults(tmp_path, "register.csv", content) == [(1, column, "the column is missing")]


def test_a_table_without_a_row_is_told(tmp_path):
    assert faults(tmp_path, "register.csv", table()) == [(1, "", "the table has a heading, but no agreement")]


def test_what_the_register_says_of_itself_is_no_agreement(tmp_path):
    item = '{"name":"information-sharing-agreement-0001"}'
    digest = hashlib.sha256(item.encode()).hexdigest()
    system = f"add-item\t{item}\nappend-entry\tsystem\tname\t2025-05-01T10:00:00Z\tsha-256:{digest}\n"

    reading = read(tmp_path, "register.rsf", system + log(("1", "2025-05-01T10:00:00Z", ITEM)))

    assert (len(reading.found), reading.faults) == (1, [])


def test_a_table_gives_the_same_as_the_log(tmp_path):
    item = {**ITEM, "controllers": ["government-organisation:D1", "government-organisation:D2"]}
    one = read(tmp_path, "register.rsf", log(("1", "2025-05-01T10:00:00Z", item))).found[0]
    two = read(tmp_path, "register.csv", table(item)).found[0]

    assert two.lists == one.lists
    assert two.fields == one.fields
    assert (two.key, two.at) == (one.key, one.at)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (table(ITEM, columns=[c for c in COLUMNS if c != "purpose"]), [(1, "purpose", "the column is missing")]),
        (table(ITEM, columns=[*COLUMNS, "shoe-size"]), [(1, "shoe-size", "we do not know this column")]),
        (table(ITEM, ITEM), [(3, KEY, "the key 1 stands already in line 2")]),
        (table({**ITEM, "name": ""}), [(2, "name", "nothing stands here, but it is needed")]),
        (table({**ITEM, KEY: "x"}), [(2, KEY, "“x” is not a number of at most six figures, such as 7")]),
        (
            table({**ITEM, "entry-timestamp": "yesterday"}),
            [(2, "entry-timestamp", "“yesterday” is not a time in UTC, such as 2019-03-22T16:51:52Z")],
        ),
        (table(ITEM) + "2,only\n", [(3, "", "the row has more or fewer columns than the heading")]),
        (table(ITEM).encode() + b'2,"caf\xe9"\n', [(3, "", "the file is not in UTF-8")]),
        (table(ITEM) + '3,"never closed', [(3, "", "the table is broken: unexpected end of data")]),
    ],
    ids=["missing", "unknown", "twice", "empty", "key", "time", "ragged", "encoding", "broken"],
)  # fmt: skip
def test_what_is_wrong_in_a_table_is_named_with_line_and_column(tmp_path, content, found):
    assert faults(tmp_path, "register.csv", content) == found


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("hello\n", [(1, "", "this is no line of a register's log")]),
        (
            "add-item\t{\n",
            [(1, "", "the item is not JSON: Expecting property name enclosed in double quotes")],
        ),
        ("add-item\t[1]\n", [(1, "", "the item is not an object")]),
        (
            "append-entry\tuser\t1\t2025-05-01T10:00:00Z\tsha-256:00\n",
            [(1, "", "the entry names an item that does not stand before it")],
        ),
        (log(("1", "noon", ITEM)), [(2, "", "“noon” is not a time in UTC, such as 2019-03-22T16:51:52Z")]),
        (
            log(("1", "2025-05-01T10:00:00Z", {**ITEM, "shoe-size": "9"})),
            [(2, "shoe-size", "we do not know this field")],
        ),
        ("\n", [(0, "", "the log has no agreement")]),
    ],
    ids=["line", "json", "list", "digest", "time", "unknown", "empty"],
)
def test_what_is_wrong_in_a_log_is_named_with_its_line(tmp_path, content, found):
    assert faults(tmp_path, "register.rsf", content) == found


def test_a_changed_item_is_not_the_one_that_the_entry_names(tmp_path):
    text = log(("1", "2025-05-01T10:00:00Z", ITEM)).replace("Warm homes", "Cold homes")

    found = faults(tmp_path, "register.rsf", text)

    assert found == [(2, "", "the entry names an item that does not stand before it")]


def test_a_file_that_is_not_there_or_of_another_kind_is_named(tmp_path):
    assert [str(fault) for fault in read_file(tmp_path / "none.csv").faults] == [
        "none.csv: the file cannot be read: No such file or directory"
    ]
    assert [str(fault) for fault in read(tmp_path, "register.txt", "x").faults] == [
        "register.txt: the file is neither a log (.rsf) nor a table (.csv)"
    ]
