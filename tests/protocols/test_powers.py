from __future__ import annotations

import csv

from protocols.powers import REGISTER, by_register_code, label, powers
from tests.real.data import FOLDER, need_data


def test_every_power_of_the_published_list_is_known_here():
    need_data()
    with (FOLDER / "dea-powers.csv").open(encoding="utf-8") as file:
        codes = {f"{REGISTER}:{row[REGISTER]}" for row in csv.DictReader(file)}

    assert set(by_register_code()) == codes


def test_every_power_says_where_it_stands_and_when_it_was_looked_at():
    for power in powers().values():
        assert power.address.startswith("https://www.legislation.gov.uk/")
        assert power.source
        assert power.checked_on.year == 2026
        assert power.confidence in ("read", "known")


def test_a_power_that_the_data_lost_goes_by_its_key():
    assert label("care_s45") == "Care Act 2014, section 45: request of a Safeguarding Adults Board"
    assert label("gone") == "gone"
