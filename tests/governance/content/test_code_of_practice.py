import re

import pytest

from governance.content.checks.general import _PLACEHOLDER
from governance.content.code_of_practice import CODE_OF_PRACTICE
from governance.content.readability import reading_age
from governance.content.texts import FOLDER, linked
from governance.kinds import run_checks
from governance.markdown import plain, words
from tests.governance.content.texts import starting_text


def test_starting_text_passes_every_check_once_its_places_are_filled():
    results = run_checks(CODE_OF_PRACTICE, starting_text())

    assert [(result.check.key, result.findings) for result in results if not result.passed] == []


def test_starting_text_as_it_stands_asks_for_four_places_in_one_section():
    failed = [r for r in run_checks(CODE_OF_PRACTICE, starting_text(filled=False)) if not r.passed]

    assert {(r.check.key, f.section_key) for r in failed for f in r.findings} == {
        ("roles", "roles"),
        ("placeholders", "roles"),
    }
    assert sum(len(_PLACEHOLDER.findall(m.starting_text)) for m in CODE_OF_PRACTICE.sections) == 4


def test_starting_text_is_easy_to_read():
    whole = "\n".join(plain(model.starting_text) for model in CODE_OF_PRACTICE.sections)

    assert reading_age(whole) < 11


@pytest.mark.parametrize("model", CODE_OF_PRACTICE.sections, ids=lambda model: model.key)
def test_section_has_guidance_with_bullets_and_a_text(model):
    bullets = [
        line for line in model.guidance.split("Sources of the list")[0].splitlines() if line[:2] == "- "
    ]

    assert 3 <= len(bullets) <= 6
    assert len(words(model.starting_text)) > 40
    assert re.findall(r"\{\w+\}", model.guidance + model.starting_text) == []


@pytest.mark.parametrize("part", ["guidance", "starting"])
def test_every_file_belongs_to_a_section(part):
    files = {path.stem for path in (FOLDER / "code-of-practice" / part).iterdir()}

    assert files == {model.key for model in CODE_OF_PRACTICE.sections}


def test_guidance_says_where_it_comes_from_and_when_that_was_read():
    without = [m.key for m in CODE_OF_PRACTICE.sections if "Where this comes from:" not in m.guidance]

    assert without == ["glossary"]
    assert CODE_OF_PRACTICE.section("support").guidance.endswith("Read on 22 November 2026.")


def test_duties_are_listed_by_nation_with_the_day_on_which_they_were_checked():
    text = CODE_OF_PRACTICE.section("duties").starting_text

    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == [
        "England",
        "Wales",
        "Scotland",
        "Northern Ireland",
    ]
    assert "This list was checked on 22 November 2026." in text


def test_regulator_has_the_name_of_the_setting(settings):
    assert f"the {settings.REGULATOR_NAME}" in CODE_OF_PRACTICE.section("complaints").starting_text


def test_every_check_names_its_source_and_the_day():
    assert [check.key for check in CODE_OF_PRACTICE.checks if not (check.source and check.read_on)] == []
    assert len({check.key for check in CODE_OF_PRACTICE.checks}) == len(CODE_OF_PRACTICE.checks) == 16


def test_linked_turns_addresses_into_links():
    source = "DPA 2018 s.170; https://www.legislation.gov.uk/ukpga/2018/12/section/170 ; and a note"

    assert linked(source) == (
        "DPA 2018 s.170 ([www.legislation.gov.uk](https://www.legislation.gov.uk/ukpga/2018/12/section/170));"
        " and a note"
    )
