from __future__ import annotations

import csv
from datetime import date

from protocols.powers import NATIONS, REGISTER, by_nation, by_register_code, label, powers
from tests.real.data import FOLDER, need_data

WITHOUT_AN_ACT = {  # they rest on common law or practice
    "marac", "common_law_police", "crown_common_law", "implied_general", "susr", "dasa2021_scot", "ni_adult",
}  # fmt: skip
OF_ANOTHER_NAME = {  # key of the law beside the checkout: keys here
    "care_s6_7": ("care_s6",),
    "cda_s38_39": ("cda_s39",),
    "dea_ch1": (
        "dea_multiple_disadvantages",
        "dea_fuel_poverty",
        "dea_water_poverty",
        "dea_television_retuning",
    ),
    "dea_ch2": ("dea_civil_registration",),
    "dea_ch3": ("dea_debt",),
    "dea_ch4": ("dea_fraud",),
}
NO_POWER = {"prsa2011"}  # a duty to keep records well, by which nothing is shared
NOT_BEGUN = ("never in force", "enacted", "enabling power only")


def _iso(day):
    return day.isoformat() if day else ""


def of_the_law():
    """The powers of the law beside the checkout that let somebody share today, and that are sure."""
    need_data()
    with (FOLDER / "law" / "powers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["key"]: row
        for row in rows
        if row["key"] not in NO_POWER
        and row["kind"] != "restriction"
        and row["confidence"] != "unsure"
        and not row["status"].startswith(NOT_BEGUN)
    }


def test_every_power_of_the_law_that_is_sure_stands_here_with_the_days_of_the_law():
    law = of_the_law()

    assert len(law) > 100
    for key, row in law.items():
        assert {*OF_ANOTHER_NAME.get(key, (key,))} <= powers().keys()
        if power := powers().get(key):
            assert (_iso(power.in_force_from), _iso(power.in_force_to)) == (
                row["in_force_from"], row["in_force_to"],
            )  # fmt: skip


def test_what_is_unsure_or_only_restricts_is_offered_to_nobody():
    sure = of_the_law()
    with (FOLDER / "law" / "powers.csv").open(encoding="utf-8", newline="") as file:
        others = {row["key"] for row in csv.DictReader(file)} - sure.keys()

    assert others
    assert not others & powers().keys()


def test_powers_are_offered_by_nation_on_the_days_on_which_they_hold():
    def offered(on):
        return {power.key for _nation, found in by_nation(on) for power in found}

    assert offered(date(2026, 11, 29)) == powers().keys()
    assert offered(date(2026, 9, 29)) == powers().keys() - {"ca2004_s16la"}
    assert [nation for nation, _found in by_nation(date(2026, 11, 29))] == [
        "United Kingdom", "England", "Wales", "Scotland", "Northern Ireland",
    ]  # fmt: skip


def test_every_power_of_the_published_list_is_known_here():
    need_data()
    with (FOLDER / "dea-powers.csv").open(encoding="utf-8") as file:
        codes = {f"{REGISTER}:{row[REGISTER]}" for row in csv.DictReader(file)}

    assert set(by_register_code()) == codes


def test_every_power_says_where_it_stands_and_when_it_was_looked_at():
    for power in powers().values():
        assert power.address.startswith("https://www.legislation.gov.uk/") or power.key in WITHOUT_AN_ACT
        assert power.nation in NATIONS
        assert power.label
        assert power.text.endswith(".")
        assert power.who
        assert power.source
        assert power.checked_on.year == 2026
        assert power.confidence in ("read", "known")


def test_a_power_that_the_data_lost_goes_by_its_key():
    assert label("care_s45") == "Care Act 2014, section 45: request of a Safeguarding Adults Board"
    assert label("gone") == "gone"
