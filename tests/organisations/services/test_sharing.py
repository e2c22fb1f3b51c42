import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.models import Event
from organisations.models import Organisation
from organisations.services.sharing import decide_sharing

pytestmark = pytest.mark.django_db


def told():
    return Event.objects.filter(verb="sharing.decided").count()


def test_a_decision_is_kept_with_reason_who_and_when(people):
    assert not people.organisation.expects_protocols
    assert not people.organisation.needs_no_protocol

    decided = decide_sharing(
        people.organisation, by=people.administrator, sharing="none", reason=" One by one. "
    )

    assert (decided.sharing, decided.sharing_reason) == ("none", "One by one.")
    assert decided.sharing_decided_by == people.administrator
    assert decided.sharing_decided_at is not None
    assert (decided.expects_protocols, decided.needs_no_protocol) == (False, True)
    event = Event.objects.newest_first().first()
    assert (event.verb, event.facts, event.reason) == ("sharing.decided", {"sharing": "none"}, "One by one.")


def test_the_same_said_again_changes_nothing_and_another_word_does(people):
    for sharing, reason in (("none", "One by one."), ("none", "One by one."), ("regular", "Daily lists.")):
        decide_sharing(people.organisation, by=people.administrator, sharing=sharing, reason=reason)

    assert told() == 2
    assert Organisation.objects.get(code="NCC").expects_protocols
    history = Organisation.history.filter(code="NCC").order_by("history_date")
    assert [row.sharing for row in history][-2:] == ["none", "regular"]


@pytest.mark.parametrize(
    ("sharing", "reason", "fields"),
    [
        ("", "Why", {"sharing"}),
        ("often", "Why", {"sharing"}),
        ("none", "  ", {"reason"}),
        ("", "", {"sharing", "reason"}),
    ],
)
def test_no_decision_without_answer_and_reason(people, sharing, reason, fields):
    with pytest.raises(ValidationError) as refused:
        decide_sharing(people.organisation, by=people.administrator, sharing=sharing, reason=reason)

    assert set(refused.value.error_dict) == fields
    assert told() == 0


@pytest.mark.parametrize("who", ["officer", "manager", "practitioner", "auditor", "stranger"])
def test_only_administrators_decide(people, who):
    with pytest.raises(PermissionDenied):
        decide_sharing(people.organisation, by=getattr(people, who), sharing="none", reason="Why")
