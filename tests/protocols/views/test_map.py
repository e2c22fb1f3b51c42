from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from audit.actors import job
from governance.services.disclosure import decide_disclosure
from governance.services.documents import change_control
from governance.withheld import Withheld
from protocols import sharing
from protocols.agreement import FlowLine, ItemLine, PartyLine
from protocols.kinds import PROTOCOL
from protocols.models.party import Direction
from protocols.services.recording import record_existing
from protocols.views import sharing as views
from tests.factories.organisations import make_organisation
from tests.factories.protocols import make_detailed, make_recorded

pytestmark = pytest.mark.django_db
BY = job("import_agreements")
MAP = "/register/map/"
BODY = ("Northshire County Council", "Northport Trust")


def rows(response):
    return [(row.giver_name, row.taker_name, row.entry.reference) for row in response.context["page"].rows]


def cells(matrix):
    return {row.name: [cell.text for cell in row.cells] for row in matrix.rows}


def mesh(people, number, kind="council", **fields):
    """An agreement in which so many councils all give to all."""
    councils = [
        make_organisation(f"C{each:02}", name=f"Council {each:02}", kind=kind) for each in range(number)
    ]
    parties = tuple(PartyLine(body.name, Direction.BOTH, body) for body in councils)
    fields = {"title": "Families", "reference": "NCC-ISP-0044", **fields}
    return make_recorded(people.organisation, BY, parties=parties, kind=PROTOCOL, **fields)


@pytest.fixture
def two(people):
    """One way with items, and one way back under another agreement."""
    here, other = people.organisation, people.other
    record_existing(here, agreement=make_detailed(here, other, reference="DEA-0001"), by=BY)
    make_recorded(other, BY, here, title="Back again", reference="DEA-0002")


def test_it_tells_who_shares_in_a_sentence_a_picture_and_a_table(client, two):
    response = client.get(MAP)

    assertContains(response, "2 organisations share under 2 agreements in force today.")
    assertContains(
        response,
        '<desc id="map-desc">Northport Trust gives to Northshire County Council: Back again. '
        "Northshire County Council gives to Northport Trust: Warm homes.</desc>",
    )
    assert rows(response) == [(*reversed(BODY), "DEA-0002"), (*BODY, "DEA-0001")]
    assertContains(response, "Name and address, Illness made worse by cold")
    assertContains(response, "1 Apr 2025", count=2)


def test_everybody_sees_the_same_and_nothing_but_what_is_public(client, people, two):
    here, other = people.organisation, people.other
    shut = make_recorded(here, BY, other, title="Shut away", reference="DEA-0003")
    change_control(shut.document, by=people.officer, audience="organisation")
    client.force_login(people.officer)

    response = client.get(MAP)

    assertContains(response, "2 organisations share under 2 agreements in force today.")
    assertNotContains(response, "Shut away")
    assertNotContains(response, "DEA-0003")


def test_what_is_withheld_is_not_even_counted(client, people, two):
    version = make_recorded(people.other, BY, make_organisation("SEC", name="Secret Service"), title="Third")
    withheld = [Withheld("rows:parties", "Section 31")]
    decide_disclosure(version, by=people.stranger, publication="redacted", reason="S", withheld=withheld)

    for address in (MAP, f"{MAP}?organisation=NPT", f"{MAP}?organisation=SEC"):
        response = client.get(address)
        assertNotContains(response, "Third")
        if "SEC" not in address:
            assertNotContains(response, "Secret Service")
    assertContains(client.get(MAP), "2 organisations share under 2 agreements in force today.")
    assertContains(response, "We found no sharing like that")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("organisation=NCC", 2),
        ("organisation=northport+trust", 2),
        ("organisation=NCC%3B+NPT&among=them", 2),
        ("organisation=ELS", 0),
        ("purpose=homes", 2),
        ("purpose=moon", 0),
        ("item=illness", 1),
        ("item=addresses", 1),
        ("kind=nhs", 2),
        ("kind=police", 0),
        ("kind=unlisted", 0),
        ("giver=NCC", 1),
        ("taker=NCC", 1),
        ("giver=NCC&taker=NCC", 0),
        ("giver_kind=council&taker_kind=nhs", 1),
        ("giver_kind=nhs&taker_kind=nhs", 0),
    ],
)
def test_filters(client, two, query, found):
    make_organisation("ELS", name="Elsewhere")

    response = client.get(f"{MAP}?{query}")

    assert len(response.context["page"].rows) == found
    assert response.context["map"].is_empty is (found == 0)


def test_what_was_typed_stays_and_each_filter_can_be_taken_off(client, two):
    response = client.get(f"{MAP}?organisation=NCC&item=illness&giver=NCC")

    assertContains(response, 'value="illness"')
    assertContains(response, '<input type="hidden" name="giver" value="NCC"')
    assertContains(response, "Organisations: Northshire County Council")
    assertContains(response, "From: Northshire County Council")
    assert [chip["href"] for chip in response.context["chips"]] == [
        "?item=illness&giver=NCC",
        "?organisation=NCC&giver=NCC",
        "?organisation=NCC&item=illness",
    ]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("organisation=north", "Type the full name or the code of one organisation"),
        ("organisation=NCC%3Bnobody", "nobody: No organisation of this register is called that."),
        ("organisation=a%3Bb%3Bc%3Bd%3Be%3Bf%3Bg", "Name at most 6 organisations."),
        ("kind=pirates", "There is no such kind of organisation."),
        ("among=all", "Choose from the list what to show"),
        (f"item={'x' * 201}", "Search for fewer words"),
    ],
)
def test_a_wrong_filter_is_refused_with_a_sentence_and_kept(client, two, query, said):
    response = client.get(f"{MAP}?{query}")

    assertContains(response, said, status_code=422)
    assert "map" not in response.context


def test_an_empty_register_says_what_will_be_here(client, people):
    assertContains(client.get(MAP), "Nothing is on the map yet")


def test_one_organisation_is_drawn_with_its_partners_and_told_in_a_sentence(client, two):
    response = client.get(f"{MAP}?organisation=NCC")

    assertContains(
        response,
        "Northshire County Council gives to 1 organisation and receives from 1 organisation, "
        "under 2 agreements in force today.",
    )
    assertContains(response, "sr-map__box--chosen", count=1)
    assertContains(response, 'href="?organisation=NPT" aria-label="Northport Trust"')
    assertContains(response, 'href="/organisations/NCC/" aria-label="Northshire County Council"')


def test_a_body_that_no_list_has_is_found_by_its_name_alone(client, people):
    parties = (PartyLine("The Almshouse", Direction.DISCLOSER), PartyLine("B", Direction.RECIPIENT))
    make_recorded(people.organisation, BY, parties=parties)

    response = client.get(f"{MAP}?organisation=the+ALMSHOUSE")

    assertContains(response, "The Almshouse gives to 1 organisation and receives from no organisation")
    assertContains(response, 'href="?organisation=B" aria-label="B"')


# ---- more than can be drawn ------------------------------------------------------------------------


def test_twelve_are_drawn_and_thirteen_are_a_matrix(client, people):
    mesh(people, 12)
    make_recorded(people.organisation, BY, people.other)

    assert (
        client.get(f"{MAP}?purpose=homes&kind=council&giver_kind=council&taker_kind=council")
        .context["map"]
        .picture
    )
    response = client.get(MAP)

    found = response.context["map"]
    assert found.picture == ""
    assert (len(found.bodies), len(found.matrix.rows), len(found.matrix.columns)) == (14, 13, 13)
    assert cells(found.matrix)["Northshire County Council"] == [*[""] * 12, "1"]
    assertContains(response, 'href="?giver=NCC&amp;taker=NPT"')
    assertContains(response, 'aria-label="1, from Northshire County Council to Northport Trust"')


def test_many_partners_of_one_organisation_are_a_list_of_both_ways(client, people):
    mesh(people, 30)

    response = client.get(f"{MAP}?organisation=C05")

    matrix = response.context["map"].matrix
    assert matrix.columns == ["Council 05 gives to it", "Council 05 receives from it"]
    assert cells(matrix) == {f"Council {each:02}": ["1", "1"] for each in range(30) if each != 5}


def test_forty_four_that_all_share_are_counted_by_kind(client, people):
    mesh(people, 41)
    ministries = [
        make_organisation(f"M{n}", name=f"Ministry {n}", kind="central_government") for n in (1, 2, 3)
    ]
    parties = tuple(PartyLine(body.name, Direction.BOTH, body) for body in ministries)
    make_recorded(people.organisation, BY, parties=parties, title="Ministries")

    found = client.get(MAP).context["map"]

    assert len(found.bodies) == 44
    assert cells(found.matrix) == {"Council": ["1", ""], "Central government": ["", "1"]}
    assert found.matrix.rows[0].cells[0].href == "?giver_kind=council&taker_kind=council"


def test_more_ways_than_are_read_are_counted_in_the_database(client, two, monkeypatch):
    monkeypatch.setattr(sharing, "READ", 1)
    monkeypatch.setattr(sharing, "COUNTED", 1)

    response = client.get(MAP)

    assertContains(response, "Very many organisations share under agreements that are in force today.")
    assert cells(response.context["map"].matrix) == {"Council": ["", "1"], "NHS": ["1", ""]}
    assert len(response.context["page"].rows) == 2


def test_a_count_beyond_the_limit_says_so(client, people, two, monkeypatch):
    make_recorded(people.organisation, BY, people.other, title="Third")
    monkeypatch.setattr(sharing, "READ", 1)
    monkeypatch.setattr("protocols.presenting.sharing.COUNTED", 1)
    monkeypatch.setattr(sharing, "COUNTED", 1)

    assert cells(client.get(MAP).context["map"].matrix) == {"Council": ["", "more than 1"], "NHS": ["1", ""]}


# ---- table and file --------------------------------------------------------------------------------


def test_pages_of_the_table_follow_each_other_both_ways(client, people, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 4)
    mesh(people, 3)
    make_recorded(people.organisation, BY, people.other, reference="DEA-0001")

    first = client.get(MAP)
    second = client.get(f"{MAP}?after={first.context['page'].later.place}")
    back = client.get(f"{MAP}?before={second.context['page'].earlier.place}")

    assert len(rows(first)) == 4
    assert len(rows(second)) == 3
    assert set(rows(first)) & set(rows(second)) == set()
    assert rows(back) == rows(first)
    assertContains(first, "after=NCC-ISP-0044.00004#ways")
    assert rows(client.get(f"{MAP}?after=no-such-place")) == rows(first)


def test_csv_holds_every_row(client, two, settings, monkeypatch):
    settings.PUBLIC_BASE_URL = "https://register.example"
    monkeypatch.setattr(sharing, "AT_A_TIME", 1)

    response = client.get("/register/map.csv?organisation=NCC")

    assert response.headers["Content-Disposition"] == 'attachment; filename="map-2026-11-24.csv"'
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert list(csv.DictReader(StringIO(text))) == [
        {
            "from": "Northport Trust",
            "from_code": "NPT",
            "to": "Northshire County Council",
            "to_code": "NCC",
            "what": "Names and addresses.",
            "agreement": "DEA-0002",
            "title": "Back again",
            "since": "2025-04-01",
            "assurance": "Signed outside this register",
            "url": "https://register.example/register/DEA-0002/",
            "withheld": "",
            "licence": "OGL-UK-3.0",
        },
        {
            "from": "Northshire County Council",
            "from_code": "NCC",
            "to": "Northport Trust",
            "to_code": "NPT",
            "what": "Name and address; Illness made worse by cold",
            "agreement": "DEA-0001",
            "title": "Warm homes",
            "since": "2025-04-01",
            "assurance": "Signed outside this register",
            "url": "https://register.example/register/DEA-0001/",
            "withheld": "",
            "licence": "OGL-UK-3.0",
        },
    ]


def test_a_wrong_filter_is_told_instead_of_a_file(client, people):
    response = client.get("/register/map.csv?kind=pirates")

    assertContains(response, "There is no such kind of organisation.", status_code=422)


# ---- what it costs ---------------------------------------------------------------------------------


def test_a_page_of_forty_four_parties_costs_what_one_of_two_costs(client, people, two):
    addresses = ("", "?organisation=C01", "?organisation=C01%3BC02%3BNCC&item=name", "?giver=C01&taker=C02")
    make_organisation("X", name="X")
    mesh(people, 44)
    for address in addresses:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            response = client.get(f"{MAP}{address}")

        assert response.status_code == 200
        assert len(asked) <= 6, address
        assert len(response.content) < 150_000, address


def test_flows_beat_directions(client, people):
    here, other = people.organisation, people.other
    items = (ItemLine("Name"),)
    parties = tuple(PartyLine(body.name, Direction.BOTH, body) for body in (here, other))
    flows = (FlowLine(here.name, other.name, ("Name",)),)
    agreement = make_detailed(here, other, items=items, flows=flows, parties=parties, reference="DEA-0001")
    record_existing(here, agreement=agreement, by=BY)

    assert rows(client.get(MAP)) == [(*BODY, "DEA-0001")]
