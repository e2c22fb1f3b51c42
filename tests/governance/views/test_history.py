from datetime import date

import pytest
import time_machine

from audit import reading as audit_reading
from audit.models import Event
from governance.models.link import Relation
from governance.services import documents, links, publication, restoring, review, sections
from organisations.services import grants
from tests.factories.governance import draft_of, make_document, make_published, next_version, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _frozen_day():
    with time_machine.travel("2026-11-24T10:00:00+00:00", tick=True):
        yield


@pytest.fixture
def document(people):
    """1.0 superseded, 1.1 in force, 1.2 sent back once and now a draft."""
    first = make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1))
    next_version(first.document, people.officer, people.approver, date(2026, 6, 1))
    draft = documents.start_draft(first.document, by=people.officer)
    submitted(draft, people.officer)
    review.send_back(draft, by=people.manager, reason="Name who advises at night.")
    return first.document


def address(document):
    return f"/documents/{document.reference}/history/"


def moments(answer):
    found = [moment for day in answer.context["history"].days for moment in day.moments]
    return [(moment.version.number if moment.version else moment.what) for moment in found]


def read(client, document, person=None, **query):
    if person is not None:
        client.force_login(person)
    return client.get(address(document), query)


def test_public_sees_versions_and_nothing_of_drafts(client, people, document):
    for person in (None, people.practitioner, people.stranger):
        answer = read(client, document, person)
        page = answer.content.decode()

        assert moments(answer) == ["1.1", "1.0"]
        assert "2 versions" in page
        for canary in ("1.2", "Name who advises", "sent the version for review", "Manager"):
            assert canary not in page.replace("1 11.1 -14.5", "")


def test_team_and_auditors_see_who_did_what_and_why(client, people, document):
    for person in (people.officer, people.manager, people.auditor):
        answer = read(client, document, person)

        assert moments(answer)[:4] == [
            "asked for changes", "sent the version for review", "started a draft", "1.1",
        ]  # fmt: skip
        assert "Name who advises at night." in answer.content.decode()


def test_auditor_of_another_organisation_sees_no_acts(client, people, document):
    from organisations.permissions import Role
    from tests.factories.organisations import make_member, make_person

    person = make_person("auditor@northport.example")
    make_member(person, people.other, Role.AUDITOR)

    assert moments(read(client, document, person)) == ["1.1", "1.0"]


def test_decisions_leave_out_each_change_of_the_text(client, people, document):
    everything = moments(read(client, document, people.officer, show="all"))
    decisions = moments(read(client, document, people.officer))
    versions = moments(read(client, document, people.officer, show="versions"))

    assert "saved a section" in everything
    assert "saved a section" not in decisions
    assert versions == ["1.1", "1.0"]


def test_an_act_opens_field_by_field(client, people, document):
    closed = read(client, document, people.officer)
    published = closed.context["history"].days[0].moments[3].event

    page = read(client, document, people.officer, act=str(published.pk)).content.decode()

    assert "Fields that changed" in closed.content.decode()
    assert "Before" not in closed.content.decode()
    assert f'id="act-{published.pk}"' in page
    assert "<ins>1 June 2026</ins>" in page


def test_a_person_who_may_not_see_acts_opens_none(client, people, document):
    found = read(client, document, people.officer).context["history"].days[0].moments[3].event

    page = read(client, document, people.practitioner, act=str(found.pk)).content.decode()

    assert "Before" not in page


def test_a_wrong_filter_shows_everything_it_may(client, people, document):
    answer = read(client, document, people.officer, show="spells", before="nonsense")

    assert answer.status_code == 200
    assert "cannot be shown that way" in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("3 April 2026", "On 3 April 2026 version 1.0 was in force."),
        ("2026-06-01", "On 1 June 2026 version 1.1 was in force."),
        ("1/1/2020", "On 1 January 2020 no version was in force."),
        ("soon", "Enter a day such as 3 April 2026"),
        ("25/11/2026", "That day has not come yet."),
    ],
)
def test_what_was_in_force_on_a_day(client, document, asked, said):
    assert said in read(client, document, on=asked).content.decode()


def test_two_versions_are_chosen_for_comparison(client, people, document):
    page = read(client, document).content.decode()
    choices = read(client, document).context["comparing"].fields["to"].choices

    assert f'action="/documents/{document.reference}/compare/"' in page
    assert [number for number, _words in choices] == ["1.1", "1.0"]


def test_filters_narrow_the_list(client, people, document):
    def told(**query):
        return moments(read(client, document, people.officer, **query))

    assert told(version="1.2") == ["asked for changes", "sent the version for review", "started a draft"]
    assert told(who="mana") == ["asked for changes"]
    assert told(show="review", version="1.0") == [
        "1.0",
        "approved the version",
        "sent the version for review",
    ]
    assert set(told(show="text")) == {"saved a section"}
    assert told(until="1 January 2026") == []
    assert told(since="24/11/2026", until="today", version="1.2", who="officer")[-1] == "started a draft"


def test_a_version_in_the_filter_is_one_that_the_person_may_read(client, people, document):
    page = read(client, document, people.auditor, version="1.2").content.decode()

    assert "Choose one of the versions from the list." in page


def test_verbs_that_come_later_are_decisions(client, people, document):
    draft = document.versions.get(minor=2)
    review.give_up(draft, by=people.officer, reason="Not needed")
    restoring.restore(document.versions.get(minor=0), by=people.officer, reason="It was clearer.")

    assert moments(read(client, document, people.officer))[:2] == [
        "brought an old text back as a draft", "started a draft",
    ]  # fmt: skip


def test_the_public_reads_page_by_page(client, people, monkeypatch):
    monkeypatch.setattr(audit_reading, "PAGE", 2)
    version = make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1))
    for month in range(2, 6):
        next_version(version.document, people.officer, people.approver, date(2026, month, 1), f"Text {month}")

    first = read(client, version.document)
    second = read(client, version.document, before=str(first.context["history"].older))
    third = read(client, version.document, before=str(second.context["history"].older))
    back = read(client, version.document, after=str(third.context["history"].newer))

    assert [moments(page) for page in (first, second, third, back)] == [
        ["1.4", "1.3"], ["1.2", "1.1"], ["1.0"], ["1.2", "1.1"],
    ]  # fmt: skip
    assert first.context["history"].newer is None
    assert third.context["history"].older is None


def test_old_versions_can_be_restored_and_the_one_in_force_drafted_from(client, people, document):
    review.give_up(document.versions.get(minor=2), by=people.officer, reason="Not needed")
    links_to = [f"/documents/{document.reference}/versions/{number}/restore/" for number in ("1.0", "1.1")]

    page = read(client, document, people.officer).content.decode()
    manager = read(client, document, people.manager).content.decode()

    assert [link in page for link in links_to] == [True, False]
    assert f"/documents/{document.reference}/new-draft/?from=1.1" in page
    assert links_to[0] not in manager


def test_bar_draws_ranges_to_scale_and_tells_them_in_words(client, people, document):
    found = read(client, document).context["bar"]

    _first, second = found.ranges
    days = (date(2026, 6, 1) - date(2026, 1, 1)).days, (date(2026, 11, 24) - date(2026, 1, 1)).days
    assert second.x == f"{100 * days[0] / (days[1] * 1.08):.2f}%"
    assert found.sentence == (
        "Version 1.0 was in force from 1 January 2026 to 31 May 2026. "
        "Version 1.1 has been in force since 1 June 2026."
    )
    assert "style=" not in read(client, document).content.decode()


def test_only_authors_are_offered_a_new_draft(client, people):
    version = make_published(people.organisation, people.officer, people.approver)
    link = f"/documents/{version.document.reference}/new-draft/?from=1.0"

    shown = [
        link in read(client, version.document, person).content.decode()
        for person in (people.officer, people.manager, people.practitioner)
    ]

    assert shown == [True, False, False]


def test_withdrawing_is_told_with_its_reason(client, people):
    version = make_published(people.organisation, people.officer, people.approver)
    publication.withdraw(version, by=people.approver, reason="It was <wrong>.")

    page = read(client, version.document).content.decode()

    assert "Version 1.0 was withdrawn" in page
    assert "It was &lt;wrong&gt;." in page


def test_history_of_a_hidden_document_is_not_there(client, people):
    document = make_document(people.organisation, people.officer)

    for person in (people.practitioner, people.auditor, people.stranger):
        assert read(client, document, person).status_code == 404
    client.logout()
    hidden, missing = read(client, document), client.get("/documents/NCC-COP-9999/history/")
    assert (hidden.status_code, hidden.content) == (404, missing.content)
    assert read(client, document, people.officer).status_code == 200


@pytest.mark.parametrize("who", ["officer", "auditor"])
@pytest.mark.parametrize("versions", [1, 3])
def test_history_asks_the_same_number_of_questions(client, people, who, versions, django_assert_num_queries):
    version = make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1))
    for number in range(versions - 1):
        next_version(
            version.document, people.officer, people.approver, date(2026, 2 + number, 1), f"T{number}"
        )
    draft = documents.start_draft(version.document, by=people.officer)
    section = draft.sections.first()
    sections.save_section(section, by=people.officer, body="Once more.", base=section.lock)
    client.force_login(getattr(people, who))
    client.get("/work/")  # the session is kept, and content types are known
    event = read(client, version.document, show="all").context["history"].days[0].moments[0].event

    with django_assert_num_queries({"officer": 7, "auditor": 9}[who]):
        read(client, version.document)
    with django_assert_num_queries({"officer": 10, "auditor": 12}[who]):
        read(client, version.document, show="all", act=str(event.pk))


def test_nothing_can_be_sent(client, people, document):
    client.force_login(people.officer)

    assert client.post(address(document)).status_code == 405


def test_first_draft_alone_has_a_history_for_its_team(client, people):
    version = draft_of(make_document(people.organisation, people.officer))

    answer = read(client, version.document, people.officer)

    assert moments(answer) == ["created the document"]
    assert answer.context["bar"] is None


def test_a_guest_does_not_learn_of_the_document_that_a_link_leads_to(client, people):
    shared = make_document(people.organisation, people.officer, title="Shared with a guest")
    secret = make_document(people.organisation, people.officer, title="Plans for the merger")
    grants.grant(people.stranger, by=people.officer, codename="read_drafts", thing=shared)
    links.link(shared, target=secret, relation=Relation.RELIES_ON, by=people.officer)
    act = Event.objects.for_target(shared).newest_first()[0]

    team = read(client, shared, people.officer, act=str(act.pk)).content.decode()
    guest = read(client, shared, people.stranger, act=str(act.pk)).content.decode()

    assert f"{secret.reference} Plans for the merger" in team
    assert "another thing that you may not see" in guest
    assert "merger" not in guest
    assert secret.reference not in guest
