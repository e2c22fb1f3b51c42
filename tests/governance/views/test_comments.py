"""The pages of comments: beside the editor, on their own, in the lists."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from governance.models import Comment, CommentThread, SectionDraft
from governance.services import comments, sections
from organisations.services.grants import grant
from tests.factories.governance import published, submitted
from tests.governance.views.section_pages import draft_url, typed, url

pytestmark = pytest.mark.django_db


def on(section):
    return url("section-comments", section)


def new(text="Is it so?", audience="organisation", **more):
    return {"comment": "new", "new-text": text, "new-audience": audience, **more}


@pytest.fixture
def thread(people, section):
    return comments.comment(section, by=people.manager, text="Is it so?", audience="organisation").thread


# ---- on its own page ------------------------------------------------------------------------------


def test_a_manager_comments_on_a_section_that_he_does_not_write(client, people, section):
    client.force_login(people.manager)

    page = client.post(on(section), new(), follow=True)

    assertContains(page, "Your comment is added.")
    assertContains(page, "Is it so?")
    assertContains(page, section.body)
    assert Comment.objects.get().author == people.manager


def test_an_empty_comment_is_refused_with_its_choice_kept(client, people, section):
    client.force_login(people.manager)

    page = client.post(on(section), new(" ", "parties"))

    assertContains(page, "Write your comment.", status_code=422)
    assert page.context["talks"].new["audience"].value() == "parties"
    assert CommentThread.objects.count() == 0


def test_a_refused_answer_stands_in_its_own_box(client, people, section, thread):
    client.force_login(people.officer)

    page = client.post(on(section), {"comment": f"reply-{thread.pk}", f"reply-{thread.pk}-text": "x" * 4001})

    assertContains(page, "4,000 characters", status_code=422)
    assertContains(page, "x" * 4001, status_code=422)


@pytest.mark.parametrize(
    ("button", "verb"), [("resolve", "The comment is resolved."), ("reply", "Your answer is added.")]
)
def test_a_thread_is_answered_and_resolved(client, people, section, thread, button, verb):
    client.force_login(people.officer)

    sent = {"comment": f"{button}-{thread.pk}", f"reply-{thread.pk}-text": "It is."}
    page = client.post(on(section), sent, follow=True)

    assertContains(page, verb)


def test_an_author_changes_and_removes(client, people, section, thread):
    client.force_login(people.manager)
    made = thread.comments.get()

    client.post(on(section), {"comment": f"change-{made.pk}", f"change-{made.pk}-text": "Is it?"})
    made.refresh_from_db()
    page = client.post(on(section), {"comment": f"remove-{made.pk}"}, follow=True)

    assert made.text == "Is it?"
    assertContains(page, "Removed by its author")
    assertNotContains(page, "Is it?")


@pytest.mark.parametrize("button", ["resolve", "reopen", "reply", "change", "remove"])
def test_what_another_organisation_said_is_not_there(client, people, section, thread, button):
    grant(people.stranger, by=people.officer, codename="comment_document", thing=section.version.document)
    client.force_login(people.stranger)
    key = thread.comments.get().pk if button in ("change", "remove") else thread.pk

    answer = client.post(on(section), {"comment": f"{button}-{key}", f"{button}-{key}-text": "Mine now"})

    assert answer.status_code == 404
    assertNotContains(client.get(on(section)), "Is it so?")
    assertNotContains(client.get(reverse("governance:comments", args=where(section))), "Is it so?")


def where(section):
    return [section.version.document.reference, section.version.number]


def test_a_partner_who_reads_along_sees_no_box(client, people, section, thread):
    grant(people.stranger, by=people.officer, codename="read_drafts", thing=section.version.document)
    client.force_login(people.stranger)

    assert client.get(on(section)).context["talks"].new is None
    assert client.post(on(section), new()).status_code == 403


@pytest.mark.parametrize("button", ["", "nothing", "resolve-", "resolve-1", "change-x"])
def test_a_button_that_there_is_not_is_not_there(client, people, section, button):
    client.force_login(people.officer)

    assert client.post(on(section), {"comment": button}).status_code == 404


def test_a_comment_on_what_was_published_meanwhile_is_given_back(client, people, section):
    published(section.version, people.officer, people.approver)
    client.force_login(people.manager)

    page = client.post(on(section), new("Words that took a while"))

    assertContains(page, "Nobody is working on this document", status_code=409)
    assertContains(page, "Words that took a while", status_code=409)


def test_a_comment_on_a_section_that_was_removed_meanwhile_is_given_back(client, people, section):
    sections.remove_section(section, by=people.officer)
    client.force_login(people.manager)

    assertContains(client.post(on(section), new("Words that took a while")), "took a while", status_code=409)
    assert client.get(on(section)).status_code == 404


def test_what_was_said_about_a_removed_section_can_be_read_and_resolved(client, people, section, thread):
    sections.remove_section(section, by=people.officer)
    client.force_login(people.officer)

    assertContains(client.get(reverse("governance:comments", args=where(section))), "Is it so?")
    page = client.post(on(section), {"comment": f"resolve-{thread.pk}"}, follow=True)
    assertContains(page, "does not have this section any more")
    assertContains(page, "The comment is resolved.")


def test_markup_in_a_comment_is_text(client, people, section):
    comments.comment(section, by=people.manager, text="<script>alert(1)</script>", audience="organisation")
    client.force_login(people.officer)

    for page in (
        on(section),
        url("section-edit", section),
        reverse("governance:comments", args=where(section)),
    ):
        assertNotContains(client.get(page), "<script>alert(1)")


# ---- beside the editor ----------------------------------------------------------------------------


def test_a_comment_beside_the_editor_keeps_the_text_that_is_being_written(officer, people, section):
    page = officer.post(
        url("section-edit", section), typed(section, body="Half a sentence", **new()), follow=True
    )

    assert SectionDraft.objects.get(person=people.officer).text == "Half a sentence"
    assert page.context["form"]["body"].value() == "Half a sentence"
    assertContains(page, "Is it so?")


def test_a_refused_comment_beside_the_editor_keeps_both_texts(officer, section):
    page = officer.post(url("section-edit", section), typed(section, body="Half", **new("y" * 4001)))

    assert (page.status_code, page.context["form"]["body"].value()) == (422, "Half")
    assertContains(page, "y" * 4001, status_code=422)


def test_a_heading_that_is_being_written_is_kept_too(officer, people, section):
    own = sections.add_section(section.version, by=people.officer, heading="Winter shelter")

    page = officer.post(
        url("section-edit", own), {"heading": "Summer", "body": "", "base": 1, **new()}, follow=True
    )

    assert page.context["form"]["heading"].value() == "Summer"


def test_a_text_too_long_to_be_kept_stays_in_the_page(officer, section):
    page = officer.post(url("section-edit", section), typed(section, body="z" * 200_001, **new()))

    assertContains(page, "z" * 200_001)
    assert (Comment.objects.count(), SectionDraft.objects.count()) == (1, 0)


def test_a_comment_beside_an_editor_whose_version_went_to_review_is_added(officer, people, section):
    submitted(section.version, people.officer)

    page = officer.post(
        url("section-edit", section), typed(section, body="Half a sentence", **new()), follow=True
    )

    assertContains(page, "Half a sentence", status_code=409)
    assert Comment.objects.count() == 1


# ---- lists ----------------------------------------------------------------------------------------


def test_the_draft_counts_open_comments_by_section(officer, people, section, thread):
    comments.resolve(
        comments.comment(section, by=people.manager, text="Done", audience="parties").thread,
        by=people.manager,
    )

    rows = officer.get(draft_url(section)).context["rows"]

    assert [(row.section.key, row.comments) for row in rows] == [("commitment", 1), ("advice", 0)]


def test_who_approves_reads_the_comments(client, people, section, thread):
    submitted(section.version, people.officer)
    client.force_login(people.approver)

    page = client.get(reverse("governance:review", args=where(section)))

    assertContains(page, "Is it so?")
    assert page.context["comments"].open == 1


def test_comments_wait_in_the_list_of_work(officer, section, thread):
    lists = {each.key: each for each in officer.get("/work/").context["work"].lists}

    [item] = lists["comments"].items
    assert (item.text, item.href) == ("Our commitment", f"{on(section)}#thread-{thread.pk}")
    assert item.why.startswith("Manager wrote today.")


# ---- who else is there ----------------------------------------------------------------------------


def test_whoever_opens_a_section_is_told_who_else_is_in_it(client, people, section):
    client.force_login(people.approver)
    client.get(url("section-edit", section))
    client.force_login(people.officer)

    assertContains(
        client.get(url("section-edit", section)), "Approver has this section open, last active just now"
    )
    assertContains(client.get(draft_url(section)), "Approver has it open, just now")


def test_autosave_is_a_sign_of_presence(client, people, section):
    client.force_login(people.approver)
    client.post(url("section-autosave", section), typed(section))
    client.force_login(people.officer)

    assertContains(client.get(url("section-edit", section)), "Approver has this section open")


def test_who_saved_and_went_on_is_not_there(client, people, section):
    client.force_login(people.approver)
    client.post(url("section-edit", section), typed(section, next="1"))
    client.force_login(people.officer)

    assertNotContains(client.get(url("section-edit", section)), "Approver has this section open")
