from __future__ import annotations

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from governance.models import Rendition
from governance.pdf.errors import PdfRefused, PdfUnavailable
from governance.services import rendition
from tests.factories.governance import draft_of, make_document, make_published
from tests.governance.pdf.helpers import assert_sound, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def version(people):
    return make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1))


def test_version_in_force_is_written_and_kept(version, tmp_path, capsys):
    file = tmp_path / "out.pdf"

    call_command("export_pdf", version.document.reference.lower(), output=file)

    [kept] = Rendition.objects.all()
    assert file.read_bytes() == kept.content()
    assert kept.sha256 in capsys.readouterr().out


def test_fresh_file_is_the_same(version, tmp_path):
    files = [tmp_path / "kept.pdf", tmp_path / "fresh.pdf"]

    call_command("export_pdf", version.document.reference, "--version", "1.0", "-o", str(files[0]))
    call_command("export_pdf", version.document.reference, "--version", "1.0", "--fresh", "-o", str(files[1]))

    assert files[0].read_bytes() == files[1].read_bytes()
    assert_sound(files[1].read_bytes(), tmp_path)


def test_draft_is_written_and_not_kept(people, tmp_path):
    version = draft_of(make_document(people.organisation, people.officer))
    file = tmp_path / "draft.pdf"

    call_command("export_pdf", version.document.reference, output=file)

    assert "Draft,notinforce" in words_of(file.read_bytes())
    assert_sound(file.read_bytes(), tmp_path)
    assert Rendition.objects.count() == 0


@pytest.mark.parametrize(
    ("reference", "number", "words"),
    [("NCC-COP-9999", "", "No document has the reference"), (None, "9.9", "has no version 9.9")],
)
def test_unknown_document_or_version(version, tmp_path, reference, number, words):
    with pytest.raises(CommandError, match=words) as caught:
        call_command(
            "export_pdf", reference or version.document.reference, number=number, output=tmp_path / "x.pdf"
        )

    assert caught.value.returncode == 1


@pytest.mark.parametrize(("error", "code"), [(PdfRefused, 3), (PdfUnavailable, 4)])
def test_reason_is_told(version, tmp_path, monkeypatch, error, code):
    def fail(*args, **kwargs):
        raise error("A sentence.")

    monkeypatch.setattr(rendition, "to_pdf", fail)

    with pytest.raises(CommandError, match=r"A sentence\.") as caught:
        call_command("export_pdf", version.document.reference, output=tmp_path / "x.pdf")

    assert caught.value.returncode == code


def test_file_that_cannot_be_written(version, tmp_path):
    with pytest.raises(CommandError, match="cannot be written") as caught:
        call_command("export_pdf", version.document.reference, output=tmp_path / "no" / "x.pdf")

    assert caught.value.returncode == 5
