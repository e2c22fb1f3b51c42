import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from governance.models import Document, DocumentVersion
from governance.services import documents, review, sections
from tests.factories.governance import draft_of, make_document, make_published, submitted
from tests.races import meanwhile

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(people):
    return draft_of(make_document(people.organisation, people.officer))


def url(name, version, *more):
    return reverse(f"governance:{name}", args=[version.document.reference, version.number, *more])


def test_draft_lists_sections_with_their_states(client, people, version):
    section = version.sections.get(key="advice")
    sections.save_section(section, by=people.officer, body="", base=section.lock)
    sections.keep_draft(version.sections.get(key="commitment"), people.officer, "Half", 1)
    client.force_login(people.officer)

    answer = client.get(url("draft", version))

    rows = [(row.section.key, row.state, row.is_unsaved) for row in answer.context["rows"]]
    assert rows == [("commitment", "Completed", True), ("advice", "Empty", False)]


def test_text_that_equals_the_saved_one_is_not_called_unsaved(client, people, version):
    section = version.sections.first()
    sections.keep_draft(section, people.officer, section.body, section.lock)
    client.force_login(people.officer)

    assert [row.is_unsaved for row in client.get(url("draft", version)).context["rows"]] == [False, False]


def test_draft_names_what_changed_since_the_version_before(client, people):
    document = make_published(people.organisation, people.officer, people.approver).document
    version = documents.start_draft(document, by=people.officer)
    section = version.sections.first()
    sections.save_section(section, by=people.officer, body="Other words.", base=section.lock)
    sections.add_section(version, by=people.officer, heading="More")
    client.force_login(people.officer)

    rows = client.get(url("draft", version)).context["rows"]

    assert [row.state for row in rows] == ["Changed since 1.0", "Completed", "Empty"]


def test_draft_shows_why_it_came_back(client, people, version):
    review.send_back(submitted(version, people.officer), by=people.manager, reason="Name who <b>advises</b>.")
    client.force_login(people.officer)

    page = client.get(url("draft", version)).content.decode()

    assert "Manager asked for changes" in page
    assert "Name who &lt;b&gt;advises&lt;/b&gt;." in page


def test_draft_scores_the_text_and_gives_sources(client, people, version):
    client.force_login(people.officer)

    answer = client.get(url("draft", version))

    score = answer.context["score"]
    assert 0 < score.done < score.total
    assert score.missing[0].result.check.source in answer.content.decode().replace("&amp;", "&")
    assert reverse("governance:submit", args=[version.document.reference, "1.0"]) in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "status"),
    [("officer", 200), ("manager", 403), ("practitioner", 404), ("stranger", 404), ("anonymous", 302)],
)
@pytest.mark.parametrize("page", ["draft", "details", "section-add", "submit", "give-up"])
def test_the_author_pages_are_for_those_who_draft(client, people, version, page, name, status):
    if name != "anonymous":
        client.force_login(getattr(people, name))

    assert client.get(url(page, version)).status_code == status


def test_draft_takes_no_other_method(client, people, version):
    client.force_login(people.officer)

    assert client.post(url("draft", version)).status_code == 405
    assert client.delete(url("details", version)).status_code == 405


def test_draft_of_a_frozen_version_leads_to_the_version(client, people, version):
    submitted(version, people.officer)
    client.force_login(people.officer)

    assert client.get(url("draft", version)).url == version.get_absolute_url()


@pytest.mark.parametrize("more", [1, 3])
def test_draft_asks_as_often_for_few_sections_as_for_many(
    client, people, version, more, django_assert_num_queries
):
    for number in range(more):
        sections.add_section(version, by=people.officer, heading=f"Own {number}")
    client.force_login(people.officer)
    client.get(url("draft", version))

    with django_assert_num_queries(9):
        client.get(url("draft", version))


# ---- details --------------------------------------------------------------------------------------


def details(version, **fields):
    return {"title": "New title", "marking": "official", "handling": "", "lock": version.lock, **fields}


def test_details_are_saved(client, people, version):
    client.force_login(people.officer)

    answer = client.post(url("details", version), details(version, handling="Staff only"))

    version.refresh_from_db()
    assert answer.url == url("draft", version)
    assert (version.title, version.marking, version.handling) == ("New title", "official", "Staff only")


def test_details_sent_twice_are_no_conflict(client, people, version):
    client.force_login(people.officer)
    client.post(url("details", version), details(version))

    assert client.post(url("details", version), details(version)).status_code == 302


def test_stale_details_are_refused_and_kept(client, people, version):
    documents.change_version(version, by=people.approver, lock=1, title="Theirs", marking="", handling="")
    client.force_login(people.officer)

    answer = client.post(url("details", version), details(version, title="Mine", lock=1))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody changed these details before you" in page
    assert 'value="Mine"' in page
    assert "Theirs" in page
    assert client.post(url("details", version), details(version, title="Mine", lock=2)).status_code == 302


def test_details_of_a_frozen_version_cannot_be_changed(client, people, version):
    submitted(version, people.officer)
    client.force_login(people.officer)

    answer = client.post(url("details", version), details(version))

    version.refresh_from_db()
    assert (answer.status_code, version.title) == (409, "Code of Practice")
    assert "In review" in answer.content.decode()


# ---- the next draft -------------------------------------------------------------------------------


def test_new_draft_starts_from_any_version(client, people):
    first = make_published(people.organisation, people.officer, people.approver)
    client.force_login(people.officer)
    address = reverse("governance:draft-new", args=[first.document.reference])

    page = client.get(f"{address}?from=1.0")
    answer = client.post(address, {"based_on": first.pk, "edition": "yes"})

    made = DocumentVersion.objects.get(state="draft")
    assert page.status_code == 200
    assert (answer.url, made.number, made.based_on) == (url("draft", made), "2.0", first)


def test_new_draft_is_refused_while_another_is_open(client, people, version):
    client.force_login(people.officer)
    address = reverse("governance:draft-new", args=[version.document.reference])

    answer = client.post(address, {"based_on": version.pk, "edition": "no"})

    assert answer.status_code == 409
    assert "There is a draft already" in answer.content.decode()
    assert version.document.versions.count() == 1


def test_new_draft_does_not_start_from_another_document(client, people):
    mine = make_published(people.organisation, people.officer, people.approver)
    other = make_published(people.organisation, people.officer, people.approver, title="Other")
    client.force_login(people.officer)

    answer = client.post(
        reverse("governance:draft-new", args=[mine.document.reference]),
        {"based_on": other.pk, "edition": "no"},
    )

    assert answer.status_code == 422
    assert mine.document.versions.count() == 1


def test_readers_of_a_published_document_start_no_draft(client, people):
    version = make_published(people.organisation, people.officer, people.approver)
    client.force_login(people.practitioner)

    answer = client.get(reverse("governance:draft-new", args=[version.document.reference]))

    assert answer.status_code == 403


# ---- giving up ------------------------------------------------------------------------------------


def test_give_up_needs_a_reason_and_keeps_the_text(client, people, version):
    client.force_login(people.officer)

    refused = client.post(url("give-up", version), {"reason": " "})
    answer = client.post(url("give-up", version), {"reason": "Started twice"})
    again = client.post(url("give-up", version), {"reason": "Started twice"})

    version.refresh_from_db()
    assert refused.status_code == 422
    assert "Say why this draft is not needed" in refused.content.decode()
    assert answer.url == reverse("governance:history", args=[version.document.reference])
    assert (version.state, version.withdrawal_reason, again.status_code) == (
        "withdrawn",
        "Started twice",
        302,
    )


# ---- a new document -------------------------------------------------------------------------------


def started(client, **fields):
    form = client.get(reverse("governance:document-new")).context["form"]
    sent = {
        "organisation": form.fields["organisation"].initial or "",
        "kind": "code_of_practice",
        "title": "Our Code",
        "language": form["language"].value(),
        "start": "whole",
        "once": form["once"].value(),
        **fields,
    }
    return sent, client.post(reverse("governance:document-new"), sent)


def test_document_starts_from_the_starting_text(client, people):
    client.force_login(people.officer)

    _sent, answer = started(client)

    document = Document.objects.get()
    version = document.versions.get()
    assert (document.title, document.organisation) == ("Our Code", people.organisation)
    assert answer.url == url("draft", version)
    assert all(section.body for section in version.sections.all())


def test_document_can_start_from_headings(client, people):
    client.force_login(people.officer)

    started(client, start="headings")

    assert {s.body for s in DocumentVersion.objects.get().sections.all()} == {""}


def test_document_sent_twice_is_made_once(client, people):
    client.force_login(people.officer)
    sent, first = started(client)

    second = client.post(reverse("governance:document-new"), sent)

    assert (second.url, Document.objects.count()) == (first.url, 1)


def test_document_for_another_organisation_is_refused(client, people):
    client.force_login(people.officer)

    _sent, answer = started(client, organisation=str(people.other.pk))

    assert (answer.status_code, Document.objects.count()) == (422, 0)


@pytest.mark.parametrize("name", ["manager", "practitioner", "auditor", "administrator"])
def test_only_officers_start_documents(client, people, name):
    client.force_login(getattr(people, name))

    answer = client.get(reverse("governance:document-new"))

    assert answer.status_code == 403


def test_nothing_is_chosen_beforehand_for_the_next_draft(client, people):
    version = make_published(people.organisation, people.officer, people.approver)
    client.force_login(people.officer)

    page = client.get(reverse("governance:draft-new", args=[version.document.reference]) + "?from=1.0")

    assertNotContains(page, "checked")
    assertContains(page, "You came from version 1.0.")


def test_two_who_start_the_next_draft_at_once(client, people):
    version = make_published(people.organisation, people.officer, people.approver)
    client.force_login(people.officer)
    sent = {"based_on": str(version.pk), "edition": "no"}

    with meanwhile(lambda: documents.start_draft(version.document, by=people.approver)):
        answer = client.post(reverse("governance:draft-new", args=[version.document.reference]), sent)

    assertContains(answer, "1.1", status_code=409)
    assert version.document.versions.count() == 2


def test_document_sent_twice_under_another_title_says_what_it_is_called(client, people):
    client.force_login(people.officer)
    sent, _first = started(client)

    again = client.post(reverse("governance:document-new"), {**sent, "title": "A <better> Code"})

    assertContains(again, "This document was started already", status_code=409)
    assertContains(again, "A &lt;better&gt; Code", status_code=409)
    assertContains(again, url("details", DocumentVersion.objects.get()), status_code=409)
    assert [document.title for document in Document.objects.all()] == ["Our Code"]


def test_a_new_document_is_in_english_unless_another_language_is_chosen(client, people):
    client.force_login(people.officer)

    english, _answer = started(client)
    started(client, title="Ein Cod", language="cy", start="headings")

    assert english["language"] == "en-gb"
    assert {(each.title, each.language) for each in Document.objects.all()} == {
        ("Our Code", "en-gb"),
        ("Ein Cod", "cy"),
    }
    welsh = DocumentVersion.objects.get(document__title="Ein Cod")
    assert (welsh.language, {section.body for section in welsh.sections.all()}) == ("cy", {""})


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"language": "cy"}, "Our starting text is in English only."),
        ({"language": "pl"}, "Choose one of the options for “Language”."),
        ({"language": ""}, "Choose the language that it is written in."),
    ],
)
def test_a_language_that_does_not_fit_is_refused_with_what_was_typed(client, people, fields, sentence):
    client.force_login(people.officer)

    sent, answer = started(client, **fields)

    assertContains(answer, sentence, status_code=422)
    assertContains(answer, f'value="{sent["title"]}"', status_code=422)
    assert not Document.objects.exists()


def test_the_same_form_in_another_language_is_not_the_same_document(client, people):
    client.force_login(people.officer)
    sent, _first = started(client, start="headings")

    again = client.post(reverse("governance:document-new"), {**sent, "language": "cy"})

    assertContains(again, "This document was started already", status_code=409)
    assert [document.language for document in Document.objects.all()] == ["en-gb"]
