"""A PDF names what the same document was in other languages when it was published, and no draft."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from governance.models import DocumentVersion
from governance.models.link import Relation
from governance.pdf.facts import facts
from governance.pdf.html import printable
from governance.services import documents, links, publication
from tests.factories.governance import draft_of, make_document, make_published, next_version, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day():
    with time_machine.travel("2026-11-24T09:30:00Z", tick=True):
        yield


def publish(people, **fields):
    return make_published(people.organisation, people.officer, people.approver, **fields)


def write(people, **fields):
    return make_document(people.organisation, people.officer, **fields)


def state(people, translation, original):
    return links.state_translation(translation, of=original, by=people.officer)


def again(people, version):
    """The next version of a document, published now; in force from a day after the one before."""
    day = version.effective_from + timedelta(days=1)
    return next_version(version.document, people.officer, people.approver, day)


def printed(version):
    """What the control block says of other languages."""
    version = DocumentVersion.objects.for_page().get(pk=version.pk)
    control = dict(facts(version).control)
    return control.get("Translation of"), control.get("Translated as")


def key(version):
    return printable(DocumentVersion.objects.for_page().get(pk=version.pk)).key()


def test_a_translation_names_its_original_and_the_other_way_round(people):
    english = publish(people, title="How we share")
    draft = draft_of(write(people, title="Cod", language="cy"))
    state(people, draft.document, english.document)

    welsh = published(draft, people.officer, people.approver)
    newer = again(people, english)

    assert printed(welsh) == (f"{english.document.reference} (English)", None)
    assert printed(newer) == (None, f"{welsh.document.reference} (Welsh)")


def test_a_translation_stated_later_is_not_in_the_old_pdf(people):
    english, welsh = publish(people), publish(people, language="cy")
    before = key(english), key(welsh)

    state(people, welsh.document, english.document)

    assert [printed(each) for each in (english, welsh)] == [(None, None)] * 2
    assert (key(english), key(welsh)) == before


def test_a_translation_taken_away_later_stays_in_the_old_pdf(people):
    welsh = publish(people, language="cy")
    english = publish(people)
    state(people, welsh.document, english.document)
    second = again(people, english)
    before = key(second)

    state(people, welsh.document, None)
    publication.withdraw(welsh, by=people.manager, reason="Wrong")
    documents.change_control(welsh.document, by=people.officer, audience="organisation")
    third = again(people, second)

    assert (printed(second)[1], key(second)) == (f"{welsh.document.reference} (Welsh)", before)
    assert printed(third) == (None, None)


def test_a_draft_is_in_no_pdf(people):
    english = publish(people)
    draft = write(people, title="Cod cudd", language="cy")
    state(people, draft, english.document)

    second = again(people, english)
    published(draft_of(draft), people.officer, people.approver)
    third = again(people, second)

    assert [printed(each)[1] for each in (second, third)] == [None, f"{draft.reference} (Welsh)"]


def test_what_was_kept_inside_is_in_no_pdf_even_when_it_is_opened_later(people):
    english = publish(people)
    inside = publish(people, title="Mewnol", language="cy", audience="organisation")
    state(people, inside.document, english.document)

    second = again(people, english)
    documents.change_control(inside.document, by=people.officer, audience="anyone")

    assert printed(second) == (None, None)


def test_what_was_withdrawn_by_then_is_in_no_pdf(people):
    english, welsh = publish(people), publish(people, language="cy")
    state(people, welsh.document, english.document)
    publication.withdraw(welsh, by=people.manager, reason="Wrong")

    assert printed(again(people, english)) == (None, None)


def test_a_draft_names_what_anybody_can_read_now(people):
    english = publish(people)
    draft = write(people, title="Cod", language="cy")
    state(people, draft, english.document)
    original = documents.start_draft(english.document, by=people.officer)

    assert printed(draft_of(draft)) == (f"{english.document.reference} (English)", None)
    assert printed(original) == (None, None)


def test_other_ties_are_no_translations(people):
    english, welsh = publish(people), publish(people, language="cy")
    links.link(welsh.document, target=english.document, relation=Relation.RELIES_ON, by=people.officer)

    assert printed(again(people, welsh)) == (None, None)


def test_three_translations_are_asked_for_as_one(people, django_assert_num_queries):
    english = publish(people, owner_role="Head of information governance")
    references = []
    for number in range(3):
        welsh = publish(people, title=f"Cod {number}", language="cy").document
        references.append(welsh.reference)
        state(people, welsh, english.document)
        english = again(people, english)
        version = DocumentVersion.objects.for_page().get(pk=english.pk)
        with django_assert_num_queries(8):
            found = facts(version)

    assert dict(found.control)["Translated as"] == ", ".join(f"{each} (Welsh)" for each in references)


def test_a_translation_taken_away_before_is_not_in_the_pdf(people):
    english, welsh = publish(people), publish(people, language="cy")
    state(people, welsh.document, english.document)
    state(people, welsh.document, None)

    assert printed(again(people, english)) == (None, None)
