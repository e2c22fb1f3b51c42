import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from audit.models import Event
from governance.services import documents, review, sections
from organisations.models import Membership
from organisations.services.grants import grant
from organisations.services.organisations import waive_four_eyes
from organisations.services.people import end_membership
from tests.factories.governance import (
    approved,
    draft_of,
    make_document,
    make_published,
    submitted,
)
from tests.factories.organisations import make_person
from tests.races import meanwhile

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def version(people):
    return draft_of(make_document(people.organisation, people.officer))


@pytest.fixture
def sent(people, version):
    return submitted(version, people.officer)


def url(name, version):
    return reverse(f"governance:{name}", args=[version.document.reference, version.number])


# ---- submitting -----------------------------------------------------------------------------------


def test_submit_freezes_and_says_so(client, people, version):
    client.force_login(people.officer)

    answer = client.post(url("submit", version), {"change_summary": "First edition", "grade": "material"})

    version.refresh_from_db()
    assert (answer.url, version.state, version.change_summary) == (
        version.get_absolute_url(),
        "in_review",
        "First edition",
    )


def test_submit_without_a_summary_keeps_the_grade(client, people, version):
    client.force_login(people.officer)

    answer = client.post(url("submit", version), {"change_summary": " ", "grade": "editorial"})

    page = answer.content.decode()
    version.refresh_from_db()
    assert (answer.status_code, version.state) == (422, "draft")
    assert "Say what changed and why." in page
    assert 'value="editorial"' in page.partition("checked")[0].rpartition("<input")[2]


def test_submit_tells_of_unsaved_text_and_of_who_approves(client, people, version):
    sections.keep_draft(version.sections.first(), people.officer, "Half", 1)
    client.force_login(people.officer)

    answer = client.get(url("submit", version))

    assert answer.context["unsaved"] == ["Our commitment"]
    assert answer.context["approvers"] == [people.approver, people.manager]


def test_submit_sent_twice_is_one_act(client, people, version):
    client.force_login(people.officer)
    words = {"change_summary": "First edition", "grade": "material"}
    client.post(url("submit", version), words)

    again = client.post(url("submit", version), words)

    assert (again.status_code, Event.objects.filter(verb="version.submitted").count()) == (302, 1)


def test_submit_of_what_another_sent_says_where_it_stands(client, people, sent):
    client.force_login(people.approver)

    answer = client.post(url("submit", sent), {"change_summary": "Again", "grade": "material"})

    assert answer.status_code == 409
    assert "Officer sent it for review" in answer.content.decode()


def test_an_empty_document_is_not_sent(client, people):
    document = make_document(people.organisation, people.officer)
    version = draft_of(document)
    for section in version.sections.all():
        sections.save_section(section, by=people.officer, body="", base=section.lock)
    client.force_login(people.officer)

    answer = client.post(url("submit", version), {"change_summary": "Nothing", "grade": "material"})

    assert answer.status_code == 422
    assert "Every section is empty" in answer.content.decode()


# ---- taking back ----------------------------------------------------------------------------------


def test_recall_needs_a_reason_and_opens_the_draft(client, people, sent):
    client.force_login(people.officer)

    refused = client.post(url("recall", sent), {"reason": ""})
    answer = client.post(url("recall", sent), {"reason": "A page is missing"})
    again = client.post(url("recall", sent), {"reason": "A page is missing"})

    sent.refresh_from_db()
    assert (refused.status_code, answer.url, sent.state) == (422, url("draft", sent), "draft")
    assert (again.status_code, Event.objects.filter(verb="version.recalled").count()) == (302, 1)


def test_an_approved_version_can_be_taken_back(client, people, version):
    approved(version, people.officer, people.approver)
    client.force_login(people.officer)

    offered = url("recall", version) in client.get(url("publish", version)).content.decode()
    client.post(url("recall", version), {"reason": "Found a mistake"})

    version.refresh_from_db()
    assert (offered, version.state, version.approved_by) == (True, "draft", None)


def test_recall_is_for_those_who_submit(client, people, sent):
    client.force_login(people.manager)

    assert client.get(url("recall", sent)).status_code == 403


# ---- reviewing ------------------------------------------------------------------------------------


def decision(version, **fields):
    return {"decision": "approve", "lock": version.lock, **fields}


def test_review_shows_what_changed_since_the_version_in_force(client, people):
    first = make_published(people.organisation, people.officer, people.approver)
    version = documents.start_draft(first.document, by=people.officer)
    section = version.sections.get(key="commitment")
    sections.save_section(section, by=people.officer, body="We share when it helps.", base=section.lock)
    submitted(version, people.officer)
    client.force_login(people.approver)

    answer = client.get(url("review", version))

    assert answer.context["against"] == first
    assert answer.context["changes"].changed_sections == 1
    assert "<del" in answer.content.decode()


def test_the_first_version_is_shown_whole(client, people, sent):
    client.force_login(people.approver)

    page = client.get(url("review", sent)).content.decode()

    assert "Call the information officers." in page
    assert "What is your decision?" in page


def test_approving_leads_to_publishing(client, people, sent):
    client.force_login(people.approver)

    answer = client.post(url("review", sent), decision(sent, forum="Cabinet, minute 7", note="Clear."))

    sent.refresh_from_db()
    assert answer.url == url("publish", sent)
    assert (sent.state, sent.approved_by, sent.approved_forum, sent.approval_note) == (
        "approved",
        people.approver,
        "Cabinet, minute 7",
        "Clear.",
    )


def test_asking_for_changes_needs_a_reason(client, people, sent):
    client.force_login(people.manager)

    refused = client.post(url("review", sent), decision(sent, decision="changes", reason=" "))
    answer = client.post(url("review", sent), decision(sent, decision="changes", reason="Name who advises."))

    sent.refresh_from_db()
    assert refused.status_code == 422
    assert "Say what needs to change" in refused.content.decode()
    assert (answer.status_code, sent.state) == (302, "draft")


def test_no_decision_is_chosen_beforehand(client, people, sent):
    client.force_login(people.approver)

    page = client.get(url("review", sent)).content.decode()
    answer = client.post(url("review", sent), {"lock": sent.lock})

    assert "checked" not in page
    assert answer.status_code == 422
    assert "Choose whether to approve" in answer.content.decode()


def test_who_sent_it_reads_who_decides(client, people, sent):
    client.force_login(people.officer)

    answer = client.get(url("review", sent))
    refused = client.post(url("review", sent), decision(sent))

    sent.refresh_from_db()
    assert answer.context["may_decide"] is False
    assert answer.context["approvers"] == [people.approver, people.manager]
    assert (refused.status_code, sent.state) == (403, "in_review")
    assert "another person must approve it" in refused.content.decode()


def test_where_four_eyes_are_waived_the_author_approves_and_is_told(client, people, sent):
    waive_four_eyes(people.organisation, reason="Two staff only.", by=people.administrator)
    client.force_login(people.officer)

    page = client.get(url("review", sent)).content.decode()
    answer = client.post(url("review", sent), decision(sent))

    sent.refresh_from_db()
    assert "Two staff only." in page
    assert (answer.status_code, sent.state, sent.waiver) == (302, "approved", "Two staff only.")


def test_a_text_sent_anew_meanwhile_is_not_approved_unread(client, people, sent):
    seen = sent.lock
    review.recall(sent, by=people.officer, reason="One word")
    sent.refresh_from_db()
    submitted(sent, people.officer)
    client.force_login(people.approver)

    answer = client.post(url("review", sent), decision(sent, lock=seen, note="Fine"))

    sent.refresh_from_db()
    page = answer.content.decode()
    assert (answer.status_code, sent.state) == (422, "in_review")
    assert "Read it again, then decide." in page
    assert "Fine</textarea>" in page


def test_a_decision_sent_twice_is_one_act(client, people, sent):
    client.force_login(people.approver)
    client.post(url("review", sent), decision(sent))

    again = client.post(url("review", sent), decision(sent))

    assert (again.status_code, Event.objects.filter(verb="version.approved").count()) == (302, 1)


def test_what_is_approved_already_is_not_reviewed_again(client, people, version):
    approved(version, people.officer, people.approver)
    client.force_login(people.manager)

    answer = client.post(url("review", version), decision(version))

    assert answer.status_code == 409
    assert "Approver approved it" in answer.content.decode()


def test_a_person_with_a_grant_approves_this_document(client, people, sent):
    guest = make_person("guest@elsewhere.example", name="Guest")
    grant(guest, by=people.officer, codename="approve_document", thing=sent.document)
    client.force_login(guest)

    answer = client.post(url("review", sent), decision(sent))

    sent.refresh_from_db()
    assert (answer.url, sent.approved_by) == (sent.get_absolute_url(), guest)


@pytest.mark.parametrize(
    ("name", "status"),
    [("approver", 200), ("manager", 200), ("practitioner", 404), ("stranger", 404), ("anonymous", 302)],
)
def test_review_is_for_those_who_approve(client, people, sent, name, status):
    if name != "anonymous":
        client.force_login(getattr(people, name))

    assert client.get(url("review", sent)).status_code == status
    assert client.delete(url("review", sent)).status_code == (302 if name == "anonymous" else 405)


def test_review_asks_as_often_for_few_sections_as_for_many(client, people, django_assert_num_queries):
    for more in (1, 3):
        document = make_document(people.organisation, people.officer, title=f"Code {more}")
        version = draft_of(document)
        for number in range(more):
            sections.add_section(version, by=people.officer, heading=f"Own {number}")
        submitted(version, people.officer)
        client.force_login(people.approver)
        client.get(url("review", version))

        with django_assert_num_queries(9):  # one of the round, one of those who could decide, one of comments
            client.get(url("review", version))


def test_what_is_typed_is_never_markup(client, people, version):
    client.force_login(people.officer)
    client.post(url("submit", version), {"change_summary": SCRIPT, "grade": "material"})
    client.force_login(people.approver)

    pages = [
        client.get(url("review", version)),
        client.post(
            url("review", version),
            decision(version, decision="changes", reason="", note=SCRIPT, forum=SCRIPT, lock=2),
        ),
    ]

    assert [SCRIPT in page.content.decode() for page in pages] == [False, False]
    assert all("&lt;script&gt;" in page.content.decode() for page in pages)


# ---- two at once ----------------------------------------------------------------------------------


def test_two_approvers_at_once_the_second_sees_who_was_first(client, people, sent):
    client.force_login(people.manager)
    typed = {"decision": "approve", "note": "Good to <b>go</b>", "lock": sent.lock}

    with meanwhile(lambda: review.approve(sent, by=people.approver)):
        answer = client.post(url("review", sent), typed)

    assertContains(answer, "This version has moved on", status_code=409)
    assertContains(answer, "Approver approved it on", status_code=409)
    assertContains(answer, "Good to &lt;b&gt;go&lt;/b&gt;", status_code=409)
    assertContains(answer, "What you typed: Note", status_code=409)


def test_the_same_approval_twice_at_once_is_no_refusal(client, people, sent):
    client.force_login(people.manager)

    with meanwhile(lambda: review.approve(sent, by=people.manager)):
        answer = client.post(url("review", sent), {"decision": "approve", "lock": sent.lock})

    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("submit", {"change_summary": "My long summary", "grade": "material"}),
        ("give-up", {"reason": "Not needed now"}),
        ("details", {"title": "My better title", "marking": "", "lock": "1"}),
        ("section-add", {"heading": "My new section"}),
    ],
)
def test_a_draft_that_moves_on_meanwhile(client, people, version, page, typed):
    client.force_login(people.officer)

    with meanwhile(lambda: submitted(version, people.approver)):
        answer = client.post(url(page, version), typed)

    assertContains(answer, "This version has moved on", status_code=409)
    assertContains(answer, next(iter(typed.values())), status_code=409)


def test_a_version_that_is_approved_is_taken_back_all_the_same_but_not_twice(client, people, sent):
    client.force_login(people.officer)

    with meanwhile(lambda: review.recall(sent, by=people.approver, reason="Wrong")):
        answer = client.post(url("recall", sent), {"reason": "A word is wrong"})

    assert answer.status_code == 302
    assert Event.objects.filter(verb="version.recalled").count() == 1


# ---- one's own version ----------------------------------------------------------------------------


def test_a_refused_approval_of_ones_own_names_those_who_can(client, people, sent):
    client.force_login(people.officer)

    answer = client.post(url("review", sent), {"decision": "approve", "lock": sent.lock})

    assertContains(answer, "These people can: Approver, Manager.", status_code=403)
    assertContains(answer, "Nothing was changed.", count=1, status_code=403)
    assertNotContains(answer, "ask an administrator", status_code=403)


def test_where_nobody_else_can_the_refusal_says_what_helps(client, people, sent):
    for membership in Membership.objects.filter(user__in=[people.approver, people.manager]):
        end_membership(membership, by=people.administrator)
    client.force_login(people.officer)

    answer = client.post(url("review", sent), {"decision": "approve", "lock": sent.lock})

    assertContains(answer, "Nobody else can yet", status_code=403)
