"""A version that left draft is frozen: each way to change it is refused in words, and what was typed is shown."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from governance.models import Section
from tests.factories.governance import draft_of, make_document, make_published, submitted
from tests.refusals.helpers import changed, signed_in, stored, url, words

pytestmark = pytest.mark.django_db
TYPED = "What I typed for an hour."


def in_review(people):
    return submitted(draft_of(make_document(people.organisation, people.officer)), people.officer)


def in_force(people):
    return make_published(people.organisation, people.officer, people.approver)


@pytest.fixture(params=[in_review, in_force], ids=["in review", "published"])
def version(request, people):
    return request.param(people)


def test_saving_a_section_is_refused_and_what_was_typed_is_shown(client, people, version, record_property):
    section = version.sections.first()
    typed = {"body": TYPED, "base": str(section.lock)}
    signed_in(client, people.officer)
    before = stored()

    answer = client.post(url("section-edit", version, section.key), typed)

    assert answer.status_code == 409
    assert TYPED in words(answer)
    assert "frozen" in words(answer)
    assert changed(before) == []
    record_property(
        "figure", f"editing a frozen version ({version.state}): 409, the text shown, 0 tables changed"
    )


@pytest.mark.parametrize(
    ("name", "by_section", "data"),
    [
        ("section-autosave", True, {"body": TYPED, "base": "1"}),
        ("section-move", True, {"to": "down", "seen": "1"}),
        ("section-remove", True, {}),
        ("section-add", False, {"heading": "More"}),
        ("details", False, {"title": "Other", "marking": "", "handling": "", "lock": "1"}),
        ("give-up", False, {"reason": "Not needed"}),
    ],
)
def test_every_other_way_to_change_it_is_refused(client, people, version, name, by_section, data):
    more = [version.sections.first().key] if by_section else []
    signed_in(client, people.officer)
    before = stored()

    answer = client.post(url(name, version, *more), data)

    assert answer.status_code == 409
    assert changed(before) == []


def test_the_database_refuses_it_too(people, version):
    before = stored()

    for statement in (
        "UPDATE governance_section SET body = 'x' WHERE version_id = %s",
        "DELETE FROM governance_section WHERE version_id = %s",
        "UPDATE governance_documentversion SET title = 'x' WHERE id = %s",
        "UPDATE governance_documentversion SET content_sha256 = 'x' WHERE id = %s",
    ):
        key = Section._meta.get_field("version").get_db_prep_value(version.pk, connection)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [key])

    assert changed(before) == []
