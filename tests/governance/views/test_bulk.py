import re

import pytest

from governance.models import Document
from governance.services.documents import change_control
from organisations.permissions import Role
from tests.factories.governance import make_document, make_published
from tests.factories.organisations import make_member

pytestmark = pytest.mark.django_db
OWNER, REVIEW = "/documents/assign-owner/", "/documents/set-review-date/"


@pytest.fixture
def two(people):
    version = make_published(people.organisation, people.officer, people.approver, title="First")
    return [version.document, make_document(people.organisation, people.officer, title="Second")]


@pytest.fixture
def officer(client, people, two):
    client.force_login(people.officer)
    return client


def asked(documents, **value):
    return {"document": [document.reference for document in documents], **value}


def confirmed(page, **more):
    """What the form on the page sends."""
    html = page.content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', html)[1]
    form = html[html.rindex('<form method="post"') :]
    documents = re.findall(r'name="document" value="([^"]+)"', form)
    return {"document": documents, "seen": seen, **more}


def lines(page):
    preview = page.context["preview"]
    return (
        [(line.document.title, line.now, line.becomes) for line in preview.changing],
        [(line.document.title, line.why_not) for line in preview.left_out],
    )


def test_the_list_offers_boxes_to_those_who_write(client, people, two):
    client.force_login(people.officer)
    html = client.get("/documents/").content.decode()
    assert [f'value="{document.reference}" id=' in html for document in two] == [True, True]
    assert " checked" not in html
    assert client.get("/documents/?choose=page").content.decode().count(" checked") == 2
    client.force_login(people.manager)
    assert 'type="checkbox"' not in client.get("/documents/").content.decode()


def test_an_owner_is_assigned_after_a_look_at_each(officer, people, two):
    assert lines(officer.get(OWNER, asked(two)))[0] == [("First", "Officer", ""), ("Second", "Officer", "")]
    change_control(two[1], by=people.officer, owner=people.manager)

    page = officer.get(OWNER, asked(two, owner=people.manager.pk))

    assert lines(page) == ([("First", "Officer", "Manager")], [("Second", "Manager owns it already.")])
    answer = officer.post(OWNER, confirmed(page, owner=people.manager.pk))
    assert (answer.status_code, answer.url) == (302, "/documents/")
    assert {document.owner for document in Document.objects.all()} == {people.manager}


def test_a_review_date_is_set_for_a_reason(officer, two):
    page = officer.get(REVIEW, asked(two, next_review_on="3 April 2030"))
    assert lines(page)[0][0][2] == "3 April 2030"
    assert lines(page)[1] == [("Second", "Nothing of it is in force.")]

    refused = officer.post(REVIEW, confirmed(page, next_review_on="3 April 2030", reason=""))
    assert refused.status_code == 422
    assert "Say why the review is on another day." in refused.content.decode()
    answer = officer.post(REVIEW, confirmed(refused, next_review_on="3 April 2030", reason="The Act is late"))

    assert answer.status_code == 302
    assert two[0].versions.get().next_review_on.isoformat() == "2030-04-03"


def test_what_was_changed_meanwhile_is_shown_before_it_is_changed(officer, people, two):
    page = officer.get(OWNER, asked(two, owner=people.manager.pk))
    change_control(two[0], by=people.approver, owner=people.approver)

    stale = officer.post(OWNER, confirmed(page, owner=people.manager.pk))

    assert stale.status_code == 409
    assert "Somebody changed one of these documents before you. Nothing was changed" in stale.content.decode()
    assert ("First", "Approver", "Manager") in lines(stale)[0]
    assert officer.post(OWNER, confirmed(stale, owner=people.manager.pk)).status_code == 302


def test_people_without_a_role_there_are_left_out_or_not_offered(officer, people, two):
    elsewhere = people.other
    make_member(people.officer, elsewhere, Role.INFORMATION_OFFICER)
    theirs = make_document(elsewhere, people.stranger, title="Theirs")

    page = officer.get(OWNER, asked([*two, theirs], owner=people.stranger.pk))

    reason = "Stranger has no role in Northshire County Council."
    assert lines(page) == (
        [],
        [("First", reason), ("Second", reason), ("Theirs", "Stranger owns it already.")],
    )
    assert officer.get(OWNER, asked(two, owner=people.stranger.pk)).status_code == 422


def test_without_the_right_in_one_of_them_it_is_left_out(officer, people, two):
    make_member(people.officer, people.other, Role.MANAGER)
    theirs = make_document(people.other, people.stranger, title="Theirs")

    changing, left_out = lines(officer.get(OWNER, asked([*two, theirs])))

    assert [title for title, *_rest in changing] == ["First", "Second"]
    assert left_out[0][1].startswith("Only a person with the role information officer in Northport Trust")


def test_nothing_chosen_or_too_much_is_refused(officer, two):
    assert officer.get(OWNER).status_code == 422
    assert "Choose at least one document in the list." in officer.get(OWNER).content.decode()
    many = {"document": [f"NCC-COP-{number:04}" for number in range(101)]}
    assert "Choose at most 100 documents at once." in officer.get(REVIEW, many).content.decode()
    for day in ("soon", "3 April 2020"):
        assert officer.get(REVIEW, asked(two, next_review_on=day)).status_code == 422


@pytest.mark.parametrize("path", [OWNER, REVIEW])
def test_who_may_not(client, people, two, path):
    query = asked(two)
    assert client.get(path, query).status_code == 302
    for who in ("practitioner", "manager", "auditor", "administrator"):
        client.force_login(getattr(people, who))
        assert client.get(path, query).status_code == 403
    client.force_login(people.stranger)
    assert client.get(path, query).status_code == 404
    assert client.post(path, query).status_code == 404
    client.force_login(people.officer)
    assert client.put(path).status_code == 405
