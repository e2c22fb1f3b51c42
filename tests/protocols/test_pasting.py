from __future__ import annotations

import csv
import io

import pytest
from django.core.exceptions import ValidationError

from governance.spreadsheets import lines
from protocols.models.party import ControllerRole, Direction
from protocols.pasting import LIMIT, WORDS, Known, read

KNOWN = Known(
    parties={"the council": "C", "the trust": "T"},
    items={"name": "name", "date of birth": "date-of-birth"},
    organisations={"ncc": (council := type("Body", (), {"name": "The Council"})()), "the council": council},
)


def faults(text, kind="data_items"):
    with pytest.raises(ValidationError) as refused:
        read(text, kind, KNOWN)
    return refused.value.messages


def test_headings_are_known_by_plain_words_in_any_order():
    text = "Why needed?\tItem\tSpecial category\tCriminal\nTo find them\tAddress\tHealth\tyes\n\tName\tno\t"

    assert read(text, "data_items", KNOWN) == [
        (2, {"why": "To find them", "what": "Address", "special": "health", "is_criminal": True}),
        (3, {"why": "", "what": "Name", "special": "", "is_criminal": False}),
    ]


@pytest.mark.parametrize("sign", ["\t", ",", ";"])
def test_cells_may_be_parted_by_tabs_commas_or_semicolons_and_hold_lines(sign):
    text = f'\ufeffWhat{sign}Why\r\nName{sign}"First line\r\nSecond ""line"""\r\n\r\n{sign}\r\nAge{sign}x'

    assert read(text, "data_items", KNOWN) == [
        (2, {"what": "Name", "why": 'First line\nSecond "line"'}),
        (5, {"what": "Age", "why": "x"}),
    ]


def test_what_our_own_spreadsheets_guarded_reads_as_it_was():
    table = "".join(lines(["What", "Why"], [["=SUM(A1)", "-"]]))

    assert read(table, "data_items", KNOWN) == [(2, {"what": "=SUM(A1)", "why": "-"})]
    assert next(csv.reader(io.StringIO(table))) == ["\ufeffWhat", "Why"]


def test_flows_name_parties_and_items_of_the_draft():
    head = "From\tTo\tWhat is sent\tHow often\n"
    text = f"{head}the  COUNCIL\tThe Trust\tName; Date of birth\tDaily\nThe Trust\tThe Council\tall\t"

    assert read(text, "flows", KNOWN) == [
        (2, {"giver": "C", "taker": "T", "items": ["name", "date-of-birth"], "often": "Daily"}),
        (3, {"giver": "T", "taker": "C", "items": ["name", "date-of-birth"], "often": ""}),
    ]


def test_parties_are_found_by_name_or_code_and_others_stay_names():
    text = "Organisation,Direction,Role\nNCC,gives,Controller\nThe Charity,receives,"

    assert read(text, "parties", KNOWN) == [
        (2, {
            "organisation": council, "name": "The Council", "direction": Direction.DISCLOSER,
            "role": ControllerRole.CONTROLLER,
        }),
        (3, {
            "organisation": None, "name": "The Charity", "direction": Direction.RECIPIENT,
            "role": ControllerRole.NOT_STATED,
        }),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("", "data_items", "Paste at least a row of headings and one row below it."),
        ("Name of child\tAge\nAnn\t4", "data_items", "Row 1: the column “Name of child” is not known. Use these: "
         "what is shared, about whom, special category, criminal offence data, why it is needed."),
        ("Why\nTo help", "data_items", "Row 1: there is no column “what is shared”."),
        ("What\tItem\na\tb", "data_items", "Row 1: the column “Item” stands there twice."),
        ("What\tSpecial\nWeight\thelth", "data_items", "Row 2, “special category”: “helth” is no special category. "
         "These are: Racial or ethnic origin, Political opinions, Religious or philosophical beliefs, Trade union "
         "membership, Genetic data, Biometric data that identify a person, Health, Sex life or sexual orientation."),
        ("What\tCriminal\nWeight\tmaybe", "data_items", "Row 2, “criminal offence data”: write yes or no."),
        ("What\tWhy\n\tTo help", "data_items", "Row 2, “what is shared”: this is empty."),
        ("What\tWhy\na\tb\tc", "data_items", "Row 2, this has more cells than there are headings."),
        ("From\tTo\tItems\nNobody\tThe Trust\tName", "flows", "Row 2, “from”: “Nobody” is no party of this draft."),
        ("From\tTo\tItems\nThe Council\t\tName", "flows", "Row 2, “to”: this is empty."),
        ("From\tTo\tItems\nThe Council\tThe Trust\tAge", "flows",
         "Row 2, “what is sent”: “Age” is no data item of this draft."),
        ("Organisation\tDirection\nX\tsideways", "parties", "Row 2, “direction”: write gives, receives or both."),
        ("Organisation\tRole\nX\tboss", "parties",
         "Row 2, “controller role”: write controller, joint controller or processor."),
        ('What\n"open', "data_items", "A quotation mark is open at the end. Copy the rows once more."),
        ("x" * (LIMIT + 1), "data_items", "This has more than 200,000 characters. Paste it in parts."),
        ("What\n" + "a\n" * 501, "data_items", "This has more than 500 rows. Paste it in parts."),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_its_row_and_column(text, kind, told):
    assert faults(text, kind)[0] == told


def test_many_faults_are_told_in_part():
    found = faults("What\tCriminal\n" + "a\tmaybe\n" * 50)

    assert (len(found), found[-1]) == (41, "and 10 more faults.")


def test_no_word_means_two_columns():
    for words in WORDS.values():
        known = [word for each in words.values() for word in each]
        assert len(known) == len(set(known))
