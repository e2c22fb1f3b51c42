"""Published guidance by nation: dated, never unsure, due for another look in its time."""

from datetime import date

import pytest
import time_machine

from governance import registry
from governance.content.guidance import by_nation, for_section, links
from governance.content.reference import NATIONS, table

pytestmark = pytest.mark.django_db


def test_what_is_unsure_is_not_shown(client):
    unsure = {row["label"] for row in table("guidance") if row["confidence"] == "unsure"}
    page = client.get("/guidance/").content.decode()

    assert len(unsure) == 2
    assert [label for label in unsure if label in page] == []
    assert len(links()) == len(table("guidance")) - 2


def test_every_publication_has_its_days_and_an_address():
    for link in links():
        assert link.address.startswith(("https://", "http://www.health-ni")), link.key
        assert date(2026, 1, 1) < link.checked_on < link.look_again_on
        assert link.reader_words


def test_nations_stand_in_order_with_all_that_is_theirs(client):
    nations = by_nation()

    assert [nation.key for nation in nations] == list(NATIONS)
    assert sum(len(nation.links) for nation in nations) == len(links())


def test_a_date_is_as_exact_as_it_is_known():
    words = {link.key: link.published_words for link in links()}

    assert (words["wt2026"], words["scot_asp"], words["wales_wt"], words["ico_consent"]) == (
        "18 March 2026",
        "July 2022",
        "2016",
        "",
    )


@pytest.mark.parametrize(("day", "due"), [("2027-05-21", 2), ("2027-05-22", 38)])
def test_it_says_what_is_due_for_another_look(client, day, due):
    with time_machine.travel(f"{day}T10:00:00Z"):
        page = client.get("/guidance/")

    assert len(page.context["due"]) == due
    assert page.content.decode().count("Due for another look") == due


def test_every_section_that_a_link_names_is_one_of_a_kind():
    known = {section.key for kind in registry.kinds() for section in kind.sections}
    known |= {f"{kind.key}/{section.key}" for kind in registry.kinds() for section in kind.sections}

    assert {key for link in links() for key in link.sections} - known == {"procedure/steps"}


def test_a_link_for_one_kind_stands_beside_no_other():
    assert "ico_consent" in {link.key for link in for_section("code_of_practice", "consent")}
    assert {link.key for link in for_section("code_of_practice", "emergency")} == set()
    assert "ico_10step" in {link.key for link in for_section("procedure", "emergency")}
