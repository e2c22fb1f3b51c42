import re
from datetime import date

import pytest

from consent import kinds
from consent.content.checks.items import Item, checks
from consent.content.texts import CONTENT, HOME
from governance.content.reference import NATIONS, current, origins, rules

TABLES = sorted(path.stem for path in (HOME / "reference").glob("*.csv") if path.stem != "sections")
FOLDERS = {kind.key.replace("_", "-"): kind for kind in kinds.KINDS}


@pytest.mark.parametrize("name", TABLES)
def test_rows_have_nation_words_source_day_and_confidence(name):
    found = rules(name, HOME)

    assert [r.key for r in found if r.nation not in NATIONS or not (r.label and r.text and r.source)] == []
    assert {r.confidence for r in found} <= {"read", "known"}
    assert {r.checked_on for r in found} == {date(2026, 11, 22)}
    assert len({r.key for r in found}) == len(found) == len(current(name, HOME))


def test_every_section_says_where_its_advice_comes_from():
    sections = {f"{folder}/{m.key}" for folder, kind in FOLDERS.items() for m in kind.sections}

    assert set(origins(HOME)) == sections
    assert [
        m.key for kind in kinds.KINDS for m in kind.sections if "Where this comes from:" not in m.guidance
    ] == []


@pytest.mark.parametrize("part", ["guidance", "starting"])
def test_every_file_belongs_to_a_section(part):
    for folder, kind in FOLDERS.items():
        files = {path.stem for path in (HOME / "texts" / folder / part).iterdir()}
        assert files == {model.key for model in kind.sections}


def test_every_check_names_its_source_and_the_day():
    for kind in kinds.KINDS:
        assert [check.key for check in kind.checks if not (check.source and check.read_on)] == []
        assert len({check.key for check in kind.checks}) == len(kind.checks)


def test_a_rule_that_no_table_has_stops_the_start():
    with pytest.raises(KeyError):
        checks((), (Item("x", "notice:unheard_of", "x", "X", ()),))


def test_law_is_listed_by_nation_with_the_day_on_which_it_was_checked():
    text = CONTENT.starting_text("consent-guidance", "children")

    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == list(NATIONS.values())[1:]
    assert "At 12 or over that is presumed." in text.split("## Scotland")[1].split("##")[0]
    assert "This list was checked on 22 November 2026." in text


def test_limits_are_those_of_the_one_table():
    guide = CONTENT.starting_text("subject-access-guide", "time")
    procedure = CONTENT.starting_text("complaints-procedure", "acknowledge")

    assert "within one month at most" in guide
    assert "within 30 days at most" in procedure


def test_codes_are_three_capitals_and_open_to_anyone():
    assert [kind.code for kind in kinds.KINDS if not re.fullmatch(r"[A-Z]{3}", kind.code)] == []
    assert {(kind.audience, kind.is_agreement) for kind in kinds.KINDS} == {("anyone", False)}
