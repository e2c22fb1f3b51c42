"""Two people save the same section: the second one sees both texts, and can save either or both."""

from __future__ import annotations

import pytest

from governance.models import Section, SectionDraft
from governance.services.sections import save_section
from tests.factories.governance import draft_of, make_document
from tests.refusals.helpers import changed, signed_in, stored, url, words

pytestmark = pytest.mark.django_db
MINE, THEIRS = "My own words, an hour's work.", "Their words, saved before."


@pytest.fixture
def section(people):
    section = draft_of(make_document(people.organisation, people.officer)).sections.first()
    save_section(section, by=people.approver, body=THEIRS, base=section.lock)
    return section


def test_a_stale_save_is_answered_with_both_texts(client, people, section, record_property):
    signed_in(client, people.officer)
    before = stored()

    answer = client.post(
        url("section-edit", section.version, section.key), {"body": MINE, "base": str(section.lock)}
    )

    assert answer.status_code == 409
    text = words(answer)
    assert MINE in text
    assert all(word in text for word in THEIRS.split())
    assert "Your text is safe" in text
    assert changed(before) == []
    assert SectionDraft.objects.get(section=section, person=people.officer).text == MINE
    record_property("figure", "a stale save: 409 with both texts, mine kept, theirs unchanged")


def test_both_texts_can_be_put_together_and_saved_without_a_script(client, people, section):
    address = url("section-edit", section.version, section.key)
    signed_in(client, people.officer).post(address, {"body": MINE, "base": str(section.lock)})

    combined = client.post(address, {"body": MINE, "began": str(section.lock), "combine": "yes"})
    text, base = combined.context["form"]["body"].value(), combined.context["form"]["base"].value()
    saved = client.post(address, {"body": text, "base": str(base)})

    assert (combined.status_code, saved.status_code) == (200, 302)
    body = Section.objects.get(pk=section.pk).body
    assert MINE in body
    assert THEIRS in body
