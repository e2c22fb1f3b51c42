from __future__ import annotations

import csv
import json
from datetime import date
from io import StringIO

import pytest

from audit.actors import job
from governance.search import indexing
from governance.spreadsheets import guarded
from protocols import reading
from protocols.agreement import PartyLine, TermsLine
from protocols.models.party import Direction
from protocols.views import export
from tests.factories.protocols import amend, make_recorded

pytestmark = pytest.mark.django_db
BY = job("import_agreements")
LICENCE = '<https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/>; rel="license"'


@pytest.fixture
def two(people):
    here = people.organisation
    make_recorded(here, BY, people.other, title="Warm homes", reference="DEA-0001")
    parties = (
        PartyLine("=cmd|' /C calc'!A0", Direction.DISCLOSER),
        PartyLine(here.name, Direction.BOTH, here),
        PartyLine("The Almshouse, Charity; Ynys Môn", Direction.RECIPIENT),
        PartyLine("B", Direction.RECIPIENT),
    )
    make_recorded(
        here, BY, title="-1 \"Quoted\"", reference="DEA-0002", parties=parties,
        terms=TermsLine(None, date(2026, 11, 23)), powers=("dea_debt", "dea_fraud"),
    )  # fmt: skip


def table(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


# ---- JSON -----------------------------------------------------------------------------------------


def test_json_holds_what_the_register_shows(client, two, settings):
    settings.PUBLIC_BASE_URL = "https://register.example"

    indexing.index_due()
    response = client.get("/register.json?q=warm")

    assert response.headers["Content-Type"] == "application/json"
    assert json.loads(response.content) == {
        "results": [
            {
                "reference": "DEA-0001",
                "title": "Warm homes",
                "parties": [
                    {"name": "Northshire County Council", "direction": "discloser"},
                    {"name": "Northport Trust", "direction": "recipient"},
                ],
                "not_signed": [],
                "purpose": "To bring help to households that cannot heat their homes.",
                "start": "2025-04-01",
                "end": "2027-03-31",
                "review": "2026-04-01",
                "retention": "P2Y",
                "accord": "",
                "status": "in_force",
                "suspended": None,
                "suspended_for": [],
                "assurance": "Signed outside this register",
                "version": "1.0",
                "url": "https://register.example/register/DEA-0001/",
                "withheld": "",
            }
        ],
        "next": None,
    }


def test_json_is_paged_by_whole_addresses_that_keep_the_filters(client, two, settings, monkeypatch):
    settings.PUBLIC_BASE_URL = "https://register.example"
    monkeypatch.setattr(export, "PAGE", 1)

    first = client.get("/register.json?party=NCC&sort=reference").json()
    second = client.get(first["next"].removeprefix("https://register.example")).json()

    assert first["next"] == "https://register.example/register.json?party=NCC&sort=reference&after=DEA-0001"
    assert [row["reference"] for row in [*first["results"], *second["results"]]] == ["DEA-0001", "DEA-0002"]
    assert second["next"] is None
    assert second["results"][0]["start"] is None
    assert second["results"][0]["status"] == "ended"


def test_json_is_not_sent_twice_to_who_has_it(client, two):
    first = client.get("/register.json")
    again = client.get("/register.json", headers={"if-none-match": first.headers["ETag"]})
    version = make_another(two, client)

    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/register.json").headers["ETag"] != first.headers["ETag"], version


def make_another(_two, _client):
    from organisations.models import Organisation

    return make_recorded(Organisation.objects.get(code="NCC"), BY, title="Third")


def test_a_wrong_filter_is_told_in_json(client, two):
    response = client.get("/register.json?status=asleep")

    assert response.status_code == 422
    assert response.json() == {
        "errors": {"status": ["An agreement is not started, in force or ended. Choose from the list."]}
    }


# ---- CSV ------------------------------------------------------------------------------------------


def test_csv_holds_a_row_for_each_agreement_of_the_filtered_list(client, two, settings):
    settings.PUBLIC_BASE_URL = "https://register.example"

    response = client.get("/register.csv?status=in_force")

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="register-2026-11-24.csv"'
    assert table(response) == [
        {
            "reference": "DEA-0001",
            "title": "Warm homes",
            "disclosers": "Northshire County Council",
            "recipients": "Northport Trust",
            "both": "",
            "not_signed": "",
            "purpose": "To bring help to households that cannot heat their homes.",
            "powers": "Digital Economy Act 2017, section 36: fuel poverty",
            "start": "2025-04-01",
            "end": "2027-03-31",
            "review": "2026-04-01",
            "retention": "P2Y",
            "accord": "",
            "status": "in_force",
            "suspended": "",
            "suspended_for": "",
            "assurance": "Signed outside this register",
            "version": "1.0",
            "url": "https://register.example/register/DEA-0001/",
            "withheld": "",
            "licence": "OGL-UK-3.0",
        }
    ]


def test_csv_begins_with_the_mark_by_which_spreadsheets_know_utf8(client, two):
    content = b"".join(client.get("/register.csv").streaming_content)

    assert content.startswith("\ufeffreference,title,".encode())
    assert "Ynys Môn".encode() in content
    assert content.endswith(b"\r\n")


def test_no_cell_is_a_formula(client, two):
    row = table(client.get("/register.csv?status=ended"))[0]

    assert row["title"] == '\'-1 "Quoted"'
    assert row["disclosers"] == "'=cmd|' /C calc'!A0"
    assert row["recipients"] == "The Almshouse, Charity; Ynys Môn; B"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_what_a_spreadsheet_would_run_is_text(start):
    assert guarded(f"{start}1") == f"'{start}1"
    assert guarded(f"1{start}") == f"1{start}"
    assert guarded("") == ""


def test_csv_is_read_and_written_a_few_rows_at_a_time(client, two, monkeypatch, django_assert_num_queries):
    whole = [row["reference"] for row in table(client.get("/register.csv?sort=start"))]
    monkeypatch.setattr(reading, "AT_A_TIME", 1)

    with django_assert_num_queries(2):
        parts = [row["reference"] for row in table(client.get("/register.csv?sort=start"))]

    assert whole == parts == ["DEA-0001", "DEA-0002"]


def test_an_empty_list_has_the_heads_alone(client, db):
    assert b"".join(client.get("/register.csv").streaming_content).decode("utf-8-sig").count("\n") == 1


def test_a_wrong_filter_is_told_in_plain_text(client, two):
    response = client.get("/register.csv?status=asleep&review=never")

    assert (response.status_code, response.headers["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert response.content.decode().splitlines() == [
        "An agreement is not started, in force or ended. Choose from the list.",
        "Choose when the review is due from the list.",
    ]


# ---- both -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["/register.csv", "/register.json", "/register.csv?kind=x", "/register.json?kind=x"]
)
def test_files_may_be_fetched_from_anywhere_and_name_the_licence(client, two, address):
    headers = client.get(address).headers

    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Link"] == LICENCE


@pytest.mark.parametrize(
    "address", ["/register.csv", "/register.json", "/register/changes.atom", "/register/"]
)
def test_a_wrong_method_is_refused(client, db, address):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


def test_only_the_version_of_today_is_exported(client, people):
    first = make_recorded(people.organisation, BY, people.other, title="Old name")
    amend(first, BY, people.other, title="New name")

    assert [row["title"] for row in client.get("/register.json").json()["results"]] == ["New name"]
