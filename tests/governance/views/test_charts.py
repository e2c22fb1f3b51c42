"""The charts against figures that are counted by hand."""

import re
from datetime import date, timedelta

import pytest
import time_machine

from governance.presenting.charts import by_kind, by_month, by_quarter, by_standing
from governance.presenting.matrix import Matrix
from governance.services import publication
from governance.services.documents import start_draft
from tests.factories.governance import approved, draft_of, make_document, make_published, submitted

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _frozen_day():
    with time_machine.travel("2026-11-24T10:00:00+00:00", tick=True):
        yield


def charts(client, person):
    client.force_login(person)
    return {chart.key: chart for chart in client.get("/work/charts/").context["charts"]}


def shown(chart):
    return {bar.label: bar.shown for bar in chart.bars if bar.value}


def test_each_document_is_counted_once(client, people):
    here, officer, approver = people.organisation, people.officer, people.approver
    first = make_published(here, officer, approver, title="In force")
    start_draft(first.document, by=officer)
    submitted(draft_of(make_document(here, officer, title="Waiting")), officer)
    publication.publish(
        approved(draft_of(make_document(here, officer, title="Coming")), officer, approver),
        by=approver,
        effective_from=TODAY + timedelta(days=9),
    )
    publication.withdraw(make_published(here, officer, approver, title="Gone"), by=approver, reason="Wrong")
    make_document(people.other, people.stranger, title="Theirs")

    found = charts(client, officer)["standing"]

    assert shown(found) == {
        "In force": "1",
        "In review": "1",
        "Takes effect later": "1",
        "No longer in force": "1",
    }
    assert found.finding == "1 of 4 documents have a version in force."
    assert charts(client, people.practitioner)["standing"].bars == []


def test_reviews_stand_in_their_month_and_the_overdue_first():
    days = [date(2026, 11, 12), date(2026, 11, 24), date(2026, 11, 30), date(2027, 10, 31), date(2027, 11, 1)]

    found = by_month(days, TODAY)

    assert [bar.label for bar in found.bars][:2] == ["Overdue", "November 2026"]
    assert len(found.bars) == 13
    assert shown(found) == {"Overdue": "1", "November 2026": "2", "October 2027": "1"}
    assert found.bars[0].is_late
    assert found.finding == "1 review is overdue, and 3 come within a year."
    assert by_month([], TODAY).bars == []
    assert by_month([TODAY], TODAY).finding == "No review is overdue, and 1 comes within a year."


def test_the_median_of_each_quarter():
    found = by_quarter(
        {date(2026, 10, 1): [1, 9, 5], date(2026, 1, 1): [2, 3], date(2025, 1, 1): [700]}, TODAY
    )

    assert [(bar.label, bar.shown) for bar in found.bars] == [
        ("January to March 2026", "2 days"),
        ("October to December 2026", "5 days"),
    ]
    assert found.finding == (
        "From first draft to in force, half of the versions took 5 days or less: October to December 2026."
    )
    assert by_quarter({}, TODAY).bars == []


def test_days_are_those_from_the_draft_to_being_in_force(client, people):
    with time_machine.travel("2026-11-02T10:00:00+00:00"):
        version = draft_of(make_document(people.organisation, people.officer))
    publication.publish(
        approved(version, people.officer, people.approver), by=people.approver, effective_from=TODAY
    )
    make_published(
        people.organisation, people.officer, people.approver, TODAY - timedelta(days=300), title="Old"
    )

    assert shown(charts(client, people.officer)["days"]) == {"October to December 2026": "22 days"}


def test_kinds_are_shares_of_the_organisations(client, people):
    make_published(people.organisation, people.officer, people.approver)

    found = charts(client, people.officer)["kinds"]

    assert shown(found) == {"Code of Practice": "1 of 1"}
    assert by_kind(Matrix([])).bars == []


def test_the_picture_and_the_table_say_the_same_without_a_style(client, people):
    make_published(people.organisation, people.officer, people.approver)
    client.force_login(people.officer)

    html = client.get("/work/charts/").content.decode()

    for section in re.findall(r'<section class="sr-chart".*?</section>', html, re.DOTALL):
        numbers = re.findall(r'sr-bars__number"[^>]*>([^<]+)<', section)
        assert numbers == re.findall(r"--numeric\">([^<]+)</td>", section)
    assert "style=" not in html
    assert html.count('role="img"') == 4


def test_nothing_to_count_is_said(client, people):
    assert by_standing([], TODAY).finding == "0 of 0 documents have a version in force."
    assert {key for key, chart in charts(client, people.officer).items() if chart.bars} == {"kinds"}
