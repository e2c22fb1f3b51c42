"""The Procedure: a starting text that passes every check, and every check failing on its own omission."""

import csv
import re
from dataclasses import replace

import pytest

from governance.content.procedure import PROCEDURE, SECTIONS, starting_steps
from governance.content.readability import reading_age
from governance.content.reference import HOME
from governance.content.texts import FOLDER
from governance.kinds import PlainSection, VersionText, run_checks
from governance.markdown import plain

PLACES = {
    "[name]": "Grace Adeyemi",
    "[number]": "01632 960900",
    "[address]": "grace@harbourlights.example",
    "[telephone number]": "01632 960199",
}
# the fourteen steps that follow a decision to share, in order, and the checks that ask for each
FOURTEEN = {
    "confirm": ["confirm"],
    "verify-identity": ["verify"],
    "minimum": ["minimum", "fact_opinion", "accuracy", "third_parties"],
    "tell": ["tell"],
    "mark": ["mark"],
    "channel": ["channel"],
    "authorise": ["authorise"],
    "send": ["send"],
    "conditions": ["conditions"],
    "record": ["record"],
    "pattern": ["pattern"],
    "follow-up": ["follow_up"],
    "incident": ["incident"],
    "retention": ["retain"],
}
AROUND = {  # what stands in the prose, and where
    "urgent": "emergency",
    "no_agreement": "no-agreement",
    "refuse": "refusing",
    "receive": "receiving",
    "out_of_hours": "help",
}
SENTENCES = {  # one sentence taken out of one step: what then is missing
    "verify": ("verify-identity", "Call back"),
    "fact_opinion": ("minimum", "Fact and opinion"),
    "accuracy": ("minimum", "Accurate"),
    "third_parties": ("minimum", "Others"),
    "tell": ("tell", "Explain what"),
    "channel": ("channel", "E-mail"),
    "authorise": ("authorise", "Ask for approval"),
    "send": ("send", "Check the address"),
    "record": ("record", "Write down"),
    "follow_up": ("follow-up", "If something that"),
    "incident": ("incident", "Where people are"),
}


def whole():
    def filled(body):
        for place, words in PLACES.items():
            body = body.replace(place, words)
        return body

    sections = tuple(PlainSection(m.key, m.heading, filled(m.starting_text)) for m in PROCEDURE.sections)
    return VersionText("Procedure", "en-gb", sections, rows={"steps": starting_steps()})


def failed(text):
    return [result.check.key for result in run_checks(PROCEDURE, text) if not result.passed]


def without_step(key):
    text = whole()
    rows = [row for row in text.rows["steps"] if row["key"] != key]
    return replace(text, rows={"steps": rows})


def with_row(key, **fields):
    text = whole()
    rows = [{**row, **fields} if row["key"] == key else row for row in text.rows["steps"]]
    return replace(text, rows={"steps": rows})


def with_body(key, body):
    text = whole()
    sections = tuple(replace(s, body=body) if s.key == key else s for s in text.sections)
    return replace(text, sections=sections)


def test_starting_text_passes_every_check_once_its_places_are_filled():
    assert failed(whole()) == []


def test_it_begins_with_the_fourteen_steps_in_order():
    assert [row["key"] for row in starting_steps()] == list(FOURTEEN)


@pytest.mark.parametrize("key", FOURTEEN)
def test_a_step_that_is_left_out_is_missed_by_its_checks_alone(key):
    assert set(failed(without_step(key))) - {"references"} == set(FOURTEEN[key])


@pytest.mark.parametrize(("check", "section"), AROUND.items())
def test_prose_that_is_left_out_is_missed_by_its_check_alone(check, section):
    emptied = with_body(section, "To be written with care.")

    assert failed(emptied) == [check]


@pytest.mark.parametrize(("check", "cut"), SENTENCES.items())
def test_one_sentence_that_is_left_out_is_missed(check, cut):
    key, begins = cut
    row = next(row for row in starting_steps() if row["key"] == key)
    pattern = (
        rf"[-*\s]*{begins}[^.]*\.(?: [^.\n]*\.)*" if check == "accuracy" else rf"(?:- \*\*)?{begins}[^\n]*"
    )
    shorter = re.sub(pattern, "", row["guidance"], count=1)

    assert shorter != row["guidance"]
    assert check in failed(with_row(key, guidance=shorter))


def test_every_row_of_the_table_is_a_check_with_its_source_and_day():
    with (HOME / "reference" / "procedure.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    checks = {check.key: check for check in PROCEDURE.checks}

    assert len(rows) == 22
    assert {row["key"]: (row["source"], row["checked_on"]) for row in rows} == {
        row["key"]: (checks[row["key"]].source, checks[row["key"]].read_on.isoformat()) for row in rows
    }
    assert {key for keys in FOURTEEN.values() for key in keys} | set(AROUND) == {row["key"] for row in rows}


@pytest.mark.parametrize(
    ("text", "check"),
    [
        (with_body("purpose", ""), "required-sections"),
        (with_row("tell", who=""), "whole-steps"),
        (replace(whole(), rows={"steps": []}), "whole-steps"),
        (
            with_row("tell", guidance="Explain what you share and why. Do not tell. See {step:gone}."),
            "references",
        ),
        (with_body("monitoring", "The owner is named below."), "review"),
        (with_row("tell", record="[what to write]"), "placeholders"),
        (with_row("tell", guidance="[click here](http:/nowhere)"), "links"),
        (with_row("tell", guidance="Use Safe Harbour."), "superseded"),
        (with_row("tell", what="Tell 漢"), "signs"),
    ],
)
def test_own_checks_find_their_fault_in_steps_too(text, check):
    assert check in failed(text)


def test_a_finding_in_a_step_leads_to_the_steps():
    results = {r.check.key: r for r in run_checks(PROCEDURE, with_row("tell", record="[what]"))}

    (finding,) = results["placeholders"].findings
    assert (finding.rows, finding.section_key) == ("steps", "")


def test_texts_are_easy_to_read_and_each_file_belongs_to_a_section():
    body = "\n".join(
        [plain(m.starting_text) for m in PROCEDURE.sections] + [r["guidance"] for r in starting_steps()]
    )

    assert reading_age(body) < 11
    for part in ("guidance", "starting"):
        files = {path.stem for path in (FOLDER / "procedure" / part).iterdir()}
        assert files == {key for key, _heading, _required in SECTIONS}
    assert [m.key for m in PROCEDURE.sections if "Where this comes from:" not in m.guidance] == []
