"""The parties are told when an agreement in force is suspended, goes on, ends, is left or changes unsigned."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.formats import date_format

from governance.models import Notification
from governance.models.notification import Topic
from governance.notices import outbox, refreshing
from governance.services import documents, publication, review
from protocols.services import leaving, suspension, termination
from protocols.statements import Kind
from tests.once import made_once
from tests.protocols.signing.world import days, given_for, make_signed, make_world

pytestmark = pytest.mark.django_db


def world():
    w = make_world()
    w.version = make_signed(w, "NCC NPT POL", title="Warm homes")
    outbox.refresh_due()
    return w


made = made_once(world)


@pytest.fixture
def w(made):
    return made


def told(person):
    outbox.refresh_due()
    found = Notification.objects.visible_to(person).filter(topic=Topic.AGREEMENT, gone_at=None)
    return [each.text for each in found]


def today():
    return date_format(timezone.localdate(), "j F Y")


def test_a_suspension_is_told_while_it_lasts_and_its_end_after_it(w):
    halt = suspension.suspend(w.version, by=w.approver, reason="A breach at the trust")

    for person in (w.officer, w.manager, w.trust, w.police, w.police_officer):
        assert told(person) == [f"Warm homes is suspended from {today()}"]
    assert told(w.approver) == []  # who did it
    assert told(w.practitioner) == []
    [notice] = Notification.objects.filter(person=w.trust, topic=Topic.AGREEMENT)
    assert notice.why == "Case by case, people decide as before. A breach at the trust"
    assert notice.mail is not None

    suspension.lift(halt, by=w.approver, reason="Mended")
    assert told(w.trust) == ["Warm homes goes on: the suspension is lifted"]


def test_a_suspension_is_told_for_longer_than_other_news(w):
    suspension.suspend(w.version, by=w.approver, reason="A breach", organisation=w.other)
    leaving.give_notice(
        w.version, by=w.police, organisation=w.third, leaves_on=days(60), reason="We merge",
        given=given_for(w.version, w.police, w.third, kind=Kind.LEAVING),
    )  # fmt: skip
    day = date_format(days(60), "j F Y")
    assert sorted(told(w.trust)) == [
        f"Northshire Police leaves Warm homes on {day}",
        f"Warm homes is suspended for Northport Trust from {today()}",
    ]

    suspended = f"Warm homes is suspended for Northport Trust from {today()}"
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        refreshing.refresh_all()
        assert told(w.trust) == [suspended]


def test_a_termination_is_told(w):
    termination.terminate(w.version, by=w.approver, ends_on=days(5), reason="No need")

    assert told(w.police) == [f"Warm homes is terminated: it ends before {date_format(days(5), 'j F Y')}"]


@pytest.mark.parametrize(("grade", "expected"), [("editorial", 1), ("material", 0)])
def test_what_takes_effect_without_new_signatures_is_told_to_those_who_signed(w, grade, expected):
    draft = documents.start_draft(w.version.document, by=w.officer)
    review.submit(draft, by=w.officer, change_summary="Words", grade=grade)
    review.approve(draft, by=w.approver)
    if grade == "editorial":
        publication.publish(draft, by=w.approver, effective_from=days(1))

    texts = ["Warm homes was changed without new signatures: version 1.1"][:expected]
    assert told(w.trust) == texts
    assert told(w.police_officer) == texts


def test_the_first_version_is_no_news_of_this_kind(w):
    assert [told(person) for person in (w.officer, w.trust, w.police)] == [[], [], []]
