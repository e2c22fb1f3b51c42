from dataclasses import replace
from datetime import date

import pytest

from governance import registry
from governance.content.code_of_practice import CODE_OF_PRACTICE
from governance.content.outdated import outdated_in, since
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


@pytest.mark.parametrize("kind", registry.kinds(), ids=lambda kind: kind.key)
def test_no_text_to_start_from_names_law_or_a_body_that_is_gone(kind):
    found = [
        (model.key, named.words)
        for model in kind.sections
        for named in outdated_in(model.starting_text)
        if named.entry.severity != "info"
    ]

    assert found == []


@pytest.mark.parametrize(
    ("day", "words"),
    [("2018-05-25", "25 May 2018"), ("2018-09", "September 2018"), ("2014", "2014"), ("", "")],
)
def test_since_is_told_as_far_as_it_is_known(day, words):
    assert since(replace(superseded()[0], since=day)) == words


def test_what_is_unsure_is_not_pointed_out():
    assert {"mopi_2005", "lga2000_s2"} & {entry.key for entry in superseded()} == set()
    assert len(superseded()) == 88


def test_every_different_wording_is_found_once_in_the_order_of_the_text():
    [named] = outdated_in("A CCG, the *ccg* and the Clinical  Commissioning\nGroup.")

    assert named.words == ("CCG", "Clinical Commissioning Group")
