from __future__ import annotations

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.core.files.base import ContentFile

from audit.actors import job
from audit.models import Event
from governance.models import DocumentVersion, Rendition
from governance.pdf import render as machine
from governance.pdf.errors import PdfRefused, PdfUnavailable
from governance.services import rendition
from tests.factories.governance import draft_of, make_document, make_published
from tests.governance.pdf.helpers import assert_sound, words_of

pytestmark = pytest.mark.django_db
BY = job("render_version")


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def version(people):
    made = make_published(people.organisation, people.officer, people.approver, date(2026, 12, 1))
    return DocumentVersion.objects.for_page().get(pk=made.pk)


def test_published_version_is_rendered_kept_and_logged(version, tmp_path):
    made = rendition.render(version, by=BY)

    content = made.content()
    assert_sound(content, tmp_path)
    assert (made.size, made.pages, made.sha256) == (len(content), 4, machine.Pdf(content, 4).sha256)
    assert made.file.name == f"renditions/{made.sha256[:2]}/{made.sha256}.pdf"
    assert made.file_name == f"{version.document.reference}-v1.0.pdf"
    assert made.made_by == "render_version"
    assert made.renderer.startswith("weasyprint 70")
    [event] = Event.objects.filter(verb="pdf.rendered")
    assert event.facts == {"version": "1.0", "sha256": made.sha256, "size": made.size, "pages": 4}


def test_every_word_of_the_text_is_in_the_pdf(version):
    words = words_of(rendition.render(version, by=BY).content())

    for section in version.sections.all():
        assert "".join(section.heading.split()) in words
        assert "".join(section.body.split()) in words


def test_second_rendering_finds_the_first(version, monkeypatch):
    first = rendition.render(version, by=BY)
    monkeypatch.setattr(rendition, "to_pdf", lambda what: pytest.fail("printed twice"))

    second = rendition.render(version, by=BY)

    assert second == first
    assert Rendition.objects.count() == Event.objects.filter(verb="pdf.rendered").count() == 1


def test_fresh_rendering_is_the_same_bytes(version):
    first = rendition.render(version, by=BY)

    assert rendition.render(version, by=BY, fresh=True) == first
    assert rendition.print_now(version).sha256 == first.sha256


def test_lost_or_half_written_file_is_made_again(version):
    made = rendition.render(version, by=BY)
    storage, name = made.file.storage, made.file.name
    for content in (None, b"%PDF-half"):
        storage.delete(name)
        if content:
            storage.save(name, ContentFile(content))

        again = rendition.render(version, by=BY)

        assert again == made
        assert machine.Pdf(again.content(), 4).sha256 == made.sha256


def test_kept_file_is_never_replaced_by_another(version, monkeypatch):
    made = rendition.render(version, by=BY)
    monkeypatch.setattr(rendition, "to_pdf", lambda what: machine.Pdf(b"%PDF-other", 1))

    with pytest.raises(PdfUnavailable, match="differs from the one that is kept"):
        rendition.render(version, by=BY, fresh=True)

    assert machine.Pdf(made.content(), 4).sha256 == made.sha256


def test_draft_is_printed_and_not_kept(people):
    version = draft_of(make_document(people.organisation, people.officer))

    content = rendition.draft_pdf(version)

    with pikepdf.Pdf.open(BytesIO(content)) as pdf:
        assert str(pdf.docinfo["/Title"]).endswith("version 1.0")
    assert Rendition.objects.count() == 0
    assert not Event.objects.filter(verb="pdf.rendered").exists()


def test_draft_is_not_kept_even_when_asked_for(people):
    version = draft_of(make_document(people.organisation, people.officer))

    with pytest.raises(PdfRefused, match="printed on demand"):
        rendition.render(version, by=BY)


def test_event_that_fails_leaves_nothing_behind(version, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the log is full")

    monkeypatch.setattr(rendition, "record", fail)

    with pytest.raises(RuntimeError, match="the log is full"):
        rendition.render(version, by=BY)

    assert Rendition.objects.count() == 0


def test_rendition_is_visible_to_whoever_may_read_the_version(people):
    made = make_published(
        people.organisation, people.officer, people.approver, date(2026, 1, 1), audience="organisation"
    )
    kept = rendition.render(made, by=BY)

    seen = {
        name
        for name in ("officer", "practitioner", "stranger", "anonymous")
        if Rendition.objects.visible_to(getattr(people, name)).filter(pk=kept.pk).exists()
    }

    assert seen == {"officer", "practitioner"}
    assert rendition.kept(made) == kept
