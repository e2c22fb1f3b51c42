"""Two versions are never in force on the same day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from governance.services.documents import start_draft
from tests.factories.governance import approved, draft_of, make_document, next_version, published
from tests.refusals.helpers import changed, signed_in, stored, url, words

pytestmark = pytest.mark.django_db


def test_publishing_into_the_range_of_a_later_version_is_refused(client, people, record_property):
    today = timezone.localdate()
    document = make_document(people.organisation, people.officer)
    published(draft_of(document), people.officer, people.approver, today - timedelta(days=30))
    next_version(document, people.officer, people.approver, today + timedelta(days=20))
    version = approved(start_draft(document, by=people.officer), people.officer, people.approver)
    signed_in(client, people.approver)
    before = stored()

    for typed in (today + timedelta(days=10), today + timedelta(days=20)):
        day = date_format(typed, "j F Y")
        answer = client.post(
            url("publish", version), {"when": "day", "effective_from": day, "next_review_on": ""}
        )

        assert answer.status_code == 422
        starts = date_format(today + timedelta(days=20), "j F Y")
        assert f"Version 1.1 takes effect on {starts}, so the two would overlap." in words(answer)
        assert f'value="{day}"' in words(answer)
    assert changed(before) == []
    record_property(
        "figure", "publishing with overlapping ranges: 422 in a sentence, the day kept, 0 tables changed"
    )
