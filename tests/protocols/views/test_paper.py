"""An agreement that was signed on paper is recorded, and nowhere taken for one that was signed here."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from audit.models import Event
from governance.models import Document
from governance.services.documents import start_draft
from protocols.kinds import PROTOCOL
from protocols.models import Protocol, RegisterEntry, Terms
from protocols.origin import origin
from tests.factories.pdfs import make_pdf

pytestmark = pytest.mark.django_db
PAGE = "/protocols/new/signed-elsewhere/"
WORDS = "Recorded from paper, not signed here"
PDF = make_pdf("Signed")


@pytest.fixture
def officer(client, people):
    client.force_login(people.officer)
    return client


def sent(officer, scan=PDF, name="signed.pdf", **typed):
    form = officer.get(PAGE).context["form"]
    values = {field: form[field].value() for field in form.fields if field != "scan"}
    values |= {
        "kind": PROTOCOL.key, "title": "Lost property", "purpose": "To give back what was lost.",
        "party-0": "NCC", "name-0": "Ann Other", "post-0": "Chief executive", "on-0": "20 March 2024",
        "party-1": "Northport Trust", "name-1": "Bea Booth", "direction-1": "recipient",
        "starts_on": "1 April 2024", "review_on": "1 April 2025", "original": "Legal Services, box 14",
        "audience": "anyone",
    }  # fmt: skip
    values |= {key.replace("__", "-"): value for key, value in typed.items()}
    files = {"scan": SimpleUploadedFile(name, scan)} if scan else {}
    return {key: value for key, value in values.items() if value is not None} | files


def recorded():
    return Document.objects.get().versions.get()


def test_it_is_in_force_by_its_dates_with_its_scan_and_who_signed(officer, people):
    response = officer.post(PAGE, sent(officer))

    version = recorded()
    assertRedirects(response, version.document.get_absolute_url())
    assert (version.state, version.is_from_outside, str(version.effective_from)) == (
        "published",
        True,
        "2024-04-01",
    )
    assert list(version.parties.values_list("name", "direction", "organisation__code")) == [
        ("Northshire County Council", "both", "NCC"),
        ("Northport Trust", "recipient", "NPT"),
    ]
    assert Terms.objects.get(version=version).signatures == [
        {
            "party": "Northshire County Council", "name": "Ann Other", "post": "Chief executive", "on": "2024-03-20",
        },
        {"party": "Northport Trust", "name": "Bea Booth", "post": "", "on": ""},
    ]  # fmt: skip
    assert version.document.signed_original == "Legal Services, box 14"
    assert [(file.type, file.label) for file in version.attachments.all()] == [
        ("pdf", "Scan of the signed agreement")
    ]
    event = next(
        e for e in Event.objects.for_target(version.document) if e.verb == "agreement.recorded_from_paper"
    )
    assert event.facts["signatures"] == 2


def test_everywhere_it_says_that_it_comes_from_paper(officer, client, people):
    officer.post(PAGE, sent(officer))
    document = Document.objects.get()

    for address in (
        document.get_absolute_url(),
        reverse("protocols:agreement-version", args=[document.reference, "1.0"]),
        reverse("protocols:register"),
    ):
        assertContains(client.get(address), WORDS)
    between = reverse("protocols:agreement-between", args=[document.reference])
    page = client.get(between, {"giver": people.organisation.pk, "taker": people.other.pk})
    assertContains(page, f"Version 1.0 has held between them since 1 April 2024. {WORDS}.")
    assertContains(page, "from paper")
    assert ("Recorded from", "Paper, not signed here") in [
        (str(a), str(b)) for a, b in origin(document, is_open=True)
    ]
    assert RegisterEntry.objects.get().is_from_paper


def test_the_public_sees_neither_the_scan_nor_who_signed(officer, client, people):
    officer.post(PAGE, sent(officer))
    document = Document.objects.get()
    scan = reverse("governance:attachment", args=[document.reference, "1.0", 1])

    assertContains(officer.get(document.get_absolute_url()), "Ann Other")
    assert officer.get(scan).status_code == 200
    client.logout()
    assertNotContains(client.get(document.get_absolute_url()), "Ann Other")
    assertContains(client.get(document.get_absolute_url()), "It shows who signed by hand.")
    assert client.get(scan).status_code == 404


def test_a_closed_one_is_for_its_parties_alone(officer, client):
    officer.post(PAGE, sent(officer, audience="organisation"))
    where = Document.objects.get().get_absolute_url()
    assertContains(officer.get(where), "Ann Other")

    client.logout()

    assert client.get(where).status_code == 404


def test_sent_twice_it_is_recorded_once(officer):
    data = sent(officer)
    again = {**data, "scan": SimpleUploadedFile("signed.pdf", PDF)}

    assert [officer.post(PAGE, each).status_code for each in (data, again)] == [302, 302]
    assert Document.objects.count() == 1


def test_one_more_row_keeps_what_was_typed(officer):
    response = officer.post(PAGE, sent(officer, scan=None, more="1", title="As typed"))

    assert len(response.context["form"].signed) == 3
    assertContains(response, 'value="As typed"')
    assertContains(response, 'value="Ann Other"')
    assert not response.context["form"].errors


def test_several_who_signed_for_one_party_and_a_body_that_is_not_here(officer):
    officer.post(
        PAGE,
        sent(
            officer, count="3", party__1="The Almshouse Charity", party__2="Northshire County Council",
            name__2="Cy Clerk", direction__2="both",
        ),
    )  # fmt: skip

    version = recorded()
    assert list(version.parties.values_list("name", "organisation__code")) == [
        ("Northshire County Council", "NCC"),
        ("The Almshouse Charity", None),
    ]
    signed = [(each["party"], each["name"]) for each in version.terms.signatures]
    assert signed[2] == ("Northshire County Council", "Cy Clerk")


def test_one_row_is_enough(officer):
    assert officer.post(PAGE, sent(officer, count="1")).status_code == 302
    assert [party.name for party in recorded().parties.all()] == ["Northshire County Council"]


TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"starts_on": TOMORROW}, "Enter today or an earlier day"),
        ({"ends_on": "1 March 2024"}, "The end date must not be before the start date."),
        ({"review_on": "1 March 2024"}, "The review must not be before the start date."),
        ({"name__1": ""}, "Write who signed for it, as the paper states."),
        ({"party__0": ""}, "Name the organisation."),
        ({"on__0": TOMORROW}, "A signature cannot be of a day to come."),
        ({"on__0": "the other day"}, "Enter a day such as 3 April 2026"),
        ({"original": ""}, "Say where the paper is kept."),
        ({"scan": None}, "Choose the scan of the signed paper."),
        ({"name": "signed.txt", "scan": b"words"}, "Choose the scan as a PDF."),
        ({"name": "signed.pdf", "scan": b"<html><script>"}, "web page"),
        (
            {"party__0": "", "name__0": "", "post__0": "", "on__0": "", "party__1": "", "name__1": ""},
            "Name at least one party and who signed for it.",
        ),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_typed_is_lost(officer, typed, sentence):
    response = officer.post(PAGE, sent(officer, **typed))

    assertContains(response, sentence, status_code=422)
    assertContains(response, 'value="Lost property"', status_code=422)
    assert not Document.objects.exists()
    assert not Protocol.objects.exists()


@pytest.mark.parametrize("count", ["", "x", "-3", "99999999999"])
def test_a_count_of_rows_that_is_none_does_no_harm(officer, count):
    assert officer.post(PAGE, sent(officer, scan=None, count=count)).status_code == 422


def test_the_next_version_does_not_take_the_signatures_over(officer, people):
    officer.post(PAGE, sent(officer))

    draft = start_draft(Document.objects.get(), by=people.officer)

    assert draft.terms.signatures == []
    assert "signatures" not in {key for key, rows in draft.text().rows.items() if rows}
