"""When an agreement came into this register, and when another one had published it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from pytest_django.asserts import assertContains, assertNotContains

from audit.actors import job
from governance.models import DocumentVersion
from protocols.agreement import Source, TermsLine
from protocols.models import RegisterEntry
from tests.factories.protocols import amend, make_recorded
from tests.protocols.views.test_feed import entries

pytestmark = pytest.mark.django_db
BY = job("import_agreements")
THEN, LATER = (datetime(2019, month, 25, 12, tzinfo=UTC) for month in (2, 5))


@pytest.fixture
def imported(people):
    """Begun in 2018, published elsewhere in 2019, recorded here today, after an agreement of this January."""
    with time_machine.travel(datetime(2026, 1, 10, 12, tzinfo=UTC)):
        make_recorded(people.organisation, BY, people.other, title="Water")
    terms = TermsLine(datetime(2018, 12, 1, tzinfo=UTC).date())
    source = Source("National register", "dea:0003", "https://national.example/3")
    fields = {"reference": "DEA-0003", "terms": terms, "source": source}
    return make_recorded(people.organisation, BY, people.other, published_at=THEN, **fields)


def test_the_feed_tells_first_what_came_in_last_and_when_it_was_published_elsewhere(client, imported):
    newest, before = entries(client)

    assert newest["title"].startswith("DEA-0003")
    assert newest["updated"][:10] == "2026-11-24"
    assert newest["summary"].endswith(
        "<p>Published on 25 February 2019. Recorded from: National register.</p>"
    )
    assert before["updated"][:10] == "2026-01-10"


def test_the_page_says_when_it_was_published_and_since_when_it_stands_here(client, imported):
    response = client.get("/register/DEA-0003/")

    assertContains(
        response, "published elsewhere on 25 February 2019, in this register since 24 November 2026"
    )
    assertContains(response, "Published on 25 February 2019. In this register since 24 November 2026.")
    assertNotContains(response, "register from")


def test_an_amendment_is_told_alike(client, people, imported):
    terms = TermsLine(datetime(2018, 12, 1, tzinfo=UTC).date())
    amend(imported, BY, people.other, title="Warmer homes", published_at=LATER, terms=terms)

    response = client.get("/register/DEA-0003/")
    assertContains(response, "published elsewhere on 25 May 2019, in this register since 24 November 2026")
    older = client.get("/register/DEA-0003/versions/1.0/")
    assertContains(older, "Another version took its place on 25 May 2019.")
    assertNotContains(older, "It stood in the register")


def test_what_was_published_here_has_one_day(client, people, imported):
    response = client.get("/register/NCC-DDA-0001/")

    assertContains(response, "in this register since 10 January 2026")
    assertNotContains(response, "elsewhere")


def test_writing_the_register_anew_gives_the_same(client, people, imported, capsys):
    from django.core.management import call_command

    amend(imported, BY, people.other, title="Warmer homes", published_at=LATER)
    before = list(RegisterEntry.objects.order_by("pk").values())
    RegisterEntry.objects.update(entered_at=THEN)

    with time_machine.travel(datetime(2026, 12, 24, 12, tzinfo=UTC)):
        call_command("rebuild_register")

    assert list(RegisterEntry.objects.order_by("pk").values()) == before
    assert len(before) == DocumentVersion.objects.count() == 3
    assert capsys.readouterr().out == "Written anew: 2 agreements.\n"


def test_an_amendment_without_a_difference_says_why_it_was_made(client, people, imported):
    same = {"terms": TermsLine(datetime(2018, 12, 1, tzinfo=UTC).date()), "published_at": LATER}
    amend(imported, BY, people.other, change_summary="legal-power-disclosure changed.", **same)

    response = client.get("/register/DEA-0003/changes/")

    assertContains(response, "Nothing differs")
    assertContains(response, "legal-power-disclosure changed.")
    assert "<p>legal-power-disclosure changed.</p>" in entries(client)[0]["summary"]
    backwards = client.get("/register/DEA-0003/changes/?older=1.1&newer=1.0")
    assertNotContains(backwards, "legal-power-disclosure changed.")


def test_each_address_of_mail_is_a_link(client, people):
    terms = TermsLine(contact="one@a.example;two@b.example ; three@c.example")
    make_recorded(people.organisation, BY, people.other, reference="DEA-0037", terms=terms)

    page = client.get("/register/DEA-0037/").content.decode()

    assert [name for name in ("one@a", "two@b", "three@c") if f'href="mailto:{name}.example"' in page] == [
        "one@a", "two@b", "three@c",
    ]  # fmt: skip
