import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.errors import InvalidMove
from audit.models import Event
from governance.canonical import thaw
from governance.models import Body
from governance.services import documents, review
from organisations.services import organisations as organisation_services
from tests.factories.governance import approved, draft_of, make_document, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(people):
    return draft_of(make_document(people.organisation, people.officer))


def test_submit_freezes_the_text(people, version):
    version = submitted(version, people.officer)

    text = thaw(Body.objects.get(pk=version.content_sha256).unpacked())
    assert (version.state, version.submitted_by) == ("in_review", people.officer)
    assert [(s.key, s.body) for s in text.sections] == [(s.key, s.body) for s in version.sections.all()]


def test_submit_needs_a_summary(people, version):
    with pytest.raises(ValidationError, match="Say what changed"):
        review.submit(version, by=people.officer, change_summary=" ")


def test_who_submitted_does_not_approve(people, version):
    version = submitted(version, people.officer)

    with pytest.raises(PermissionDenied, match="another person must approve"):
        review.approve(version, by=people.officer)

    version.refresh_from_db()
    assert (version.state, version.approved_by) == ("in_review", None)


def test_the_refusal_is_in_the_log(people, version):
    version = submitted(version, people.officer)

    with pytest.raises(PermissionDenied):
        review.approve(version, by=people.officer)

    assert Event.objects.filter(verb__contains="refus").count() == 1


def test_a_waiver_lets_the_author_approve_and_is_kept(people, version):
    organisation_services.waive_four_eyes(
        people.organisation, reason="Two staff, one of them away.", by=people.administrator
    )
    version = submitted(version, people.officer)

    version = review.approve(version, by=people.officer)

    assert (version.state, version.waiver) == ("approved", "Two staff, one of them away.")


def test_approval_says_in_which_role(people, version):
    version = approved(version, people.officer, people.approver)

    assert version.approved_as == "Approver, information officer"


@pytest.mark.parametrize("name", ["practitioner", "auditor", "administrator", "stranger"])
def test_approving_is_for_officers_and_managers(people, version, name):
    version = submitted(version, people.officer)

    with pytest.raises(PermissionDenied):
        review.approve(version, by=getattr(people, name))


def test_send_back_opens_the_text_again(people, version):
    version = review.send_back(
        submitted(version, people.officer), by=people.approver, reason="Name who advises."
    )

    assert (version.state, version.content_sha256, version.submitted_by) == ("draft", "", None)
    assert Event.objects.for_target(version).latest("at").reason == "Name who advises."


def test_send_back_needs_a_reason(people, version):
    with pytest.raises(ValidationError, match="Say what needs to change"):
        review.send_back(submitted(version, people.officer), by=people.approver, reason="")


def test_an_approved_version_can_be_sent_back(people, version):
    version = review.send_back(
        approved(version, people.officer, people.approver), by=people.manager, reason="Late"
    )

    assert (version.state, version.approved_by, version.approved_as) == ("draft", None, "")


def test_a_draft_cannot_be_approved(people, version):
    with pytest.raises(InvalidMove, match="cannot become"):
        review.approve(version, by=people.approver)


def test_give_up_ends_a_draft_and_frees_the_place(people, version):
    review.give_up(version, by=people.officer, reason="Started twice")

    assert documents.start_draft(version.document, by=people.officer).number == "1.1"
