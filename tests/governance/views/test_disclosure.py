"""What the public sees: the page that decides it, the pages that show it, and the PDF, search and comparison."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from audit.actors import job
from governance.disclosure import to_the_public
from governance.search import indexing
from governance.services import rendition
from governance.services.disclosure import decide_disclosure
from governance.services.documents import start_draft
from governance.services.sections import add_section
from governance.withheld import Withheld
from organisations.services.organisations import add_contact
from tests.canary.crawl import words_of_pdf
from tests.factories.governance import approved, make_published, next_version
from tests.factories.protocols import make_recorded

pytestmark = pytest.mark.django_db
WHY = "Section 31(1)(a)"
SECRET = "Call the information officers."
SENT = {
    "publication": "redacted",
    "reason": WHY,
    "withheld-section-advice": "on",
    "withheld-section-advice-reason": "Section 40",
}


@pytest.fixture
def version(people):
    return make_published(people.organisation, people.officer, people.approver)


@pytest.fixture
def officer(client, people):
    client.force_login(people.officer)
    return client


def url(version, name="disclosure"):
    return reverse(f"governance:{name}", args=[version.document.reference, version.number])


def send(client, version, **more):
    seen = client.get(url(version)).context["form"]["seen"].value()
    return client.post(url(version), {**SENT, "seen": seen, **more})


def withhold(version, people, publication="redacted"):
    parts = [Withheld("section:advice", "Section 40")]
    return decide_disclosure(version, by=people.approver, publication=publication, reason=WHY, withheld=parts)


# ---- deciding -------------------------------------------------------------------------------------


def test_a_part_is_withheld_at_once(officer, people, version):
    answer = send(officer, version)

    version.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, version.get_absolute_url())
    assert {each.part: each.reason for each in to_the_public(version).parts.values()} == {
        "section:advice": "Section 40"
    }
    page = Client().get(version.document.get_absolute_url())
    assertContains(page, "Withheld from the public. Section 40")
    assertNotContains(page, SECRET)


def test_a_part_without_a_reason_of_its_own_has_that_of_the_document(officer, version):
    send(officer, version, **{"withheld-section-advice-reason": ""})

    version.refresh_from_db()
    assert to_the_public(version).parts["section:advice"].reason == WHY


def test_a_refused_decision_keeps_what_was_typed(officer, version):
    answer = send(officer, version, reason="")

    assertContains(answer, "Say why it is not published in full", status_code=422)
    assertContains(answer, 'value="Section 40"', status_code=422)
    version.document.refresh_from_db()
    assert version.document.publication == "full"


def test_nothing_chosen_is_refused(officer, version):
    answer = officer.post(url(version), {"seen": ""})

    assertContains(answer, "Choose what the public reads.", status_code=422)


def test_what_somebody_decided_meanwhile_is_shown_first(officer, people, version):
    seen = officer.get(url(version)).context["form"]["seen"].value()
    withhold(version, people)

    answer = officer.post(url(version), {"publication": "full", "reason": "", "seen": seen})

    assertContains(answer, "Somebody decided this before you", status_code=409)
    version.document.refresh_from_db()
    assert version.document.publication == "redacted"


def test_an_open_document_cannot_be_said_to_be_withheld(officer, version):
    answer = send(officer, version, publication="withheld")

    assert answer.status_code == 422
    version.document.refresh_from_db()
    assert version.document.publication == "full"


@pytest.mark.parametrize(
    ("name", "status"),
    [("officer", 200), ("manager", 200), ("practitioner", 403), ("stranger", 403), ("anonymous", 302)],
)
def test_the_page_is_for_those_who_publish(client, people, version, name, status):
    if name != "anonymous":
        client.force_login(getattr(people, name))

    assert client.get(url(version)).status_code == status
    assert client.put(url(version)).status_code == (302 if name == "anonymous" else 405)


def test_what_is_new_is_asked_about_at_publishing(officer, people, version):
    withhold(version, people)
    draft = start_draft(version.document, by=people.officer)
    add_section(draft, by=people.officer, heading="At night")
    ready = approved(draft, people.officer, people.approver)

    page = officer.get(url(ready, "publish"))
    refused = officer.post(url(ready, "publish"), {"when": "day", "effective_from": "3 April 2030"})

    assertContains(page, "<li>At night</li>", html=True)
    assertContains(refused, "Say that the public may read what is new", status_code=422)
    sent = {"when": "day", "effective_from": "3 April 2030", "confirmed_new": "on"}
    assert officer.post(url(ready, "publish"), sent).status_code == 302


# ---- reading --------------------------------------------------------------------------------------


def test_the_public_is_told_that_why_and_whom_to_ask(client, people, version):
    add_contact(
        people.organisation,
        by=people.administrator,
        purpose="requests",
        name="Requests",
        email="foi@a.example",
    )
    withhold(version, people)

    page = client.get(version.document.get_absolute_url())

    assertContains(page, "Parts of this document are withheld")
    assertContains(page, "is no reason not to share")
    assertContains(page, "mailto:foi@a.example")
    assertContains(page, "Fingerprint of the whole text, also of what is withheld")
    assertContains(page, version.content_sha256)


@pytest.mark.parametrize("name", ["practitioner", "officer", "auditor"])
def test_insiders_read_it_and_are_told_that_the_public_does_not(client, people, version, name):
    withhold(version, people)
    client.force_login(getattr(people, name))

    page = client.get(version.document.get_absolute_url())

    assertContains(page, SECRET)
    assertContains(page, "The public does not read all of this")
    assertContains(page, "Withheld from the public")


def test_insiders_see_what_the_public_sees(officer, people, version):
    withhold(version, people)

    page = officer.get(version.document.get_absolute_url(), {"as": "public"})

    assertContains(page, "This is what the public sees")
    assertNotContains(page, SECRET)


def test_nobody_reads_more_by_asking_as_whom(client, people, version):
    withhold(version, people)

    for wanted in ("public", "officer", "whole", ""):
        page = client.get(version.document.get_absolute_url(), {"as": wanted})

        assertContains(page, "Parts of this document are withheld")
        assertNotContains(page, SECRET)


def test_a_heading_that_is_withheld_leaves_no_trace(client, people, version):
    part = Withheld("section:advice", WHY, hides_heading=True)
    decide_disclosure(version, by=people.approver, publication="redacted", reason=WHY, withheld=[part])

    page = client.get(version.document.get_absolute_url())

    assertContains(page, "A section is withheld")
    assertNotContains(page, "Who can advise you")
    assertNotContains(page, "advice")


def test_of_a_document_that_is_only_known_to_exist_there_is_no_text_and_no_pdf(client, people, version):
    withhold(version, people, "metadata")

    page = client.get(version.document.get_absolute_url())

    assertContains(page, "The text of this document is withheld")
    assertContains(page, version.title)
    assertNotContains(page, "We share when")
    assertNotContains(page, "Our commitment")
    assert client.get(url(version, "version-pdf")).status_code == 404


def test_the_search_finds_what_is_withheld_for_insiders_alone(client, people, version):
    withhold(version, people)
    indexing.index_due()

    def found():
        return client.get("/search/", {"q": "information officers"}).content.decode()

    assert "Who can advise you" not in found()
    client.force_login(people.practitioner)
    assert "Who can advise you" in found()


def test_the_public_and_insiders_have_pdfs_of_their_own(client, people, version):
    version = withhold(version, people)
    rendition.render(version, by=job("render"))
    rendition.render(version, by=job("render"), public=True)

    def words():
        found = words_of_pdf(b"".join(client.get(url(version, "version-pdf")).streaming_content))
        return " ".join(found.split())

    public = words()
    assert "Withheld from the public. Section 40" in public
    assert "of the whole text" in public
    assert SECRET not in public
    client.force_login(people.practitioner)
    assert SECRET in words()


def test_a_comparison_says_that_what_changed_in_the_withheld_is_not_shown(client, people, version):
    later = next_version(
        version.document, people.officer, people.approver, version.effective_from.replace(year=2030)
    )
    withhold(version, people)

    page = client.get(
        reverse("governance:compare", args=[version.document.reference]), {"from": "1.0", "to": later.number}
    )

    assertContains(page, "What changed in them is not shown.")
    assertNotContains(page, SECRET)


def test_what_is_shown_of_one_version_alone_does_not_seem_to_have_come(client, people, version):
    """The older version withholds the part, the newer one shows it: the comparison says nothing of it."""
    later = next_version(
        version.document, people.officer, people.approver, version.effective_from.replace(year=2030)
    )
    withhold(version, people)
    decide_disclosure(
        later,
        by=people.approver,
        publication="redacted",
        reason=WHY,
        withheld=[Withheld("section:commitment", WHY)],
    )

    page = client.get(
        reverse("governance:compare", args=[version.document.reference]), {"from": "1.0", "to": later.number}
    )

    assertContains(page, "What is published of the two versions is the same, word for word.")


# ---- the register ---------------------------------------------------------------------------------


def test_the_register_says_that_something_is_withheld_and_why(client, people):
    agreement = make_recorded(people.organisation, people.officer, people.other)
    parts = [Withheld("section:purpose", WHY), Withheld("rows:parties", WHY)]
    decide_disclosure(agreement, by=people.approver, publication="redacted", reason=WHY, withheld=parts)

    row = client.get("/register.json").json()["results"][0]
    page = client.get(agreement.get_absolute_url())

    assert (row["withheld"], row["purpose"], row["parties"], row["start"]) == (WHY, "", [], "2025-04-01")
    assertContains(page, "Who takes part is withheld from the public.")
    assertNotContains(page, people.other.name)
    assertContains(client.get("/register/"), f"Not everything is published: {WHY}")
    client.force_login(people.stranger)
    assertContains(client.get(agreement.get_absolute_url()), people.other.name)
