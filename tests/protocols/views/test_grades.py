"""The grade that is proposed from what changed, on the pages where people choose it and rely on it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from governance.models.version import Grade
from governance.services import documents, review
from protocols.services.answers import answer_terms, terms_stamp
from tests.protocols.signing.world import make_signed, make_world

pytestmark = pytest.mark.django_db
LONGER = "Retention: 2 years before, 6 years now."


@pytest.fixture
def w():
    return make_world()


def draft(w, **terms):
    version = make_signed(w, "NCC NPT")
    made = documents.start_draft(version.document, by=w.officer, based_on=version)
    if terms:
        answer_terms(made, by=w.officer, fields=terms, seen=terms_stamp(made))
    return made


def page(client, name, version, who):
    client.force_login(who)
    response = client.get(reverse(name, args=[version.document.reference, version.number]))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_who_sends_it_reads_the_proposal_with_its_reasons_and_chooses(client, w):
    version = draft(w, retention="P6Y")

    words = page(client, "governance:submit", version, w.officer)

    assert "Proposed: Material: changes what people must do" in words
    assert LONGER in words
    assert "What you choose below counts." in words
    assert ' checked="checked"' not in words
    assert " checked>" not in words


@pytest.mark.parametrize(
    ("grade", "said"),
    [
        (Grade.MATERIAL, "Whoever sent it for review chose the same."),
        (Grade.ADMINISTRATIVE, "chose otherwise, and that counts: Administrative: names, contacts, dates"),
    ],
)
def test_the_choice_decides_and_those_who_rely_on_it_see_both(client, w, grade, said):
    version = review.submit(
        draft(w, retention="P6Y"), by=w.officer, change_summary="Kept longer.", grade=grade
    )

    reviewed = page(client, "governance:review", version, w.approver)
    client.post(
        reverse("governance:review", args=[version.document.reference, version.number]),
        {"decision": "approve", "lock": version.lock},
    )
    version.refresh_from_db()
    step = client.get(reverse("governance:version", args=[version.document.reference, version.number]))
    name = "protocols:signing-open" if grade == Grade.MATERIAL else "governance:publish"
    decided = page(client, name, version, w.approver)

    assert step.context["page"].step.href == reverse(name, args=[version.document.reference, version.number])
    for words in (reviewed, decided):
        assert LONGER in words
        assert said in words
    is_signed = grade == Grade.MATERIAL
    assert ("Signed by the parties" in reviewed, "On the day chosen after approval" in reviewed) == (
        is_signed,
        not is_signed,
    )
    assert version.grade == grade


def test_after_the_last_approval_of_an_agreement_comes_its_opening(client, w):
    version = review.submit(draft(w), by=w.officer, change_summary="Again.")
    client.force_login(w.approver)

    answer = client.post(
        reverse("governance:review", args=[version.document.reference, version.number]),
        {"decision": "approve", "lock": version.lock},
    )

    assert answer.url == reverse("protocols:signing-open", args=[version.document.reference, "1.1"])


def test_of_a_copy_it_is_said_that_nothing_differs_and_of_a_first_version_nothing(client, w):
    version = draft(w)

    again = page(client, "governance:submit", version, w.officer)

    assert "Proposed: Editorial" in again
    assert "Nothing differs from the version that was published last." in again
    first = documents.create_document(
        w.organisation, kind=version.document.kind_model, title="New", by=w.officer
    )
    assert "Proposed" not in page(client, "governance:submit", first.versions.get(), w.officer)
