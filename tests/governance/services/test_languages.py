"""In which language a document is written."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from governance import registry
from governance.models import Document
from governance.services import documents
from tests.factories.governance import CODE

pytestmark = pytest.mark.django_db


def start(people, language):
    return documents.create_document(
        people.organisation, kind=registry.kind(CODE), title="Cod", by=people.officer, language=language
    )


def test_no_english_text_stands_in_a_document_of_another_language(people):
    bodies = {
        language: {section.body for section in start(people, language).versions.get().sections.all()}
        for language in ("en-gb", "cy")
    }

    assert bodies["cy"] == {""}
    assert "" not in bodies["en-gb"]


def test_a_language_that_is_not_offered_is_refused(people):
    with pytest.raises(ValidationError) as refused:
        start(people, "tlh")

    assert list(refused.value.error_dict) == ["language"]
    assert not Document.objects.exists()


@pytest.mark.parametrize(("language", "offers"), [("en-gb", False), ("cy", True)])
def test_a_heading_of_the_kind_can_be_put_into_another_language(client, people, language, offers):
    version = start(people, language).versions.get()
    section = version.sections.first()
    at = reverse("governance:section-edit", args=[version.document.reference, "1.0", section.key])
    client.force_login(people.officer)

    page = client.get(at)
    client.post(at, {"heading": "Ein hymrwymiad", "body": "Rydym yn rhannu.", "base": section.lock})

    (assertContains if offers else assertNotContains)(page, 'name="heading"')
    section.refresh_from_db()
    assert (section.heading == "Ein hymrwymiad", section.body) == (offers, "Rydym yn rhannu.")
