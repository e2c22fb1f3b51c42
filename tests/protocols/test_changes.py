"""The grade that the product proposes from what changed: each change alone, and all of them together."""

from __future__ import annotations

from copy import deepcopy

import pytest

from governance.kinds import PlainSection, VersionText
from governance.models.version import Grade
from protocols.changes import RANK, propose
from protocols.duration import days_of

SECTIONS = {"purpose": "To find children.", "benefits": "They are safe.", "rights": "Ask us."}
ROWS = {
    "parties": [
        {"name": "A", "code": "", "direction": "discloser", "role": "controller"},
        {"name": "B", "code": "", "direction": "recipient", "role": "controller"},
        {"name": "C", "code": "", "direction": "both", "role": "controller"},
    ],
    "data_items": [
        {"key": "name", "what": "Name", "about": "Child", "special": "", "criminal": "", "why": "To find."},
        {"key": "ill", "what": "Illness", "about": "Child", "special": "health", "criminal": "yes", "why": ""},
    ],
    "flows": [
        {
            "key": "a-b", "route": {"from": {"name": "A", "code": ""}, "to": {"name": "B", "code": ""}},
            "items": [{"key": "name", "what": "Name"}, {"key": "ill", "what": "Illness"}], "method": "Portal",
            "often": "Daily", "format": "CSV", "onward": "",
        },
    ],
    "powers": [{"key": "ca2004_s10"}],
    "bases": [{"key": "a6_public_task", "covers": "all", "explanation": "A task."}],
    "terms": [
        {"starts_on": "2026-01-01", "ends_on": "", "review_on": "", "retention": "P2Y", "contact": "", "areas": ""}
    ],
    "conditions": [
        {
            "security": "Portal.", "assessment": "done", "assessment_reference": "IA-1", "assessed_on": "",
            "assessment_outcome": "", "assessment_reason": "", "breach": "Tell.", "disposal": "Shred.",
            "review_cycle": "P1Y", "notice": "P3M",
        }
    ],
}  # fmt: skip


def text(sections=SECTIONS, rows=ROWS):
    found = tuple(PlainSection(key, key.title(), body) for key, body in sections.items())
    return VersionText("A", "en-gb", found, rows=rows)


def said(change):
    """What is proposed after a change to the rows."""
    rows = deepcopy(ROWS)
    change(rows)
    found = propose(text(), text(rows=rows))
    return found.grade, [reason.sentence for reason in found.reasons]


def put(key, number, /, **fields):
    return lambda rows: rows[key][number].update(fields)


def add(key, /, **fields):
    return lambda rows: rows[key].append({**rows[key][0], **fields})


def drop(key, number=-1):
    return lambda rows: rows[key].pop(number)


FLOW_BACK = {"from": {"name": "C", "code": ""}, "to": {"name": "B", "code": ""}}
MATERIAL, ADMINISTRATIVE, EDITORIAL = Grade.MATERIAL, Grade.ADMINISTRATIVE, Grade.EDITORIAL
LESS_SAFE = "If it protects less now, call it material."


@pytest.mark.parametrize(
    ("change", "grade", "sentence"),
    [
        (add("parties", name="D", direction="recipient"), MATERIAL, "D is a new recipient."),
        (add("parties", name="D", direction="both"), MATERIAL, "D is a new recipient."),
        (add("parties", name="D"), ADMINISTRATIVE, "D joins, and only discloses."),
        (drop("parties"), ADMINISTRATIVE, "C is no longer a party."),
        (put("parties", 0, direction="both"), MATERIAL, "A gives or receives other than before."),
        (put("parties", 2, direction="discloser"), ADMINISTRATIVE, "C gives or receives other than before."),
        (put("parties", 1, role="processor"), MATERIAL, "B has another controller role."),
        (add("data_items", key="age", what="Age"), MATERIAL, "“Age” is shared from now on."),
        (drop("data_items"), ADMINISTRATIVE, "“Illness” is no longer shared."),
        (put("data_items", 0, about="Parents"), MATERIAL,
         "“Name” is another item, or about other people, than before."),
        (put("data_items", 0, special="race"), MATERIAL, "“Name” is special category data now."),
        (put("data_items", 1, special=""), ADMINISTRATIVE, "“Illness” is no longer special category data."),
        (put("data_items", 0, criminal="yes"), MATERIAL, "“Name” is criminal offence data now."),
        (put("data_items", 1, criminal=""), ADMINISTRATIVE, "“Illness” is no longer criminal offence data."),
        (put("data_items", 0, why="To be sure."), EDITORIAL, "Why “Name” is needed is reworded."),
        (add("flows", key="c-b", route=FLOW_BACK), MATERIAL, "A new flow: C to B."),
        (drop("flows"), ADMINISTRATIVE, "Nothing goes this way any more: A to B."),
        (put("flows", 0, route=FLOW_BACK), MATERIAL, "A flow goes another way: C to B."),
        (put("flows", 0, items=[]), ADMINISTRATIVE, "Less goes this way: A to B."),
        (put("flows", 0, onward="To C."), MATERIAL, "What recipients may do with it changed: A to B."),
        (put("flows", 0, method="Post"), ADMINISTRATIVE,
         "How or how often it is sent changed: A to B. If it is less safe now, call it material."),
        (add("powers", key="ca2004_s11"), MATERIAL,
         "A new legal power: Children Act 2004, section 11: safeguarding."),
        (drop("powers"), MATERIAL, "No longer relied on: Children Act 2004, section 10: working together."),
        (add("bases", key="a6_consent"), MATERIAL,
         "A new lawful basis or condition: Consent (UK GDPR Article 6(1)(a))."),
        (drop("bases"), MATERIAL, "No longer relied on: Public task (UK GDPR Article 6(1)(e))."),
        (put("bases", 0, covers="special"), MATERIAL,
         "It covers other data now: Public task (UK GDPR Article 6(1)(e))."),
        (put("bases", 0, explanation="Our task."), EDITORIAL,
         "How it applies is reworded: Public task (UK GDPR Article 6(1)(e))."),
        (put("terms", 0, retention="P6Y"), MATERIAL, "Retention: 2 years before, 6 years now."),
        (put("terms", 0, retention=""), MATERIAL, "Retention: 2 years before, not stated now."),
        (put("terms", 0, retention="P18M"), ADMINISTRATIVE, "Retention: 2 years before, 18 months now."),
        (put("terms", 0, ends_on="2029-01-01"), ADMINISTRATIVE, "The end date changed."),
        (put("terms", 0, starts_on="2026-02-01"), ADMINISTRATIVE, "The start date changed."),
        (put("terms", 0, review_on="2027-02-01"), ADMINISTRATIVE, "The review date changed."),
        (put("terms", 0, contact="x@a.example"), ADMINISTRATIVE, "The contact changed."),
        (put("terms", 0, areas="North"), ADMINISTRATIVE, "The areas changed."),
        (put("conditions", 0, security=""), MATERIAL, "“Security” is gone."),
        (put("conditions", 0, security="By post."), ADMINISTRATIVE, f"“Security” changed. {LESS_SAFE}"),
        (put("conditions", 0, disposal=""), MATERIAL, "“Disposal” is gone."),
        (put("conditions", 0, assessment="not_needed"), MATERIAL,
         "No impact assessment stands behind it any more."),
        (put("conditions", 0, assessment_reference="IA-2"), ADMINISTRATIVE,
         "What is said of the impact assessment changed."),
        (put("conditions", 0, notice="P1M"), ADMINISTRATIVE,
         "The review cycle or the notice for leaving changed."),
    ],
)  # fmt: skip
def test_one_change_of_a_row(change, grade, sentence):
    assert said(change) == (grade, [sentence])


@pytest.mark.parametrize(
    ("changed", "grade", "sentence"),
    [
        ({"purpose": "To count them."}, MATERIAL, "“Purpose” says something else."),
        ({"benefits": "They are safer."}, EDITORIAL, "“Benefits” is reworded."),
        ({"benefits": ""}, ADMINISTRATIVE, "“Benefits” is gone."),
        ({"complaints": "Write to us."}, ADMINISTRATIVE, "“Complaints” is new."),
    ],
)
def test_one_change_of_the_text(changed, grade, sentence):
    found = propose(text(), text({**SECTIONS, **changed}))

    assert (found.grade, found.because) == (grade, [sentence])


def test_the_same_words_set_otherwise_change_nothing():
    found = propose(text(), text({**SECTIONS, "purpose": "To find\n children. "}))

    assert (found.grade, found.reasons) == (EDITORIAL, ())


def test_more_in_a_flow_is_material():
    before = deepcopy(ROWS)
    before["flows"][0]["items"].pop()

    assert propose(text(rows=before), text()).because == ["More goes this way: A to B."]


def test_the_weightiest_of_several_is_proposed_and_told_with_its_reasons():
    def several(rows):
        rows["terms"][0].update(retention="P6Y", ends_on="2029-01-01")
        rows["data_items"][0]["why"] = "To be sure."

    rows = deepcopy(ROWS)
    several(rows)
    found = propose(text(), text(rows=rows))

    assert (found.grade, len(found.reasons)) == (MATERIAL, 3)
    assert found.because == ["Retention: 2 years before, 6 years now."]
    assert sorted(RANK, key=RANK.get) == [EDITORIAL, ADMINISTRATIVE, MATERIAL]


def test_from_an_agreement_without_rows_everything_is_new():
    found = propose(text(rows={"parties": ROWS["parties"]}), text())

    assert found.grade == MATERIAL
    assert "“Name” is shared from now on." in found.because


@pytest.mark.parametrize(
    ("longer", "shorter"),
    [("P2Y", "P18M"), ("P13M", "P1Y"), ("P5W", "P1M"), ("P400D", "P1Y"), ("P1Y1D", "P12M")],
)
def test_periods_are_told_apart_by_their_length(longer, shorter):
    assert days_of(longer) > days_of(shorter)
    assert days_of("P12M") == days_of("P1Y")
