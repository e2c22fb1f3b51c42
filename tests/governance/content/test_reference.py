from datetime import date

import pytest

from governance.content.code_of_practice import CODE_OF_PRACTICE
from governance.content.reference import NATIONS, Rule, current, origins, rules, superseded

TABLES = ["duties", "principles", "guidance", "limits"]


@pytest.mark.parametrize("entry", superseded(), ids=lambda entry: entry.key)
def test_pattern_hits_its_example_and_misses_the_other(entry):
    assert entry.pattern.search(entry.example_hit)
    assert not (entry.example_miss and entry.pattern.search(entry.example_miss))
    assert entry.source
    assert entry.replaced_by


@pytest.mark.parametrize("name", TABLES)
def test_rows_have_nation_source_day_and_confidence(name):
    wrong = [
        rule.key
        for rule in rules(name)
        if rule.nation not in NATIONS or not rule.source or rule.confidence not in {"read", "known", "unsure"}
    ]

    assert wrong == []
    assert len({rule.key for rule in rules(name)}) == len(rules(name))


def rule(**fields):
    given = {
        "key": "k", "nation": "uk", "label": "", "text": "", "source": "s", "in_force_from": date(2026, 2, 5),
        "in_force_to": date(2026, 6, 30), "checked_on": date(2026, 11, 22), "confidence": "read",
    }  # fmt: skip
    return Rule(**(given | fields))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 2, 4), False),
        (date(2026, 2, 5), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_a_rule_holds_between_its_days(on, expected):
    assert rule().holds(on) is expected


def test_what_is_unsure_is_never_shown_as_a_fact():
    assert not rule(confidence="unsure").holds(date(2026, 3, 1))


def test_only_what_held_when_it_was_checked_is_current():
    assert {entry.key for entry in current("duties")} <= {entry.key for entry in rules("duties")}
    assert "ca2004_s16la" in {entry.key for entry in current("duties")}


def test_welsh_users_see_the_rules_for_england_and_wales():
    labels = {entry.label for entry in current("duties") if entry.nation == "wales"}

    assert "Children Act 1989, section 47" in labels


def test_sections_with_a_source_are_sections_of_the_code():
    shared = {key for key in origins() if "/" not in key}
    assert shared == {model.key for model in CODE_OF_PRACTICE.sections} - {"glossary"}
