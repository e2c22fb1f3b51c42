from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from pytest_django.asserts import assertContains, assertNotContains

from audit.actors import job
from governance.files.types import check
from governance.kinds import Audience, PlainSection
from governance.models import Document
from governance.services.attachments import attach
from governance.services.documents import create_document, start_draft
from governance.services.publication import withdraw
from governance.services.recording import record_outside
from protocols.agreement import PartyLine, Source, TermsLine
from protocols.kinds import PROTOCOL
from protocols.models.party import ControllerRole, Direction
from protocols.services.register import refresh
from tests.factories.governance import draft_of, make_published
from tests.factories.protocols import amend, make_recorded

pytestmark = pytest.mark.django_db
BY = job("import_agreements")
PAGE = "/register/DEA-0001/"


def recorded(people, **fields):
    parties = (
        PartyLine(
            "Northshire County Council", Direction.DISCLOSER, people.organisation, ControllerRole.JOINT
        ),
        PartyLine("The Almshouse Charity", Direction.RECIPIENT),
        PartyLine("Northport Trust", Direction.BOTH, people.other),
    )
    values = {
        "reference": "DEA-0001",
        "parties": parties,
        "source": Source("National register", "dea:0017", "https://national.example/17"),
        "terms": TermsLine(
            date(2025, 4, 1),
            date(2027, 3, 31),
            date(2026, 4, 1),
            "P3Y9M27D",
            "data@council.example",
            "England\nWales",
        ),
        "powers": ("dea_fuel_poverty", "la2011_s1"),
    }
    return make_recorded(people.organisation, BY, **{**values, **fields})


def close(version):
    Document.objects.filter(pk=version.document_id).update(audience=Audience.ORGANISATION)


# ---- the page -------------------------------------------------------------------------------------


def test_the_page_gives_what_is_attached(client, people, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    draft = draft_of(
        create_document(people.organisation, kind=PROTOCOL, title="Warm homes", by=people.officer)
    )
    attach(draft, file=check("form.txt", b"A form."), by=people.officer)
    version = record_outside(
        draft, by=people.officer, effective_from=date(2025, 4, 1), effective_to=None, next_review_on=None
    )

    address = f"/documents/{version.document.reference}/versions/{version.number}/attachments/1/"
    assertContains(client.get(version.get_absolute_url()), f'href="{address}">form.txt</a>')
    assert client.get(address).content == b"A form."


def test_the_page_says_who_what_why_how_by_which_law_and_until_when(client, people):
    recorded(people)

    page = client.get(PAGE).content.decode()

    for words in (
        "Data disclosure agreement DEA-0001",
        ">Warm homes</h1>",
        ">In force<",
        "Version 1.0",
        "Signed outside this register",
        "Gives information",
        'href="/organisations/NCC/">Northshire County Council</a>',
        "Joint controller",
        "Receives information",
        "<li>The Almshouse Charity</li>",
        "Gives and receives information",
        "To bring help to households that cannot heat their homes.",
        "Names and addresses.",
        'href="https://www.legislation.gov.uk/ukpga/2017/30/section/36">Digital Economy Act 2017, section 36',
        "<dd>1 April 2025</dd>",
        "<dt>Review was due</dt><dd>1 April 2026</dd>",
        "The review is 237 days overdue. The agreement is still in force: a passed review date ends nothing.",
        "<dd>31 March 2027</dd>",
        "<dd>3 years, 9 months and 27 days</dd>",
        'href="mailto:data@council.example"',
        "<li>England</li><li>Wales</li>",
        "Recorded from: National register.",
        'href="https://national.example/17">dea:0017</a>',
        "Open Government Licence v3.0",
        "This agreement does not limit your judgement.",
        "First in this register",
        'href="/register/DEA-0001/versions/1.0.pdf"',
    ):
        assert words in page, words


def test_what_an_agreement_does_not_say_is_said(client, people):
    one = (PartyLine("The Almshouse Charity", Direction.DISCLOSER),)
    make_recorded(people.organisation, BY, reference="DEA-0001", parties=one, powers=(), terms=TermsLine())

    page = client.get(PAGE).content.decode()

    assert page.count("<dd>Not stated</dd>") == 4
    for words in (
        "The agreement names no recipient.",
        "The agreement names no legal power.",
        "Ask any of the organisations for what it holds about you.",
        "A passed review date does not end an agreement.",
    ):
        assert words in page, words
    assert "Areas" not in page


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (
            TermsLine(date(2027, 1, 1), date(2028, 1, 1), date(2026, 1, 1)),
            ["Not started", "<dt>Starts", "<dt>Ends", "From 1 January 2027"],
        ),
        (
            TermsLine(date(2020, 1, 1), date(2026, 11, 23), date(2021, 1, 1)),
            ["Ended", "<dt>Started", "<dt>Ended"],
        ),
        (
            TermsLine(date(2020, 1, 1), date(2026, 11, 24), date(2026, 11, 24)),
            ["In force", "<dt>Ends", "<dt>Review<"],
        ),
    ],
)
def test_the_page_tells_where_today_lies(client, people, terms, words):
    make_recorded(people.organisation, BY, reference="DEA-0001", terms=terms)

    response = client.get(PAGE)

    for each in words:
        assertContains(response, each)
    assertNotContains(response, "overdue")


def test_a_power_that_the_data_no_longer_has_is_shown_by_its_key(client, people, monkeypatch):
    recorded(people)
    from protocols.presenting import wording

    monkeypatch.setattr(wording, "powers", dict)

    assertContains(client.get(PAGE), '<p class="govuk-body">dea_fuel_poverty</p>')


def test_lower_case_finds_it_and_markup_stays_text(client, people):
    text = (PlainSection("purpose", "Purpose", "<script>alert(1)</script>"),)
    recorded(people, sections=text, title="A <b>bold</b> title")

    response = client.get(PAGE.lower())

    assertContains(response, "A &lt;b&gt;bold&lt;/b&gt; title")
    assertNotContains(response, "<script>alert")


# ---- who may see it -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page", ["", "versions/1.0/", "versions/1.0.pdf", "changes/", "changes/?older=1.0&newer=1.0"]
)
def test_a_closed_agreement_is_for_the_people_of_its_parties_alone(client, people, page):
    close(recorded(people))
    missing = client.get(PAGE.replace("0001", "0002") + page)

    refused = client.get(PAGE + page)

    assert (refused.status_code, missing.status_code) == (404, 404)
    assert without_reference(refused) == without_reference(missing)
    for person in (people.practitioner, people.stranger):
        client.force_login(person)
        assert client.get(PAGE + page).status_code in (200, 202)


def without_reference(response):
    return response.content.decode().replace("DEA-0001", "").replace("DEA-0002", "")


def test_a_closed_agreement_says_so_and_is_under_no_open_licence(client, people):
    close(recorded(people))
    client.force_login(people.stranger)

    response = client.get(PAGE)

    assertContains(response, "This agreement is not public.")
    assertNotContains(response, "Open Government Licence")


def test_a_policy_has_no_page_in_the_register(client, people):
    version = make_published(people.organisation, people.officer, people.approver)
    reference = version.document.reference

    for page in ("", "versions/1.0/", "versions/1.0.pdf", "changes/"):
        assert client.get(f"/register/{reference}/{page}").status_code == 404


def test_drafts_are_not_in_the_register(client, people):
    version = recorded(people)
    start_draft(version.document, by=people.officer)
    client.force_login(people.officer)

    assert client.get(f"{PAGE}versions/1.1/").status_code == 404
    assert client.get(f"{PAGE}versions/1.1.pdf").status_code == 404
    assertContains(client.get(PAGE), "Version 1.1")  # who reads drafts is led to it
    client.force_login(people.practitioner)
    assertNotContains(client.get(PAGE), "Version 1.1")
    client.logout()
    assertNotContains(client.get(PAGE), "Version 1.1")


def test_who_reads_drafts_is_led_to_the_one_that_was_never_published(client, people):
    from governance.services.documents import create_document

    document = create_document(
        people.organisation, kind=PROTOCOL, title="Draft", by=people.officer, sections=()
    )
    page = document.get_absolute_url()
    assert client.get(page).status_code == 404
    client.force_login(people.officer)

    response = client.get(page)

    assert (response.status_code, response.url) == (302, f"/documents/{document.reference}/")
    assert client.get(response.url).status_code == 200


def test_the_pages_of_documents_lead_to_the_register(client, people):
    recorded(people)

    assert client.get("/documents/DEA-0001/").url == PAGE
    assert client.get("/documents/DEA-0001/versions/1.0/").url == f"{PAGE}versions/1.0/"
    assertContains(client.get("/documents/DEA-0001/history/"), 'href="/register/">Register</a>')


# ---- versions -------------------------------------------------------------------------------------


def two_versions(people):
    with time_machine.travel(datetime(2026, 1, 10, 12, tzinfo=UTC)):
        first = recorded(people)
    with time_machine.travel(datetime(2026, 6, 1, 12, tzinfo=UTC)):
        text = (
            PlainSection("purpose", "Purpose", "To bring help to homes that cannot be heated."),
            PlainSection("information", "Information that is shared", "Names and addresses."),
        )
        second = amend(
            first, BY, people.other, title="Warmer homes", sections=text, change_summary="The charity left.",
            terms=TermsLine(date(2025, 4, 1), date(2028, 3, 31), date(2027, 4, 1), "P2Y", "data@council.example"),
            powers=("dea_fuel_poverty", "dea_debt"),
        )  # fmt: skip
    return first, second


def test_versions_are_listed_with_what_each_changed(client, people):
    two_versions(people)

    page = client.get(PAGE).content.decode()

    listed = page.partition("sr-versions__list")[2].partition("</ol>")[0]
    for words in (
        "The charity left.",
        "Title changed from “Warm homes” to “Warmer homes”.",
        "Northport Trust: Direction changed from “Discloses and receives” to “Receives”.",
        "and 7 more changes",
        "in this register since 1 June 2026",
        'href="/register/DEA-0001/changes/?older=1.0&amp;newer=1.1"',
        'href="/register/DEA-0001/versions/1.0/">Version 1.0',
        "in this register since 10 January 2026",
    ):
        assert words in listed, words


def test_an_older_version_says_so_and_when_another_took_its_place(client, people):
    two_versions(people)

    response = client.get(f"{PAGE}versions/1.0/")

    assertContains(response, "This is an older version.")
    assertContains(response, "Another version took its place on 1 June 2026.")
    assertContains(response, "The Almshouse Charity</li>")
    assertNotContains(response, "overdue")
    assert client.get(f"{PAGE}versions/7.7/").status_code == 404
    assert client.get(f"{PAGE}versions/x/").status_code == 404


def test_before_an_amendment_takes_effect_both_pages_say_when(client, people):
    published = datetime(2026, 11, 1, 12, tzinfo=UTC)
    starts = TermsLine(date(2027, 1, 1))
    first = recorded(people, terms=starts, published_at=published)
    amend(first, BY, people.other, title="Warmer homes", terms=starts, published_at=published)

    assertContains(client.get(PAGE), "Version 1.1 takes effect on 1 January 2027.")
    assertContains(client.get(f"{PAGE}versions/1.1/"), "This version takes effect on 1 January 2027.")
    with time_machine.travel("2027-01-01T12:00:00Z"):
        assertContains(client.get(PAGE), "Warmer homes</h1>")


def test_a_withdrawn_version_is_shown_with_the_reason(client, people):
    version = recorded(people)
    withdraw(version, by=people.manager, reason="Entered twice.")
    refresh(version.document)

    response = client.get(PAGE)

    assertContains(response, "This version was withdrawn on 24 November 2026.")
    assertContains(response, "Entered twice.")


# ---- changes --------------------------------------------------------------------------------------


def test_changes_are_shown_field_by_field_and_texts_word_by_word(client, people):
    two_versions(people)

    response = client.get(f"{PAGE}changes/")

    comparison = response.context["comparison"]
    assert [(field.what, field.before, field.after) for field in comparison.fields] == [
        ("Title", "Warm homes", "Warmer homes"),
        ("Northshire County Council: Controller role", "Joint controller", ""),
        ("Northport Trust: Direction", "Discloses and receives", "Receives"),
        ("Parties", "The Almshouse Charity (Receives)", ""),
        ("Legal powers", "", "Digital Economy Act 2017, section 48: debt owed to the public sector"),
        ("Legal powers", "Localism Act 2011, section 1: general power of competence", ""),
        ("Ends", "31 March 2027", "31 March 2028"),
        ("Review", "1 April 2026", "1 April 2027"),
        ("Kept by the recipient for", "3 years, 9 months and 27 days", "2 years"),
        ("Areas", "England\nWales", ""),
    ]
    assert comparison.texts.changed_sections == 1
    assertContains(response, "What changed from version 1.0 to 1.1")
    assertContains(response, "The charity left.")
    assertContains(response, "1 section")


def test_two_versions_can_be_chosen_in_either_order(client, people):
    two_versions(people)

    response = client.get(f"{PAGE}changes/?older=1.1&newer=1.0")

    assert response.context["comparison"].fields[0].after == "Warm homes"
    assertContains(client.get(f"{PAGE}changes/?newer=1.1"), "What changed from version 1.0 to 1.1")
    assertContains(client.get(f"{PAGE}changes/?older=1.1&newer=1.1"), "Nothing differs")


def test_a_first_version_has_nothing_to_be_compared_with(client, people):
    recorded(people)

    for query in ("", "?newer=1.0"):
        assertContains(client.get(f"{PAGE}changes/{query}"), "There is one version")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("older=7.7", "Choose the first version from the list."),
        ("newer=x", "Choose the second version from the list."),
        ("older=1.0&newer=%00", "Choose the second version from the list."),
    ],
)
def test_a_version_that_is_not_there_gets_a_sentence(client, people, query, sentence):
    two_versions(people)

    response = client.get(f"{PAGE}changes/?{query}")

    assertContains(response, sentence, status_code=422)


# ---- PDF ------------------------------------------------------------------------------------------


def test_the_pdf_is_made_by_a_job_and_kept(client, people):
    from governance.jobs.running import run_now
    from governance.models import Job

    recorded(people)
    assert client.get(f"{PAGE}versions/1.0.pdf").status_code == 202
    run_now(Job.objects.get())

    response = client.get(f"{PAGE}versions/1.0.pdf")

    assert response.headers["Content-Type"] == "application/pdf"
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assertContains(client.get(PAGE), "Download PDF (")


def test_an_agreement_without_a_recipient_says_so(client, people):
    alone = make_recorded(people.organisation, people.officer, title="Given to nobody")
    both = make_recorded(people.organisation, people.officer, people.other, title="Given to a trust")

    said = "The agreement names no recipient."
    assert said in client.get(alone.document.get_absolute_url()).content.decode()
    assert said not in client.get(both.document.get_absolute_url()).content.decode()
