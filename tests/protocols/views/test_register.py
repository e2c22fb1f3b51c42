from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from audit.actors import job
from governance.kinds import PlainSection
from governance.models import Document
from governance.search import indexing
from protocols.agreement import TermsLine
from protocols.views import register as view
from tests.factories.organisations import make_organisation
from tests.factories.protocols import make_recorded
from tests.once import made_once
from tests.people import make_people
from tests.protocols.views.conftest import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("four")]
LIST = "/register/"
BY = job("import_agreements")


def make_four():
    """In the order of their titles: in force and overdue, not started, ended, without any date."""
    with time_machine.travel(DAY, tick=True):
        people, school = make_people(), make_organisation("HILL", name="Hill Academies", kind="school")
        here = people.organisation
        text = (PlainSection("purpose", "Purpose", "To find children at risk."),)
        make_recorded(here, BY, people.other, title="Adult carers", reference="DEA-0003")
        make_recorded(
            here, BY, school, title="Children", reference="DEA-0001", sections=text,
            terms=TermsLine(date(2027, 1, 1), date(2028, 1, 1), date(2027, 6, 1)), powers=("ca2004_s11",),
        )  # fmt: skip
        make_recorded(
            here, BY, school, title="fuel", reference="DEA-0004",
            terms=TermsLine(date(2020, 1, 1), date(2026, 11, 23), date(2021, 1, 1)),
        )  # fmt: skip
        make_recorded(here, BY, people.other, title="4 nations", reference="DEA-0002", terms=TermsLine())
        indexing.index_due()


four = made_once(make_four)


def listed(response):
    return [entry.reference for entry in response.context["page"].rows]


# ---- what is listed -------------------------------------------------------------------------------


def test_the_register_is_sorted_by_title_and_counted(client):
    response = client.get(LIST)

    assert listed(response) == ["DEA-0002", "DEA-0003", "DEA-0001", "DEA-0004"]
    assertContains(response, "4 agreements")
    assertContains(response, "Not here? You can still share.")
    assertContains(response, "Open Government Licence v3.0")
    assertContains(response, 'aria-current="page">Register</a>')


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=children", ["DEA-0001"]),
        ("q=CHILDREN+risk", ["DEA-0001"]),
        ("q=hill", ["DEA-0001", "DEA-0004"]),
        ("q=dea-0003", ["DEA-0003"]),
        ("party=npt", ["DEA-0002", "DEA-0003"]),
        ("party=Hill+academies", ["DEA-0001", "DEA-0004"]),
        ("kind=school", ["DEA-0001", "DEA-0004"]),
        ("kind=police", []),
        ("power=ca2004_s11", ["DEA-0001"]),
        ("status=not_started", ["DEA-0001"]),
        ("status=in_force", ["DEA-0002", "DEA-0003"]),
        ("status=ended", ["DEA-0004"]),
        ("review=overdue", ["DEA-0003"]),
        ("letter=F", ["DEA-0004"]),
        ("letter=other", ["DEA-0002"]),
        ("kind=school&status=ended", ["DEA-0004"]),
        ("kind=school&party=NPT", []),
        ("sort=title", ["DEA-0002", "DEA-0003", "DEA-0001", "DEA-0004"]),
        ("sort=start", ["DEA-0001", "DEA-0003", "DEA-0004", "DEA-0002"]),
        ("sort=review", ["DEA-0004", "DEA-0003", "DEA-0001", "DEA-0002"]),
        ("sort=reference", ["DEA-0001", "DEA-0002", "DEA-0003", "DEA-0004"]),
        ("unheard=of", ["DEA-0002", "DEA-0003", "DEA-0001", "DEA-0004"]),
    ],
)
def test_each_filter_and_order(client, query, found):
    assert listed(client.get(f"{LIST}?{query}")) == found


def test_a_row_says_who_what_why_and_since_when(client):
    page = client.get(f"{LIST}?party=NPT&letter=A").content.decode()

    row = page.partition('<ul class="sr-results">')[2].partition("</ul>")[0]
    for words in (
        f'href="{reverse("protocols:agreement", args=["DEA-0003"])}">Adult carers</a>',
        "To bring help to households that cannot heat their homes.",
        "Northshire County Council and Northport Trust",
        "Since 1 April 2025",
        ">In force<",
        ">Review overdue<",
    ):
        assert words in row, words


# ---- filters that are in use ----------------------------------------------------------------------


def test_each_filter_can_be_taken_off_and_the_others_stay(client):
    chips = client.get(f"{LIST}?q=i&kind=school&party=HILL&sort=start&letter=C&after=DEA-0003").context[
        "chips"
    ]

    assert [(chip["text"], chip["href"]) for chip in chips] == [
        ("Words in the agreement, or a party’s name: i", "?kind=school&party=HILL&sort=start&letter=C"),
        ("Party: Hill Academies", "?q=i&kind=school&sort=start&letter=C"),
        ("Kind of party: School or college", "?q=i&party=HILL&sort=start&letter=C"),
        ("Letter: C", "?q=i&kind=school&party=HILL&sort=start"),
    ]


def test_letters_and_files_keep_the_filters(client):
    page = client.get(f"{LIST}?kind=school&sort=start").content.decode()

    assert 'href="?kind=school&amp;sort=start&amp;letter=F"' in page
    assert 'href="/register.csv?kind=school&amp;sort=start"' in page
    assert 'href="/register.json?kind=school&amp;sort=start"' in page


def test_a_chosen_letter_is_sent_with_the_form(client):
    assertContains(client.get(f"{LIST}?letter=C"), '<input type="hidden" name="letter" value="C"')
    assertNotContains(client.get(LIST), 'type="hidden"')


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("kind=circus", "There is no such kind of organisation. Choose one from the list."),
        ("power=magic", "This legal power is not known here. Choose one from the list."),
        ("status=asleep", "An agreement is not started, in force or ended. Choose from the list."),
        ("review=never", "Choose when the review is due from the list."),
        ("sort=size", "The list has no such order. Choose one from the list."),
        ("letter=AB", "Titles begin with one letter from A to Z. Choose one above the list."),
        ("party=Nowhere", "No organisation of this register is called that."),
        ("party=north", "Northport Trust (NPT) or Northshire County Council (NCC)"),
        ("party=" + "x" * 301, "No organisation has a name as long as that. Type its code."),
        ("party=%00", "has a sign that cannot be kept"),
        ("q=" + "x" * 201, "Search for fewer words: at most 200 letters."),
        ("q=%00", "has a sign that cannot be kept"),
    ],
)
def test_a_wrong_filter_gets_a_sentence(client, query, sentence):
    response = client.get(f"{LIST}?{query}")

    assert response.status_code == 422
    assertContains(response, sentence, status_code=422)
    assertContains(response, "There is a problem", status_code=422)


def test_filters_that_were_written_before_show_what_is_chosen_now(client):
    assertContains(client.get(LIST), '<option value="nhs">')

    assertContains(client.get(LIST + "?kind=nhs"), '<option value="nhs" selected>')
    assertContains(client.get(LIST + "?kind=dragon"), "There is no such kind", status_code=422)
    assertContains(client.get(LIST), '<option value="nhs">')


# ---- pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("sort", ["title", "start", "review", "reference"])
def test_pages_follow_each_other_and_keep_the_filters(client, monkeypatch, sort):
    monkeypatch.setattr(view, "PAGE", 1)
    whole, where = [], f"{LIST}?sort={sort}"
    while where:
        response = client.get(where)
        whole += listed(response)
        later = response.context["page"].later
        where = f"{LIST}?sort={sort}&after={later.reference}" if later else ""
        assert not later or f'href="?sort={sort}&amp;after={later.reference}"' in response.content.decode()

    monkeypatch.setattr(view, "PAGE", 25)
    assert whole == listed(client.get(f"{LIST}?sort={sort}"))
    back = client.get(f"{LIST}?sort={sort}&before={whole[-1]}")
    assert listed(back) == whole[:-1]


@pytest.mark.parametrize("query", ["after=DEA-9999", "before=%00", "after=" + "x" * 100])
def test_a_page_after_what_is_not_there_is_the_first(client, query):
    assert len(listed(client.get(f"{LIST}?{query}"))) == 4


def test_a_closed_agreement_is_no_place_to_start_from(client):
    """Else its title could be found out by trying."""
    Document.objects.filter(reference="DEA-0003").update(audience="organisation")

    assert listed(client.get(f"{LIST}?after=DEA-0003")) == ["DEA-0002", "DEA-0001", "DEA-0004"]


# ---- nothing there --------------------------------------------------------------------------------


def test_nothing_found_is_not_a_refusal(client):
    response = client.get(f"{LIST}?q=xylophone")

    assert response.status_code == 200
    assertContains(response, "We found no agreement")
    assertContains(response, "That does not mean you cannot share.")
    assertNotContains(response, "not allowed")


# ---- on an organisation's page --------------------------------------------------------------------


def test_an_organisation_shows_the_agreements_that_name_it(client):
    page = client.get("/organisations/HILL/").content.decode()

    assert page.index("Children") < page.index(">fuel<")
    assert "Adult carers" not in page
    assert 'href="/register/?party=HILL">See them in the register' in page
