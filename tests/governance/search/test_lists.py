from __future__ import annotations

import pytest
from django.utils import timezone

from governance.kinds import PlainSection
from governance.models import Document
from governance.search import indexing
from governance.search.lists import documents_matching
from tests.factories.governance import make_document, make_published

pytestmark = pytest.mark.django_db


def test_a_list_is_filtered_by_what_the_person_may_read(people):
    here, officer, approver = people.organisation, people.officer, people.approver
    texts = [PlainSection("a", "Rivers", "Otters and herons.")]
    opened = make_published(here, officer, approver, title="Open", texts=texts).document
    closed = make_published(
        here, officer, approver, title="Closed", texts=texts, audience="organisation"
    ).document
    make_published(here, officer, approver, title="Other")
    make_document(here, officer, title="Draft", texts=texts)
    indexing.index_due()
    today = timezone.localdate()

    def listed(person, query):
        return set(Document.objects.filter(pk__in=documents_matching(person, query, today)))

    assert listed(people.anonymous, "otter heron") == {opened}
    assert listed(people.practitioner, "otter heron") == {opened, closed}
    assert listed(people.stranger, closed.reference) == set()
    assert listed(people.practitioner, closed.reference) == {closed}
    assert listed(people.practitioner, "what is it") == set()
