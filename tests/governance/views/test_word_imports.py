"""A Word file through the pages: uploaded, waited for, looked through, made a draft."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.actors import job
from governance.jobs.running import run_now
from governance.models import Document, WordImport
from governance.services import word_imports
from governance.services.jobs import give_up as give_up_job
from tests.factories.hostile import HOSTILE
from tests.factories.word import heading, make_docx, paragraph, policy_docx
from tests.governance.word_world import read_word, uploaded_word
from tests.once import made_once
from tests.people import make_people

pytestmark = pytest.mark.django_db
NEW = "/documents/from-word/"
made = made_once(make_people)
SOME = [
    "a file with macros under another name",
    "a bomb in a bomb",
    "a template from elsewhere",
    "a picture called a document",
]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def people(made, client):
    client.force_login(made.officer)
    return made


def send(client, people, name="policy.docx", content=None, **more):
    return client.post(
        NEW,
        {
            "organisation": people.organisation.pk,
            "kind": "code_of_practice",
            "language": "en-gb",
            "file": SimpleUploadedFile(name, policy_docx() if content is None else content),
            **more,
        },
    )


def places(*chosen, **more):
    return {"title": "Our policy", **{f"place_{n}": place for n, place in enumerate(chosen)}, **more}


def test_an_upload_waits_for_the_job_and_looks_again(client, people):
    response = send(client, people)
    found = WordImport.objects.get()

    page = client.get(response["Location"])
    assert response["Location"] == found.get_absolute_url()
    assert "The file is being read" in page.content.decode()
    assert page["Refresh"] == "3"
    assert "Refresh" not in client.get(response["Location"] + "?stay")


def test_the_page_says_what_went_where_and_what_stays_behind(client, people):
    found = read_word(people)

    page = client.get(found.get_absolute_url()).content.decode()

    for words in (
        "1 passage that was deleted with tracked changes.",
        "1 picture. Attach it to the draft if it is needed.",
        "1 tracked insertion is taken as text.",
        "2 headings lost their typed numbers",
        "26 sections of this kind have nothing like them in the file",
        '<option value="commitment" selected>Our commitment</option>',
    ):
        assert words in page


def test_a_draft_is_made_as_it_was_chosen(client, people):
    found = read_word(people)

    response = client.post(found.get_absolute_url(), places("commitment", "security", "out"))

    draft = Document.objects.get().versions.get()
    assert response["Location"] == f"/documents/{draft.document.reference}/versions/1.0/draft/"
    assert [s.key for s in draft.sections.all() if s.body] == ["commitment", "security"]
    again = client.post(found.get_absolute_url(), places("commitment", "security", "out"))
    assert again["Location"] == response["Location"]
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (places("out", "out", "out"), "Nothing of the file would be in the draft."),
        (places("commitment", "security", "nonsense"), "Choose what becomes of this part from the list."),
        (places("commitment", "security", "out", title=""), "Enter a title."),
    ],
)
def test_a_refused_form_keeps_what_was_chosen(client, people, typed, sentence):
    found = read_word(people)

    response = client.post(found.get_absolute_url(), typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    chosen = typed["place_1"]
    assert page.count(f'<option value="{chosen}" selected>') == (3 if chosen == "out" else 1)
    assert not Document.objects.exists()


@pytest.mark.parametrize("what", SOME)
def test_a_file_that_is_not_taken_is_told_at_once_and_not_kept(client, people, what):
    name, make, sentence = HOSTILE[what]

    response = send(client, people, name, make())

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not WordImport.objects.exists()


def test_a_file_of_another_kind_is_no_word_document(client, people):
    response = send(client, people, "plan.txt", b"Words.")

    assert response.status_code == 422
    assert "This is no Word document." in response.content.decode()


def test_the_same_form_twice_makes_one(client, people):
    key = str(uploaded_word(people).pk)

    response = send(client, people, once=key)

    assert response["Location"] == f"{NEW}{key}/"
    assert WordImport.objects.count() == 1


def test_a_file_with_scripts_in_its_words_shows_them_as_words(client, people):
    evil = "<script>alert(1)</script>"
    found = read_word(people, make_docx(heading(evil), paragraph(evil)))

    page = client.get(found.get_absolute_url()).content.decode()

    assert evil not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_job_that_stopped_can_be_tried_again(client, people):
    found = uploaded_word(people)
    give_up_job(found.job, by=job("read_word_file"), sentence="It took too long.")

    assert "It took too long." in client.get(found.get_absolute_url()).content.decode()
    client.post(found.get_absolute_url())
    found.job.refresh_from_db()
    run_now(found.job)

    assert "What goes where" in client.get(found.get_absolute_url()).content.decode()


def test_given_up_it_makes_no_draft(client, people):
    found = read_word(people)
    client.post(f"{found.get_absolute_url()}give-up/")

    response = client.post(found.get_absolute_url(), places("own", "own", "own"))

    assert response.status_code == 409
    assert not Document.objects.exists()
    assert "gave it up" in client.get(found.get_absolute_url()).content.decode()


def test_a_draft_that_a_colleague_made_is_no_second_one(client, people):
    found = read_word(people)
    word_imports.make_draft(found, by=people.approver, title="Theirs", places=["own", "own", "own"])

    response = client.post(found.get_absolute_url(), places("own", "own", "own"))

    assert response.status_code == 409
    assert Document.objects.count() == 1


@pytest.mark.parametrize(("who", "status"), [("practitioner", 403), ("auditor", 403), ("stranger", 404)])
def test_it_is_there_for_those_who_write_alone(client, people, who, status):
    found = read_word(people)
    client.force_login(getattr(people, who))

    assert client.get(found.get_absolute_url()).status_code == status
    assert found.name not in client.get(NEW).content.decode()
