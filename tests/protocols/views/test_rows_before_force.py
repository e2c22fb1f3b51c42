"""Who must read an agreement before it is in force reads its rows on the page, not its sections alone."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from governance.services.disclosure import decide_disclosure
from governance.withheld import Withheld
from organisations.services.grants import grant
from protocols.agreement import TermsLine
from protocols.kinds import PROTOCOL
from protocols.services import opening
from protocols.services.recording import draft_agreement
from tests.factories.governance import approved, draft_of, make_document, submitted
from tests.factories.protocols import make_detailed
from tests.protocols.signing.world import make_draft, make_world

pytestmark = pytest.mark.django_db
LIMIT = 12  # as in tests/lists/test_query_counts.py
NEEDED = "To help the ill first."
SAID = (
    "Northport Trust",
    "Illness made worse by cold",
    NEEDED,
    "Northport Trust to Northshire County Council",
    "Monthly",
    "The council’s task under the Act.",
    "Sent through the portal alone.",
    "IA-7",
    "Kept by the recipient for",
    "2 years",
)
STATES = {
    "draft": lambda version, w: version,
    "in_review": lambda version, w: submitted(version, w.officer),
    "approved": lambda version, w: approved(version, w.officer, w.approver),
}


@pytest.fixture
def w():
    return make_world()


@pytest.fixture
def detailed(w):
    agreement = make_detailed(w.other, w.organisation, kind=PROTOCOL)
    return draft_agreement(w.organisation, agreement=agreement, by=w.officer)


@pytest.fixture
def guest(w, detailed):
    grant(w.trust, codename="comment_document", thing=detailed.document, by=w.officer)
    return w.trust


def address(version, name="version"):
    return reverse(f"governance:{name}", args=[version.document.reference, version.number])


def page(client, person, where):
    client.force_login(person)
    return client.get(where)


def text(response):
    """What the page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", ["approver", "trust"])
def test_the_page_of_a_version_tells_its_rows(client, w, detailed, guest, state, who):
    version = STATES[state](detailed, w)

    shown = text(page(client, getattr(w, who), address(version)))

    assert [words for words in SAID if words not in shown] == []


def test_a_party_reads_them_before_it_signs(client, w, detailed):
    version = STATES["approved"](detailed, w)
    opening.open_for_signature(version, by=w.approver)

    shown = text(page(client, w.trust, address(version)))

    assert [words for words in SAID if words not in shown] == []


def test_who_approves_a_first_version_reads_its_rows(client, w, detailed):
    version = submitted(detailed, w.officer)

    shown = text(page(client, w.approver, address(version, "review")))

    assert [words for words in SAID if words not in shown] == []


def test_the_page_of_a_document_that_was_never_published_tells_them_too(client, w, detailed, guest):
    shown = text(page(client, guest, reverse("governance:document", args=[detailed.document.reference])))

    assert [words for words in SAID if words not in shown] == []


def test_the_contents_lead_to_the_rows(client, w, detailed):
    response = page(client, w.officer, address(detailed))

    for key in ("parties", "data_items", "flows", "powers", "bases", "terms", "conditions"):
        assertContains(response, f'id="rows-{key}"', count=1)
        assertContains(response, f'href="#rows-{key}"')


def test_rows_are_tables_whose_cells_say_their_column_on_a_telephone(client, w, detailed):
    response = page(client, w.officer, address(detailed))

    assertContains(response, 'data-label="How often"><div>Monthly</div>')
    assertContains(response, 'data-label="Why it is needed"><div>To help the ill first.</div>')


def test_a_column_in_which_nothing_stands_is_left_out(client, w):
    response = page(client, w.officer, address(make_draft(w)))

    assertNotContains(response, "Why it is needed")
    assertNotContains(response, "Onward use")


def test_rows_in_which_nothing_is_said_are_left_out(client, w):
    agreement = make_detailed(w.other, w.organisation, kind=PROTOCOL, terms=TermsLine())
    version = draft_agreement(w.organisation, agreement=agreement, by=w.officer)

    assertNotContains(page(client, w.officer, address(version)), "rows-terms")


def test_withheld_rows_stay_with_those_who_read_the_whole(client, w, detailed):
    rows = [Withheld(f"rows:{key}", "Section 31") for key in ("data_items", "flows", "conditions")]
    decide_disclosure(detailed, by=w.approver, publication="redacted", reason="Section 31", withheld=rows)

    whole = page(client, w.approver, address(detailed))
    public = page(client, w.approver, f"{address(detailed)}?as=public")

    assertContains(whole, NEEDED)
    assertContains(whole, "Withheld from the public")
    for words in (NEEDED, "Monthly", "Sent through the portal alone.", 'id="rows-flows"'):
        assertNotContains(public, words)
    assertContains(public, "Withheld from the public. Section 31")
    assertContains(public, 'id="rows-parties"')


def test_of_withheld_terms_the_days_are_told_alone(client, w, detailed):
    rows = [Withheld("rows:terms", "Section 31")]
    decide_disclosure(detailed, by=w.approver, publication="redacted", reason="Section 31", withheld=rows)

    whole = page(client, w.approver, address(detailed))
    public = page(client, w.approver, f"{address(detailed)}?as=public")

    assertContains(whole, "data@council.example")
    assertNotContains(public, "data@council.example")
    assertContains(public, "31 March 2027")


def test_a_stranger_finds_nothing(client, w, detailed):
    assert page(client, w.heir, address(detailed)).status_code == 404


@pytest.mark.parametrize("name", ["version", "review"])
def test_a_kind_without_rows_stays_as_it_was(client, w, name):
    version = submitted(draft_of(make_document(w.organisation, w.officer)), w.officer)

    response = page(client, w.approver, address(version, name))

    assertContains(response, "We share when it could help or protect someone.")
    assertNotContains(response, "rows-")


@pytest.mark.parametrize(
    ("name", "who"), [("version", "trust"), ("version", "approver"), ("review", "approver")]
)
def test_the_rows_ask_the_database_no_more(
    client, w, detailed, guest, name, who, django_assert_max_num_queries
):
    version = submitted(detailed, w.officer)
    client.force_login(getattr(w, who))
    client.get("/help/")  # notes in the session when it was used

    with django_assert_max_num_queries(LIMIT):
        client.get(address(version, name))


# ---- where access leads ---------------------------------------------------------------------------


def test_who_may_comment_lands_where_comments_are_within_reach(client, w, detailed, guest):
    client.force_login(guest)

    landed = client.get(detailed.document.get_absolute_url(), follow=True)

    assertContains(landed, "Comments on this version", count=1)
    assertContains(landed, f'href="{address(detailed, "comments")}"')
    assert client.get(address(detailed, "comments")).status_code == 200


def test_a_party_that_signs_is_not_led_to_comments_that_it_may_not_read(client, w, detailed):
    opening.open_for_signature(STATES["approved"](detailed, w), by=w.approver)

    for where in (reverse("governance:document", args=[detailed.document.reference]), address(detailed)):
        assertNotContains(page(client, w.trust, where), "Comments on this version")
        assertContains(page(client, w.officer, where), "Comments on this version")
    assert page(client, w.trust, address(detailed, "comments")).status_code == 403
