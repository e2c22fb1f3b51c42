"""What a person opens and confirms."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.errors import InvalidMove
from audit.models import Event
from governance.models import Reading
from governance.permissions import can_read
from governance.services import readings
from organisations.permissions import Role
from organisations.services.people import add_member, end_membership
from tests.factories.governance import make_published
from tests.factories.organisations import make_person
from tests.factories.reading import make_edition, make_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(people):
    version = make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1))
    make_request(version.document, people.officer)
    return version


def test_the_first_opening_counts(people, version):
    first = readings.open_reading(version, by=people.practitioner)
    event = Event.objects.for_target(first).get()
    assert (event.verb, event.facts) == ("reading.opened", {"version": "1.0"})

    again = readings.open_reading(version, by=people.practitioner)

    assert again.opened_at == first.opened_at
    assert Event.objects.for_target(first).count() == 1


def test_confirming_opens_and_names_the_text(people, version):
    confirmed = readings.confirm(version, by=people.practitioner)

    assert confirmed.opened_at == confirmed.confirmed_at
    assert confirmed.content_sha256 == version.content_sha256
    event = Event.objects.for_target(confirmed).get()
    assert (event.verb, event.facts) == (
        "reading.confirmed",
        {"version": "1.0", "sha256": version.content_sha256},
    )
    assert not Reading.objects.outstanding(timezone.localdate()).exists()
    assert readings.confirm(version, by=people.practitioner).confirmed_at == confirmed.confirmed_at
    assert Event.objects.for_target(confirmed).count() == 1


@pytest.mark.parametrize("grade", ["editorial", "material"])
def test_a_version_that_was_replaced_is_not_confirmed(people, version, grade):
    make_edition(version.document, people.officer, people.approver, grade)

    for act in (readings.confirm, readings.open_reading):
        with pytest.raises(InvalidMove, match="Another version"):
            act(version, by=people.practitioner)


def test_who_is_not_asked_confirms_nothing(people, version):
    for act in (readings.confirm, readings.open_reading):
        with pytest.raises(InvalidMove, match="Nobody asks you"):
            act(version, by=people.manager)
        with pytest.raises(PermissionDenied):
            act(version, by=people.stranger)


def test_who_left_confirms_nothing_and_may_read_all_the_same(people, version):
    end_membership(people.practitioner.memberships.get(), by=people.administrator)

    with pytest.raises(PermissionDenied):
        readings.confirm(version, by=people.practitioner)
    assert can_read(people.practitioner, version)


def test_who_has_just_joined_need_not_wait_for_the_job(people, version):
    person = make_person("new@northshire.example")
    add_member(person, by=people.administrator, organisation=people.organisation, role=Role.PRACTITIONER)

    confirmed = readings.confirm(version, by=person)

    assert confirmed.user == person
    offered = Event.objects.for_target(version.document).in_order().last()
    assert (offered.verb, offered.actor_kind) == ("reading.offered", "job")


def test_an_export_is_told_with_its_length(people, version):
    readings.note_export(version.document, by=people.officer, rows=3)

    event = Event.objects.for_target(version.document).in_order().last()
    assert (event.verb, event.facts) == ("reading.exported", {"rows": 3})


def test_each_sees_the_own_readings_and_who_may_ask_all(people, version):
    mine = Reading.objects.get()

    seen = {
        name
        for name in (
            "practitioner",
            "officer",
            "manager",
            "auditor",
            "administrator",
            "stranger",
            "anonymous",
        )
        if mine in Reading.objects.visible_to(getattr(people, name))
    }

    assert seen == {"practitioner", "officer", "manager"}
