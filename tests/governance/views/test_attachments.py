"""Files of a version through the pages: attached by those who write, given to those who may read, never shown."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from governance.files import store
from governance.files.types import check
from governance.kinds import Audience
from governance.models import Attachment
from governance.services import attachments
from governance.services.documents import start_draft
from tests.factories.governance import draft_of, make_document, published, submitted
from tests.factories.hostile import HOSTILE, SVG
from tests.factories.word import policy_docx
from tests.once import made_once
from tests.people import make_people

pytestmark = pytest.mark.django_db
SOME = [
    "macros of a workbook",
    "a bomb that lies about its size",
    "a drawing called a picture",
    "an empty file",
]


def begin():
    people = make_people()
    people.draft = draft_of(make_document(people.organisation, people.officer))
    return people


made = made_once(begin)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def people(made, client):
    client.force_login(made.officer)
    return made


def url(name, version, *more):
    return reverse(f"governance:{name}", args=[version.document.reference, version.number, *more])


def send(client, version, name="plan.txt", content=b"Plan.", title=""):
    file = SimpleUploadedFile(name, content)
    return client.post(url("attachments", version), {"file": file, "title": title})


def given(people, version=None, name="plan.txt", content=b"Plan."):
    return attachments.attach(version or people.draft, file=check(name, content), by=people.officer)


def test_a_file_is_attached_and_stands_on_the_pages(client, people):
    response = send(client, people.draft, title="The plan")

    assert response.status_code == 302
    for page in ("draft", "attachments", "version"):
        assert "The plan" in client.get(url(page, people.draft)).content.decode()


def test_a_file_is_given_back_to_be_saved_and_runs_nothing(client, people):
    given(people, name="plan.docx", content=policy_docx())

    response = client.get(url("attachment", people.draft, 1))

    assert response.content == policy_docx()
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert response["Content-Disposition"] == "attachment; filename=\"plan.docx\"; filename*=UTF-8''plan.docx"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in response["Cache-Control"]


def test_a_name_in_other_letters_is_given_twice(client, people):
    given(people, name="cynllun-r\u0175an.txt")

    response = client.get(url("attachment", people.draft, 1))

    assert response["Content-Disposition"] == (
        "attachment; filename=\"cynllun-r_an.txt\"; filename*=UTF-8''cynllun-r%C5%B5an.txt"
    )


@pytest.mark.parametrize("what", SOME)
def test_a_file_that_is_not_taken_leaves_what_was_typed_and_nothing_else(client, people, what):
    name, make, sentence = HOSTILE[what]

    response = send(client, people.draft, name, make(), title="The plan")

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert 'value="The plan"' in page
    assert not Attachment.objects.exists()


def test_a_script_in_a_drawing_never_comes_back(client, people):
    response = send(client, people.draft, "plan.svg", SVG)

    assert response.status_code == 422
    assert client.get(url("attachment", people.draft, 1)).status_code == 404


def test_a_form_without_a_file_says_so(client, people):
    response = client.post(url("attachments", people.draft), {"title": "The plan"})

    assert response.status_code == 422
    assert "Choose the file that you want to attach." in response.content.decode()


def test_a_file_for_a_version_that_left_draft_comes_too_late(client, people):
    version = submitted(people.draft, people.officer)

    assert send(client, version).status_code == 409
    assert client.get(url("attachment-remove", version, 1)).status_code == 409


def test_readers_get_the_files_of_what_they_may_read_alone(client, people):
    given(people)
    version = published(people.draft, people.officer, people.approver)
    address = url("attachment", version, 1)
    client.logout()

    assert client.get(address).content == b"Plan."
    assert "plan.txt" in client.get(version.document.get_absolute_url()).content.decode()
    document = version.document
    type(document).objects.filter(pk=document.pk).update(audience=Audience.ORGANISATION)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("who", ["anonymous", "practitioner", "stranger", "auditor"])
def test_files_of_drafts_are_not_there_for_others(client, people, who):
    given(people)
    client.logout()
    if who != "anonymous":
        client.force_login(getattr(people, who))

    assert client.get(url("attachment", people.draft, 1)).status_code == 404
    assert client.get(url("attachment", people.draft, 2)).status_code == 404


def test_a_reader_who_has_the_file_is_sent_none(client, people):
    row = given(people)

    response = client.get(url("attachment", people.draft, 1), headers={"If-None-Match": f'"{row.sha256}"'})

    assert (response.status_code, response.content) == (304, b"")


def test_a_file_that_was_changed_in_the_storage_is_not_given(client, people):
    row = given(people)
    with open(store.default_storage.path(store.path_of(row.sha256)), "wb") as opened:
        opened.write(b"Other words.")

    response = client.get(url("attachment", people.draft, 1))

    assert response.status_code == 503
    assert "is not where it should be, or is damaged" in response.content.decode()


def test_a_file_is_removed_once_however_often_it_is_asked_for(client, people):
    given(people)
    address = url("attachment-remove", people.draft, 1)

    assert "Remove “plan.txt”" in client.get(address).content.decode()
    assert [client.post(address).status_code for _time in range(2)] == [302, 302]
    assert not Attachment.objects.exists()


def test_a_reviewer_sees_what_is_attached_and_what_changed(client, people):
    given(people)
    version = published(people.draft, people.officer, people.approver)
    following = start_draft(version.document, by=people.officer)
    attachments.detach(following.attachments.get(), by=people.officer)
    given(people, following, "map.txt", b"Map.")
    submitted(following, people.officer)
    client.force_login(people.approver)

    for address in (url("review", following), url("version-changes", following) + "?from=1.0"):
        page = client.get(address, follow=True).content.decode()
        assert "“map.txt” was added." in page
        assert "“plan.txt” was taken away." in page
