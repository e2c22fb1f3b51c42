from __future__ import annotations

import csv
from datetime import date

import pytest

from protocols.bases import (
    Group,
    bases,
    basis_label,
    by_group,
    groups_of,
    special_categories,
    special_label,
)
from tests.real.data import FOLDER, need_data

THE_LAW = {  # file of the law beside the checkout: the kinds of its rows that can be chosen, their keys here
    "lawful_bases.csv": ({"basis", "condition"}, lambda key: key if key.startswith("rli_") else f"a6_{key}"),
    "special_category.csv": ({"article9", "schedule1", "schedule1_part3"}, lambda key: key),
    "confidentiality.csv": ({"route"}, lambda key: key.replace("route_", "cf_")),
}


@pytest.mark.parametrize("name", THE_LAW)
def test_every_basis_of_the_law_that_is_sure_stands_here_with_its_days(name):
    need_data()
    wanted, own = THE_LAW[name]
    with (FOLDER / "law" / name).open(encoding="utf-8", newline="") as file:
        law = [row for row in csv.DictReader(file) if row["kind"] in wanted]

    sure = [row for row in law if row["confidence"] != "unsure"]
    assert len(sure) > 10
    for row in sure:
        basis = bases()[own(row["key"])]
        assert basis.nation == row["nation"]
        assert (basis.in_force_to.isoformat() if basis.in_force_to else "") == row["in_force_to"]
    assert not {own(row["key"]) for row in law if row not in sure} & bases().keys()


def test_there_are_seven_lawful_bases_since_february_2026_and_six_before():
    def article_6(on):
        return [basis.key for basis in dict(by_group(on))[Group.ARTICLE_6]]

    assert article_6(date(2026, 2, 4)) == [
        "a6_consent", "a6_contract", "a6_legal_obligation", "a6_vital_interests", "a6_public_task_2018",
        "a6_legitimate_interests",
    ]  # fmt: skip
    assert article_6(date(2026, 2, 5)) == [
        "a6_consent", "a6_contract", "a6_legal_obligation", "a6_vital_interests", "a6_public_task",
        "a6_recognised_legitimate_interest", "a6_legitimate_interests",
    ]  # fmt: skip


@pytest.mark.parametrize("basis", bases().values(), ids=str)
def test_every_basis_says_where_it_stands_and_when_it_was_read(basis):
    assert basis.label
    assert basis.citation
    assert basis.text.endswith((".", ")"))
    assert basis.source
    assert basis.read_on.year == 2026
    assert basis.confidence in ("read", "known")
    assert not basis.address or basis.address.startswith("https://")


def test_every_question_of_the_law_has_answers():
    assert {group: len(found) > 2 for group, found in by_group(date(2026, 11, 29))} == dict.fromkeys(
        Group, True
    )
    assert groups_of(["a6_public_task", "art9_g", "gone"]) == {Group.ARTICLE_6, Group.ARTICLE_9}


def test_labels_name_the_law_and_what_the_data_lost_goes_by_its_key():
    assert basis_label("sch1_18") == (
        "Safeguarding of children and of individuals at risk (Data Protection Act 2018, Schedule 1, paragraph 18)"
    )
    assert (basis_label("gone"), special_label("gone"), special_label("")) == ("gone", "gone", "")
    assert special_label("health") == "Health"
    assert len(special_categories()) == 8
