from __future__ import annotations

from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
import time_machine

from audit.actors import job
from governance.kinds import PlainSection
from governance.models import Document
from protocols.agreement import TermsLine
from protocols.models import RegisterEntry
from protocols.views import feed as view
from tests.factories.protocols import amend, make_recorded

pytestmark = pytest.mark.django_db
FEED = "/register/changes.atom"
BY = job("import_agreements")
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(autouse=True)
def address(settings):
    settings.PUBLIC_BASE_URL = "https://register.example"


def entries(client):
    root = ElementTree.fromstring(client.get(FEED).content)
    return [told(entry) for entry in root.findall("a:entry", ATOM)]


def told(entry):
    words = {name: entry.find(f"a:{name}", ATOM).text for name in ("title", "summary", "updated", "id")}
    return {**words, "updated": words["updated"][:19], "link": entry.find("a:link", ATOM).get("href")}


def test_a_new_agreement_says_so_and_an_amendment_says_what_changed(client, people):
    with time_machine.travel(datetime(2026, 1, 10, 12, tzinfo=UTC)):
        first = make_recorded(people.organisation, BY, people.other, reference="DEA-0001")
    with time_machine.travel(datetime(2026, 6, 1, 12, tzinfo=UTC)):
        amend(
            first,
            BY,
            terms=TermsLine(date(2025, 4, 1), None, date(2026, 4, 1), "P3Y", "data@council.example"),
        )

    link = "https://register.example/register/DEA-0001/versions"
    assert entries(client) == [
        {
            "title": "DEA-0001 Warm homes: version 1.1",
            "summary": (
                "<p>No longer under “Parties”: Northport Trust (Receives).</p>\n"
                "<p>Ends taken away: “31 March 2027”.</p>\n"
                "<p>Kept by the recipient for changed from “2 years” to “3 years”.</p>"
            ),
            "updated": "2026-06-01T12:00:00",
            "id": f"{link}/1.1/",
            "link": f"{link}/1.1/",
        },
        {
            "title": "DEA-0001 Warm homes: new agreement",
            "summary": (
                "<p>New in the register: Warm homes, between Northshire County Council and Northport Trust.</p>\n"
                "<p>To bring help to households that cannot heat their homes.</p>"
            ),
            "updated": "2026-01-10T12:00:00",
            "id": f"{link}/1.0/",
            "link": f"{link}/1.0/",
        },
    ]


def test_the_feed_is_atom_under_the_open_licence(client, people):
    make_recorded(people.organisation, BY, people.other)

    response = client.get(FEED)
    root = ElementTree.fromstring(response.content)

    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert root.find("a:rights", ATOM).text == "Open Government Licence v3.0"
    assert {link.get("href") for link in root.findall("a:link", ATOM)} == {
        "https://register.example/register/", "https://register.example/register/changes.atom",
    }  # fmt: skip


def test_only_the_newest_are_told(client, people, monkeypatch):
    monkeypatch.setattr(view, "NEWEST", 2)
    for number in (1, 2, 3):
        make_recorded(people.organisation, BY, title=f"Agreement {number}")

    assert [entry["title"].split()[2] for entry in entries(client)] == ["3:", "2:"]


def test_signs_that_xml_cannot_hold_and_markup_do_no_harm(client, people):
    text = (PlainSection("purpose", "Purpose", "One <script>alert(1)</script> & two."),)
    make_recorded(people.organisation, BY, title="A <b> & title", sections=text)
    with_sign = "One\x0b <script>alert(1)</script> & two."  # nobody can record it now; an old row may hold it
    RegisterEntry.objects.update(purpose=with_sign)

    found = entries(client)[0]

    assert "A <b> & title" in found["title"]
    assert "<script>" not in found["summary"]
    assert "&amp; two." in found["summary"]


def test_closed_agreements_are_not_told_of(client, people):
    version = make_recorded(people.organisation, BY, title="Canary")
    Document.objects.filter(pk=version.document_id).update(audience="organisation")

    assert b"Canary" not in client.get(FEED).content


def test_an_empty_feed_stays_the_same(client, db):
    with time_machine.travel(datetime(2026, 1, 10, 12, tzinfo=UTC)):
        one = client.get(FEED)
    with time_machine.travel(datetime(2026, 1, 11, 12, tzinfo=UTC)):
        two = client.get(FEED, headers={"if-none-match": one.headers["ETag"]})

    assert two.status_code == 304
    assert ElementTree.fromstring(one.content).findall("a:entry", ATOM) == []
