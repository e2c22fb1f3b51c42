from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from governance.models import Document

pytestmark = pytest.mark.django_db
TEXT = "Sharing with care\n\nWe share to protect people.\n\nWho may ask\n\nAnyone.\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "code.txt"
    path.write_text(TEXT)
    return path


def run(file, **options):
    out = StringIO()
    given = {"organisation": "NCC", "kind": "code_of_practice", "by": "officer@northshire.example"}
    call_command("import_document", str(file), stdout=out, **(given | options))
    return out.getvalue()


def refusal(file, **options):
    with pytest.raises(CommandError) as caught:
        run(file, **options)
    assert not Document.objects.exists()
    return str(caught.value)


def test_a_file_becomes_a_draft_and_the_report_counts(people, file):
    report = run(file)

    document = Document.objects.get()
    assert report.splitlines()[:2] == ["1. Sharing with care", "2. Who may ask"]
    assert f"{document}, version 1.0 (draft): 2 sections, 12 words in the file, 12 in the draft" in report


@pytest.mark.parametrize("kind", ["COP", "cop", "code-of-practice"])
def test_the_kind_may_be_a_code_or_a_name(people, file, kind):
    run(file, kind=kind, title="Our Code")

    assert Document.objects.get().title == "Our Code"


def test_an_unknown_kind_lists_those_there_are(people, file):
    assert refusal(file, kind="poem").startswith("There is no kind poem. There are: code_of_practice")


def test_an_unknown_organisation(people, file):
    assert refusal(file, organisation="XYZ") == "No organisation has the code XYZ."


def test_an_unknown_person(people, file):
    assert refusal(file, by="nobody@northshire.example") == (
        "Nobody has the e-mail address nobody@northshire.example."
    )


def test_somebody_who_may_not_draft(people, file):
    assert "Information officer".lower() in refusal(file, by="practitioner@northshire.example")


def test_without_a_person_the_officers_are_named(people, file):
    assert refusal(file, by="") == (
        "Say who imports, with --by and an e-mail address. "
        "These people may: approver@northshire.example, officer@northshire.example."
    )


def test_a_file_that_is_not_there(people, tmp_path):
    assert "cannot be read: No such file or directory." in refusal(tmp_path / "gone.txt")


def test_a_file_that_is_no_text(people, tmp_path):
    path = tmp_path / "code.docx"
    path.write_bytes(b"PK\x03\x04 and so on")

    assert refusal(path).startswith("This file is in Word format.")
