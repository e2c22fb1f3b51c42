from datetime import date, timedelta

import pytest
import time_machine

from governance import reading, registry
from governance.services import documents, review
from organisations.models import Contact
from organisations.permissions import Role
from tests.audit.helpers import acting
from tests.factories.governance import approved, draft_of, make_document, make_published, submitted
from tests.factories.organisations import make_member, make_organisation, make_person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _frozen_day():
    with time_machine.travel("2026-11-24T10:00:00+00:00", tick=True):
        yield


def desk(organisation, purpose="advice", **fields):
    with acting():
        return Contact.objects.create(organisation=organisation, purpose=purpose, **fields)


def items(work_list):
    return [(item.text, item.href.split("/", 2)[-1]) for item in work_list.items]


def work(client, person):
    client.force_login(person)
    return client.get("/work/").context["work"]


# ---- front page -----------------------------------------------------------------------------------


def test_anyone_may_search_and_read_what_is_new(client, people):
    make_published(people.organisation, people.officer, people.approver, title="Council code")
    make_document(people.organisation, people.officer, title="Canary")

    page = client.get("/").content.decode()

    assert 'action="/search/"' in page
    assert "Council code" in page
    assert "You do not need a protocol to share about one person." in page
    assert "Canary" not in page
    assert "Your work" not in page


def test_practitioner_reads_the_own_position_and_whom_to_call(client, people):
    make_published(people.organisation, people.officer, people.approver, title="Council code")
    desk(people.organisation, name="Advice desk", telephone="01632 960100", hours="Office hours")
    desk(people.organisation, purpose="out_of_hours", name="Night desk", telephone="01632 960199")
    desk(people.other, name="Other desk", telephone="01632 960777")
    client.force_login(people.practitioner)

    page = client.get("/").content.decode()

    assert "We share when it could help or protect someone." in page
    assert "Council code, version 1.0, in force since 24 November 2026." in page
    assert 'href="tel:01632960100"' in page
    assert 'href="tel:01632960199"' in page
    assert "960777" not in page
    assert "Your work" not in page


def test_without_a_code_in_force_judgement_remains(client, people):
    make_document(people.organisation, people.officer, title="Canary")
    client.force_login(people.practitioner)

    page = client.get("/").content.decode()

    assert "has no Code of Practice in force yet" in page
    assert "You can still share information" in page
    assert "Canary" not in page


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("officer", ["Your work"]),
        ("manager", ["Your work"]),
        ("practitioner", []),
        ("auditor", ["Read the log"]),
        ("administrator", ["People and settings of Northshire County Council"]),
    ],
)
def test_front_page_of_each_role(client, people, who, sees):
    client.force_login(getattr(people, who))

    page = client.get("/").content.decode()

    every = ["Your work", "Read the log", "People and settings of Northshire County Council"]
    assert [words for words in every if words in page] == sees


# ---- the four lists -------------------------------------------------------------------------------


def test_who_approves_finds_what_waits(client, people):
    version = submitted(draft_of(make_document(people.organisation, people.officer)), people.officer)

    assert items(work(client, people.manager).mine) == [
        ("Approve: Code of Practice", f"{version.document.reference}/versions/1.0/review/")
    ]
    assert items(work(client, people.officer).mine) == []
    assert items(work(client, people.officer).others) == [
        ("Code of Practice, version 1.0", f"{version.document.reference}/versions/1.0/review/")
    ]


def test_who_wrote_finds_the_draft_and_what_was_asked(client, people):
    version = submitted(draft_of(make_document(people.organisation, people.officer)), people.officer)
    review.send_back(version, by=people.manager, reason="More")

    found = work(client, people.officer).mine

    assert [(item.text, item.why) for item in found.items] == [
        ("Finish: Code of Practice", "Manager asked for changes today")
    ]
    assert [item.text for item in work(client, people.manager).others.items] == [
        "Code of Practice, version 1.0"
    ]


def test_approved_waits_for_those_who_publish(client, people):
    approved(draft_of(make_document(people.organisation, people.officer)), people.officer, people.approver)

    for person in (people.officer, people.manager):
        assert [item.text for item in work(client, person).mine.items] == ["Publish: Code of Practice"]


def test_where_four_eyes_are_waived_the_author_may_approve(client, people):
    from organisations.services.organisations import waive_four_eyes

    waive_four_eyes(people.organisation, by=people.administrator, reason="Two staff")
    submitted(draft_of(make_document(people.organisation, people.officer)), people.officer)

    assert [item.text for item in work(client, people.officer).mine.items] == ["Approve: Code of Practice"]


def test_reviews_come_the_most_overdue_first(client, people):
    days = {"Late": date(2025, 11, 12), "Soon": date(2025, 12, 8), "Later": date(2026, 10, 1)}
    for title, begun in days.items():
        make_published(people.organisation, people.officer, people.approver, begun, title=title)

    found = work(client, people.officer)

    assert [(item.text, item.overdue, item.due_in) for item in found.reviews.items] == [
        ("Late", 12, None),
        ("Soon", None, 14),
    ]
    assert "Was due 12 November 2026. Still in force." in found.reviews.items[0].why
    assert found.sentence == "Nothing waits for you, 1 review is overdue."


def test_gaps_name_what_an_organisation_has_not(client, people):
    found = work(client, people.officer)

    expected = [kind for kind in registry.policy_kinds() if kind.is_expected]
    assert "code_of_practice" in {kind.key for kind in expected} < {k.key for k in registry.policy_kinds()}
    assert [(item.text, item.start) for item in found.gaps.items] == [
        (
            f"Northshire County Council has no {kind.label} in force",
            f"/documents/new/?organisation=NCC&kind={kind.key}",
        )
        for kind in expected
    ]
    assert work(client, people.manager).gaps.items[0].start == ""
    version = draft_of(make_document(people.organisation, people.officer))
    assert work(client, people.officer).gaps.items[0].href == version.get_absolute_url()
    with time_machine.travel("2026-11-25T10:00:00+00:00"):
        make_published(people.organisation, people.officer, people.approver)
        left = [item.text for item in work(client, people.officer).gaps.items]
        assert len(left) == len(expected) - 1
        assert not any("Code of Practice" in text for text in left)


@pytest.mark.parametrize("who", ["practitioner", "auditor", "administrator"])
def test_who_writes_nothing_is_told_so(client, people, who):
    submitted(draft_of(make_document(people.organisation, people.officer, title="Canary")), people.officer)
    client.force_login(getattr(people, who))

    page = client.get("/work/").content.decode()

    assert "Nothing is asked of you here" in page
    assert "Canary" not in page


def test_other_organisations_work_is_not_there(client, people):
    submitted(draft_of(make_document(people.organisation, people.officer, title="Canary")), people.officer)
    client.force_login(people.stranger)

    assert "Canary" not in client.get("/work/").content.decode()
    assert "Canary" not in client.get("/").content.decode()


def test_a_delegate_from_outside_finds_what_waits(client, people):
    from organisations.services.grants import grant

    document = make_document(people.organisation, people.officer)
    person = make_person("delegate@elsewhere.example")
    grant(person, codename="approve_document", thing=document, by=people.officer, until=None)
    submitted(draft_of(document), people.officer)

    assert [item.text for item in work(client, person).mine.items] == ["Approve: Code of Practice"]


def test_work_is_for_people_who_are_signed_in(client, people):
    answer = client.get("/work/")

    assert (answer.status_code, answer.url) == (302, "/sign-in/?next=/work/")


@pytest.mark.parametrize("path", ["/", "/work/"])
def test_nothing_can_be_sent(client, people, path):
    client.force_login(people.officer)

    assert client.post(path).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_the_same_number_of_questions(client, people, rows, django_assert_num_queries):
    person = make_person("all@northshire.example")
    for number in range(rows):
        body = make_organisation(f"X{number}")
        for role in Role:
            make_member(person, body, role)
        for member in (people.officer, people.approver):
            make_member(member, body, Role.INFORMATION_OFFICER)
        desk(body, name="Desk", telephone="1")
        version = make_published(body, people.officer, people.approver, TODAY - timedelta(days=400))
        documents.start_draft(version.document, by=people.officer)
        submitted(draft_of(make_document(body, people.officer)), people.officer)
        draft_of(make_document(body, people.officer))
    client.force_login(person)
    client.get("/work/")  # the session is kept, and content types are known

    with django_assert_num_queries(12):
        client.get("/work/")
    with django_assert_num_queries(11):
        client.get("/")


def test_one_look_gives_what_two_lists_give(people):
    for number, days in enumerate((400, 20, 330)):
        version = make_published(
            people.organisation,
            people.officer,
            people.approver,
            TODAY - timedelta(days=days),
            title=f"P{number}",
        )
        documents.start_draft(version.document, by=people.officer)
    submitted(draft_of(make_document(people.organisation, people.officer, title="Sent")), people.officer)
    at_work, due = reading.at_work_and_due(people.approver, TODAY, 2)

    assert at_work == list(reading.being_worked_on(people.approver)[:2])
    assert due == list(reading.due_for_review(people.approver, TODAY)[:2])
    assert len(at_work) == len(due) == 2
    assert [version.is_asked for version in at_work] == [True, False]
