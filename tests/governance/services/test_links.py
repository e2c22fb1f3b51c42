"""Of which document another one is the translation."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from audit.models import Event
from governance import registry
from governance.kinds import Kind
from governance.models import DocumentLink
from governance.models.link import Relation
from governance.services import documents, links
from tests.audit.helpers import acting
from tests.factories.governance import TEXT, make_document

pytestmark = pytest.mark.django_db
OTHER_KIND = Kind(key="test_notice", code="TNO", label="Notice", label_plural="Notices")


@pytest.fixture
def english(people):
    return make_document(people.organisation, people.officer, title="How we share")


@pytest.fixture
def welsh(people):
    return make_document(people.organisation, people.officer, title="Sut rydym yn rhannu", language="cy")


def told():
    """Links said and taken back, in the words of the log."""
    found = Event.objects.filter(verb__in=["document.linked", "document.unlinked"]).in_order()
    return [(event.verb, event.target_label.partition(" ")[0], event.facts["target"]) for event in found]


def pairs():
    return set(DocumentLink.objects.values_list("source__reference", "target__reference", "relation"))


def refusal(document, of, by):
    before = pairs()
    with pytest.raises(ValidationError) as refused:
        links.state_translation(document, of=of, by=by)
    assert list(refused.value.error_dict) == ["translation_of"]
    assert pairs() == before
    return refused.value.messages[0]


def test_a_translation_is_stated_and_told_once(people, english, welsh):
    tie = links.state_translation(welsh, of=english, by=people.officer)
    again = links.state_translation(welsh, of=english, by=people.approver)

    assert (tie.source, tie.target, again.pk) == (welsh, english, tie.pk)
    assert pairs() == {(welsh.reference, english.reference, "translates")}
    assert told() == [("document.linked", welsh.reference, english.reference)]


def test_a_translation_is_taken_away_and_told_once(people, english, welsh):
    links.state_translation(welsh, of=english, by=people.officer)

    answers = [links.state_translation(welsh, of=None, by=people.officer) for _time in range(2)]

    assert (answers, pairs()) == ([None, None], set())
    assert told()[1:] == [("document.unlinked", welsh.reference, english.reference)]


def test_another_original_takes_the_place_of_the_first_in_one_operation(people, english, welsh):
    other = make_document(people.organisation, people.officer, title="Another")
    links.state_translation(welsh, of=english, by=people.officer)

    links.state_translation(welsh, of=other, by=people.officer)

    assert pairs() == {(welsh.reference, other.reference, "translates")}
    last = list(Event.objects.in_order())[-2:]
    assert [event.verb for event in last] == ["document.unlinked", "document.linked"]
    assert all(first.operation == second.operation for first, second in pairwise(last))


def test_a_refused_change_leaves_what_was_said_before(people, english, welsh):
    links.state_translation(welsh, of=english, by=people.officer)
    same = make_document(people.organisation, people.officer, title="Arall", language="cy")

    sentence = refusal(welsh, same, people.officer)

    assert sentence == f"{same.reference} is in the same language, Welsh. Choose one in another."


def test_a_document_does_not_translate_itself(people, welsh):
    assert refusal(welsh, welsh, people.officer) == "A document cannot be a translation of itself."


def test_an_original_is_of_the_same_organisation(people, welsh):
    theirs = make_document(people.other, people.stranger, title="Theirs")

    assert refusal(welsh, theirs, people.officer) == "Choose a document of the same organisation."


def test_an_original_is_of_the_same_kind(people, welsh, monkeypatch):
    monkeypatch.setitem(registry._kinds, OTHER_KIND.key, OTHER_KIND)
    notice = documents.create_document(
        people.organisation, kind=OTHER_KIND, title="Notice", by=people.officer, sections=TEXT
    )

    assert refusal(welsh, notice, people.officer).startswith("Choose a document of the same kind")


def test_a_translation_has_no_translation(people, english, welsh):
    links.state_translation(welsh, of=english, by=people.officer)
    third = make_document(people.organisation, people.officer, title="Third")

    sentence = refusal(third, welsh, people.officer)

    assert sentence == (
        f"{welsh.reference} is itself a translation, of {english.reference}. Choose an original."
    )


def test_an_original_does_not_become_a_translation(people, english, welsh):
    links.state_translation(welsh, of=english, by=people.officer)
    second = make_document(people.organisation, people.officer, title="Ail", language="cy")

    sentence = refusal(english, second, people.officer)

    assert sentence == (
        f"{welsh.reference} is a translation of this document, so this one cannot be one itself."
    )


def test_a_second_original_is_refused_however_it_is_tied(people, english, welsh):
    links.state_translation(welsh, of=english, by=people.officer)
    other = make_document(people.organisation, people.officer, title="Another")

    with pytest.raises(ValidationError, match="It can have one original"):
        links.link(welsh, target=other, relation=Relation.TRANSLATES, by=people.officer)
    with acting(), pytest.raises(IntegrityError), transaction.atomic():
        DocumentLink.objects.create(source=welsh, target=other, relation=Relation.TRANSLATES)

    links.link(welsh, target=other, relation=Relation.RELIES_ON, by=people.officer)
    assert (welsh.reference, other.reference, "relies_on") in pairs()


@pytest.mark.parametrize("name", ["manager", "practitioner", "auditor", "administrator", "stranger"])
def test_translations_are_stated_by_those_who_draft(people, english, welsh, name):
    with pytest.raises(PermissionDenied):
        links.state_translation(welsh, of=english, by=getattr(people, name))

    assert pairs() == set()
