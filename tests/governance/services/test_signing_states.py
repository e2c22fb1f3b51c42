"""What the states of signing mean for acts and readers that know nothing of signatures."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.errors import InvalidMove
from governance.models import DocumentVersion, Participant
from governance.models.document import Part
from governance.permissions import can_read
from governance.services import documents, publication, review
from organisations.permissions import Role
from protocols.services.recording import draft_agreement
from tests.audit.helpers import acting
from tests.factories.governance import approved
from tests.factories.organisations import make_member, make_organisation, make_person
from tests.factories.protocols import make_agreement, make_recorded

pytestmark = pytest.mark.django_db


def for_signature(version):
    """Bare of a round of signing: what governance alone knows of it."""
    with acting():
        version.state = "for_signature"
        version.save(update_fields=["state"])
    return version


@pytest.fixture
def version(people):
    draft = draft_agreement(
        people.organisation, agreement=make_agreement(people.organisation, people.other), by=people.officer
    )
    return approved(draft, people.officer, people.approver)


def test_what_nobody_signed_is_not_published_without_signatures(people, version):
    with pytest.raises(InvalidMove, match="Open it for signature"):
        publication.publish(version, by=people.approver, effective_from=timezone.localdate())


@pytest.mark.parametrize(
    ("grade", "is_published"), [("editorial", True), ("administrative", True), ("material", False)]
)
def test_only_a_change_that_is_not_material_is_published_as_it_was_approved(people, grade, is_published):
    recorded = make_recorded(people.organisation, people.officer, people.other)
    draft = documents.start_draft(recorded.document, by=people.officer)
    review.submit(draft, by=people.officer, change_summary="A new address", grade=grade)
    review.approve(draft, by=people.approver)

    try:
        publication.publish(draft, by=people.approver, effective_from=timezone.localdate())
    except InvalidMove:
        assert not is_published
    else:
        assert is_published


def test_parties_whose_drafts_one_may_read_can_read_what_is_open_for_signature(people, version):
    manager, worker = make_person("m@northport.example"), make_person("w@northport.example")
    make_member(manager, people.other, Role.MANAGER)
    make_member(worker, people.other, Role.PRACTITIONER)
    third = make_organisation("THR")
    reader = make_person("r@third.example")
    make_member(reader, third, Role.MANAGER)
    with acting():
        Participant.objects.create(document=version.document, organisation=third, standing=Part.READER)
    everyone = (manager, people.stranger, worker, reader, people.manager, people.practitioner)
    assert [can_read(person, version) for person in everyone] == [False, False, False, False, True, False]

    for_signature(version)

    expected = [True, True, False, False, True, False]
    assert [can_read(person, version) for person in everyone] == expected
    seen = [DocumentVersion.objects.visible_to(person).filter(pk=version.pk).exists() for person in everyone]
    assert seen == expected


@pytest.mark.parametrize(
    "act",
    [
        lambda v, p: review.send_back(v, by=p.approver, reason="Say more"),
        lambda v, p: review.recall(v, by=p.officer, reason="A slip"),
        lambda v, p: publication.withdraw(v, by=p.approver, reason="No need"),
        lambda v, p: review.approve(v, by=p.approver),
        lambda v, p: review.give_up(v, by=p.officer, reason="No need"),
        lambda v, p: publication.publish(
            v, by=p.approver, effective_from=timezone.localdate() + timedelta(days=1)
        ),
    ],
    ids=["send_back", "recall", "withdraw", "approve", "give_up", "publish"],
)
def test_what_is_open_for_signature_is_left_by_signatures_or_by_cancelling_alone(people, version, act):
    for_signature(version)

    with pytest.raises(InvalidMove):
        act(version, people)

    version.refresh_from_db()
    assert version.state == "for_signature"


def test_no_second_draft_is_started_while_a_version_is_open_for_signature(people, version):
    for_signature(version)

    with pytest.raises(InvalidMove):
        documents.start_draft(version.document, by=people.officer)
