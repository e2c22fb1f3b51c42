"""The kinds of agreement: texts that pass every check once filled in, and each check failing on its own omission."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import pytest

from governance.content.readability import reading_age
from governance.content.reference import origins
from governance.kinds import PlainSection, run_checks
from governance.markdown import plain
from protocols.content.checks import HOME
from protocols.kinds import ACCORD, DISCLOSURE, JOINT_CONTROLLERS, PROTOCOL
from protocols.minimum import Facts, missing
from tests.governance.content.filled import filled_text

FOUR = (PROTOCOL, DISCLOSURE, JOINT_CONTROLLERS, ACCORD)
FROM_A_TO_B = {"from": {"name": "A", "code": ""}, "to": {"name": "B", "code": ""}}
ROWS = {
    "parties": [
        {"name": "A", "code": "", "direction": "both", "role": "joint_controller"},
        {"name": "B", "code": "", "direction": "both", "role": "joint_controller"},
    ],
    "data_items": [
        {"key": "name", "what": "Name", "about": "Child", "special": "", "criminal": "", "why": "To find."},
        {"key": "age", "what": "Age", "about": "Child", "special": "", "criminal": "", "why": "To find."},
    ],
    "flows": [
        {
            "key": "a-b", "route": FROM_A_TO_B,
            "items": [{"key": "name", "what": "Name"}, {"key": "age", "what": "Age"}],
            "method": "Portal", "often": "Daily", "format": "CSV", "onward": "To nobody.",
        },
    ],
    "powers": [{"key": "ca2004_s10"}],
    "bases": [
        {"key": "a6_public_task", "covers": "all", "explanation": "A task."},
        {"key": "cf_public_interest", "covers": "all", "explanation": "It is stronger."},
    ],
    "terms": [
        {
            "starts_on": "2026-01-01", "ends_on": "", "review_on": "2027-01-01", "retention": "P2Y",
            "contact": "data@a.example", "areas": "",
        }
    ],
    "conditions": [
        {
            "security": "The portal alone.", "assessment": "done", "assessment_reference": "IA-1",
            "assessed_on": "2025-12-01", "assessment_outcome": "Low risk.", "assessment_reason": "",
            "breach": "Tell each other.", "disposal": "Shred.", "review_cycle": "", "notice": "P3M",
        }
    ],
}  # fmt: skip


def whole(kind):
    return replace(filled_text(kind), rows=deepcopy(ROWS))


def failed(kind, text):
    return {
        result.check.key for result in run_checks(kind, text) if not result.passed and not result.check.hint
    }


@pytest.mark.parametrize("kind", FOUR, ids=lambda kind: kind.key)
def test_a_text_that_is_filled_in_passes_every_check_and_what_the_law_requires(kind):
    assert failed(kind, whole(kind)) == set()
    assert missing(Facts.of(kind.key, whole(kind))) == ()


@pytest.mark.parametrize("kind", FOUR, ids=lambda kind: kind.key)
def test_texts_are_easy_to_read(kind):
    whole_text = "\n".join(plain(model.starting_text) for model in kind.sections)

    assert reading_age(whole_text) <= 13


@pytest.mark.parametrize(
    ("kind", "model"),
    [(kind, model) for kind in FOUR for model in kind.sections],
    ids=lambda each: each.key,
)
def test_every_section_has_guidance_with_its_source_and_a_text_to_begin_from(kind, model):
    advice, source = model.guidance.rsplit("\n\nWhere this comes from: ", 1)

    assert len(advice.split()) >= 15
    assert "22 November 2026" in source or "not looked up again" in source
    assert model.starting_text


def put(key, /, **fields):
    return lambda rows: rows[key][0].update(fields)


OMISSIONS = {
    "roles": put("parties", role=""),
    "listed": lambda rows: rows.update(data_items=[], flows=[]),
    "item-why": put("data_items", why=""),
    "item-about": put("data_items", about=""),
    "item-flows": lambda rows: rows["flows"][0]["items"].pop(),
    "party-flows": lambda rows: rows["parties"].append({**rows["parties"][0], "name": "C"}),
    "flow-method": put("flows", method=""),
    "flow-often": put("flows", often=""),
    "flow-onward": put("flows", onward=""),
    "basis-explained": put("bases", explanation=""),
    "power": lambda rows: rows["powers"].clear(),
    "confidence": lambda rows: rows["bases"].pop(),
    "assessed": put("conditions", assessment=""),
    "kept": put("terms", retention=""),
    "disposed": put("conditions", disposal=""),
    "secured": put("conditions", security=""),
    "breached": put("conditions", breach=""),
    "asked": put("terms", contact=""),
    "notice": put("conditions", notice=""),
    "reviewed": put("terms", review_on=""),
    "starts": put("terms", starts_on=""),
}


@pytest.mark.parametrize("key", OMISSIONS)
def test_each_check_of_rows_fails_on_its_own_omission_and_on_no_other(key):
    text = whole(PROTOCOL)
    OMISSIONS[key](text.rows)

    assert failed(PROTOCOL, text) == {key}


def sections(kind):
    return [model for model in kind.sections if model.required]


@pytest.mark.parametrize(
    ("kind", "model"),
    [(kind, model) for kind in FOUR for model in sections(kind)],
    ids=lambda each: each.key,
)
def test_each_check_of_a_section_fails_where_it_is_empty_and_where_it_is_gone(kind, model):
    text = whole(kind)
    emptied = tuple(
        PlainSection(each.key, each.heading, " \n" if each.key == model.key else each.body)
        for each in text.sections
    )
    gone = tuple(each for each in text.sections if each.key != model.key)
    also = {"not-needed"} if model.key == "outside" else set()

    for left in (emptied, gone):
        assert failed(kind, replace(text, sections=left)) == {f"section-{model.key}"} | also


def test_it_is_told_where_the_text_no_longer_says_that_no_agreement_is_needed():
    text = whole(PROTOCOL)
    left = tuple(
        replace(each, body="Ask your manager.") if each.key == "outside" else each for each in text.sections
    )

    assert failed(PROTOCOL, replace(text, sections=left)) == {"not-needed"}


def test_every_check_is_tried():
    tried = {*OMISSIONS, "not-needed", *(f"section-{model.key}" for kind in FOUR for model in sections(kind))}
    general = {"placeholders", "links", "superseded", "signs", "reading-age"}  # tried where they are made

    assert {check.key for kind in FOUR for check in kind.checks} == tried | general


@pytest.mark.parametrize("kind", FOUR, ids=lambda kind: kind.key)
def test_every_check_has_a_source_and_the_day_on_which_it_was_read(kind):
    for check in kind.checks:
        assert check.source
        assert check.read_on.year == 2026
    assert all(not each.key.startswith("item") for each in kind.checks) == (kind is ACCORD)


def test_an_assessment_that_was_done_has_a_reference_and_an_outcome():
    text = whole(PROTOCOL)
    text.rows["conditions"][0].update(assessment_reference="", assessment_outcome="")
    [assessed] = [result for result in run_checks(PROTOCOL, text) if result.check.key == "assessed"]

    assert [finding.message for finding in assessed.findings] == [
        "Give the reference of the impact assessment.",
        "Say what the impact assessment came to.",
    ]
    text.rows["conditions"][0].update(assessment="not_needed", assessment_reason="It is small.")
    assert failed(PROTOCOL, text) == set()


def test_a_sentence_names_three_rows_at_most():
    text = whole(PROTOCOL)
    text.rows["data_items"] += [
        {**text.rows["data_items"][0], "key": f"i{n}", "what": f"I{n}"} for n in range(4)
    ]
    [idle] = [result for result in run_checks(PROTOCOL, text) if result.check.key == "item-flows"]

    assert [(finding.message, finding.rows) for finding in idle.findings] == [
        (
            "These go nowhere: “I0”, “I1”, “I2” and 1 more. Put them into a flow, or take them off the list.",
            "data_items",
        )
    ]


def test_the_four_sections_of_published_registers_keep_their_keys_and_headings():
    found = {model.key: model.heading for model in PROTOCOL.sections}

    assert {key: found[key] for key in ("purpose", "benefits", "information", "method")} == {
        "purpose": "Purpose",
        "benefits": "Benefits",
        "information": "Information that is shared",
        "method": "How it is shared",
    }
    assert len(origins(HOME)) == 33
