import hashlib

import pytest

from governance.models import Job
from governance.pdf import render
from governance.services import documents, rendition, review
from tests.factories.governance import draft_of, make_document, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def version(people):
    return make_published(people.organisation, people.officer, people.approver)


def pdf(version):
    return f"{version.get_absolute_url().rstrip('/')}.pdf"


def body(answer):
    return b"".join(answer.streaming_content)


def test_kept_pdf_is_sent_as_it_is_kept(client, people, version):
    kept = rendition.render(version, by=people.approver)

    answer = client.get(pdf(version))

    assert hashlib.sha256(body(answer)).hexdigest() == kept.sha256
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="{version.document.reference}-v1.0.pdf"'
    assert answer["ETag"] == f'"{kept.sha256}"'


def test_a_reader_who_has_it_gets_nothing_again(client, people, version):
    kept = rendition.render(version, by=people.approver)

    answer = client.get(pdf(version), headers={"If-None-Match": f'"{kept.sha256}"'})

    assert (answer.status_code, answer.content) == (304, b"")


def test_pdf_that_is_not_made_yet_is_waited_for(client, people, version):
    answer = client.get(pdf(version))

    assert (answer.status_code, answer["Refresh"]) == (202, "5")
    assert "The PDF is being made" in answer.content.decode()
    assert "/jobs/" not in answer.content.decode()
    client.force_login(people.officer)
    assert f"/jobs/{Job.objects.get().pk}/" in client.get(pdf(version)).content.decode()
    assert "Refresh" not in client.get(f"{pdf(version)}?stay").headers


def test_pdf_that_could_not_be_made_says_so(client, people, version):
    from django.utils import timezone

    Job.objects.update(state="failed", finished_at=timezone.now(), error="The printer is on fire.")

    answer = client.get(pdf(version))

    assert (answer.status_code, answer["Retry-After"]) == (503, "300")
    assert "fire" not in answer.content.decode()
    client.force_login(people.officer)
    assert "The printer is on fire." in client.get(pdf(version)).content.decode()


def test_a_lost_file_is_said_and_logged(client, people, version, caplog):
    kept = rendition.render(version, by=people.approver)
    kept.file.storage.delete(kept.path)

    answer = client.get(pdf(version))

    assert answer.status_code == 503
    assert "is not in the storage" in caplog.text


def test_draft_is_printed_on_demand_for_its_team(client, people):
    version = draft_of(make_document(people.organisation, people.officer))
    client.force_login(people.officer)

    answer = client.get(pdf(version))

    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == f'inline; filename="{version.document.reference}-v1.0-DRAFT.pdf"'
    for person in (people.practitioner, people.auditor, people.stranger):
        client.force_login(person)
        assert client.get(pdf(version)).status_code == 404
    client.logout()
    assert client.get(pdf(version)).status_code == 404


def test_a_machine_that_cannot_print_says_so(client, people, monkeypatch):
    version = draft_of(make_document(people.organisation, people.officer))
    monkeypatch.setattr(render, "FONTS", ("font_of_nobody",))
    render.font_folders.cache_clear()
    client.force_login(people.officer)

    try:
        answer = client.get(pdf(version))
    finally:
        render.font_folders.cache_clear()

    assert answer.status_code == 503
    assert "the Python package font-of-nobody is missing" in answer.content.decode()
    assert "Nothing is wrong with the text" in answer.content.decode()


def test_given_up_draft_is_printed_for_its_team(client, people):
    version = draft_of(make_document(people.organisation, people.officer))
    review.give_up(version, by=people.officer, reason="Not needed")
    client.force_login(people.manager)

    assert client.get(pdf(version)).content.startswith(b"%PDF-")


def test_a_draft_that_is_hidden_is_like_one_that_is_not_there(client, people, version):
    documents.start_draft(version.document, by=people.officer)

    hidden, missing = (
        client.get(pdf(version).replace("1.0", "1.1")),
        client.get(pdf(version).replace("1.0", "1.2")),
    )

    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.content == missing.content


def test_nothing_can_be_sent(client, people, version):
    client.force_login(people.officer)

    assert client.post(pdf(version)).status_code == 405
