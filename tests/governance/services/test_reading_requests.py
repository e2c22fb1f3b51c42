"""Who is asked to read what, and what follows when people join and leave and versions come."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.errors import InvalidMove
from audit.models import Event
from governance.jobs import tasks
from governance.models import Reading
from governance.services import reading_requests, readings, training
from governance.services.publication import withdraw as withdraw_version
from organisations.permissions import Role
from organisations.services.people import add_member, end_membership
from organisations.services.teams import add_team, change_team
from tests.factories.governance import draft_of, make_document, make_published
from tests.factories.organisations import make_member, make_person
from tests.factories.protocols import make_recorded
from tests.factories.reading import make_edition, make_request, make_training

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
LATER = timedelta(days=14)


@pytest.fixture
def version(people):
    return make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1))


def outstanding(person=None):
    rows = Reading.objects.outstanding(TODAY())
    rows = rows.of(person) if person else rows
    return sorted((str(row.user), str(row.version.number if row.version else row.training)) for row in rows)


def edition(people, version, grade):
    return make_edition(version.document, people.officer, people.approver, grade)


def join(people, role=Role.PRACTITIONER, email="new@northshire.example"):
    person = make_person(email)
    return add_member(person, by=people.administrator, organisation=people.organisation, role=role)


def last_event(thing):
    return Event.objects.for_target(thing).in_order().last()


def test_asking_offers_the_version_in_force_to_each_once(people, version):
    team = add_team(
        people.organisation,
        by=people.administrator,
        name="Team",
        members=[people.practitioner, people.officer],
    )

    made = make_request(
        version.document,
        people.officer,
        roles=["practitioner", "manager"],
        teams=[team],
        people=[people.practitioner],
        note=" Before the audit ",
    )

    assert outstanding() == [("Manager", "1.0"), ("Officer", "1.0"), ("Practitioner", "1.0")]
    reading = Reading.objects.get(user=people.practitioner)
    assert (reading.due_on, reading.opened_at, reading.confirmed_at) == (TODAY() + LATER, None, None)
    assert made.note == "Before the audit"
    event = last_event(version.document)
    assert (event.verb, event.facts) == (
        "reading.asked",
        {
            "version": "1.0",
            "due_on": (TODAY() + LATER).isoformat(),
            "roles": ["manager", "practitioner"],
            "teams": [str(team.pk)],
            "named": [str(people.practitioner.pk)],
            "people": 3,
            "carried": 0,
        },
    )


def test_what_cannot_be_asked(people, version):
    document = version.document
    agreement = make_recorded(people.organisation, people.officer, people.other).document
    team = add_team(people.organisation, by=people.administrator, name="Team")
    team.organisation_id = people.other.pk

    with pytest.raises(ValidationError, match="later day"):
        make_request(document, people.officer, days=-1)
    with pytest.raises(ValidationError, match="Choose who"):
        make_request(document, people.officer, roles=[])
    with pytest.raises(ValidationError, match="Only people with a role"):
        make_request(document, people.officer, people=[people.stranger])
    with pytest.raises(ValidationError, match="Choose among"):
        make_request(document, people.officer, roles=["chief"])
    with pytest.raises(ValidationError, match="Choose among"):
        make_request(document, people.officer, teams=[team])
    with pytest.raises(InvalidMove, match="Nothing of this document"):
        make_request(draft_of(make_document(people.organisation, people.officer)).document, people.officer)
    with pytest.raises(InvalidMove, match="asked to read policies"):
        make_request(agreement, people.officer)
    assert not Reading.objects.exists()


@pytest.mark.parametrize("name", ["practitioner", "auditor", "administrator", "stranger"])
def test_who_may_not_publish_may_not_ask(people, version, name):
    made = make_request(version.document, people.manager)
    item = make_training(people.organisation, people.manager)
    person = getattr(people, name)

    for act in (
        lambda: make_request(version.document, person),
        lambda: reading_requests.withdraw(made, by=person),
        lambda: make_training(people.organisation, person, name="More"),
        lambda: training.change_training(item, by=person, name="Other"),
        lambda: training.end_training(item, by=person),
        lambda: readings.note_export(people.organisation, by=person, rows=1),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_who_joins_a_role_or_a_team_is_asked_by_the_hourly_job(people, version):
    team = add_team(people.organisation, by=people.administrator, name="Team")
    make_request(version.document, people.officer, days=5, roles=["practitioner"], teams=[team])
    join(people)
    change_team(team, by=people.administrator, members=[people.auditor])

    tasks.ask_readers.func()

    assert outstanding() == [("Auditor", "1.0"), ("New", "1.0"), ("Practitioner", "1.0")]
    event = last_event(version.document)
    assert (event.verb, event.actor_kind, event.facts["people"]) == ("reading.offered", "job", 2)
    before = Event.objects.count()
    tasks.ask_readers.func()
    assert Event.objects.count() == before


def test_who_joins_after_the_day_has_as_many_days_as_the_others_had(people, version, time_machine):
    make_request(version.document, people.officer, days=5)
    time_machine.move_to(timezone.now() + timedelta(days=30))
    member = join(people)

    tasks.ask_readers.func()

    assert Reading.objects.get(user=member.user).due_on == TODAY() + timedelta(days=5)
    assert Reading.objects.get(user=people.practitioner).due_on == TODAY() - timedelta(days=25)


def test_who_leaves_owes_nothing_and_stays_in_the_report(people, version):
    make_request(version.document, people.officer)
    readings.open_reading(version, by=people.practitioner)

    end_membership(people.practitioner.memberships.get(), by=people.administrator)

    assert outstanding() == []
    row = Reading.objects.with_progress(TODAY()).get(user=people.practitioner)
    assert (row.progress, row.opened_at is not None) == ("not_asked", True)


def test_a_closed_account_owes_nothing(people, version):
    make_request(version.document, people.officer)
    people.practitioner.is_active = False
    people.practitioner.save()

    assert outstanding() == []


@pytest.mark.parametrize("grade", ["editorial", "administrative"])
def test_a_confirmation_holds_through_what_is_not_material(people, version, grade):
    make_member(make_person("slow@northshire.example"), people.organisation, Role.PRACTITIONER)
    make_request(version.document, people.officer)
    confirmed = readings.confirm(version, by=people.practitioner)
    due = Reading.objects.get(user__email="slow@northshire.example").due_on

    new = edition(people, version, grade)

    assert outstanding() == [("Slow", "1.1")]
    row = Reading.objects.get(user=people.practitioner, version=new)
    assert (row.carried, row.confirmed_at) == (confirmed, None)
    assert readings.confirm(new, by=people.practitioner).confirmed_at is None
    assert Reading.objects.get(user__email="slow@northshire.example", version=new).due_on == due
    event = last_event(version.document)
    assert (event.verb, event.facts["people"], event.facts["carried"]) == ("reading.offered", 1, 1)


def test_a_material_version_asks_again_with_the_publication(people, version, time_machine):
    make_request(version.document, people.officer, days=5)
    readings.confirm(version, by=people.practitioner)
    time_machine.move_to(timezone.now() + timedelta(days=90))

    new = edition(people, version, "material")

    assert outstanding() == [("Practitioner", new.number)]
    row = Reading.objects.get(version=new)
    assert (row.carried, row.due_on) == (None, TODAY() + timedelta(days=5))
    published, offered = list(Event.objects.in_order())[-2:]
    assert (published.verb, offered.verb) == ("version.published", "reading.offered")
    assert published.operation == offered.operation


def test_what_takes_effect_later_is_asked_on_that_day(people, version, time_machine):
    make_request(version.document, people.officer)
    make_edition(
        version.document, people.officer, people.approver, effective_from=TODAY() + timedelta(days=3)
    )
    assert outstanding() == [("Practitioner", "1.0")]

    time_machine.move_to(timezone.now() + timedelta(days=3))
    tasks.ask_readers.func()

    assert outstanding() == [("Practitioner", "1.1")]


def test_nothing_is_outstanding_of_what_was_withdrawn(people, version):
    make_request(version.document, people.officer)

    withdraw_version(version, by=people.manager, reason="Wrong")

    assert outstanding() == []
    with pytest.raises(InvalidMove, match="Another version"):
        readings.confirm(version, by=people.practitioner)


def test_a_withdrawn_request_asks_nobody_and_another_goes_on(people, version):
    first = make_request(version.document, people.officer, days=3)
    second = make_request(version.document, people.manager, days=9)
    row = Reading.objects.get()
    assert (row.request, row.due_on) == (first, TODAY() + timedelta(days=3))

    reading_requests.withdraw(first, by=people.officer)

    row.refresh_from_db()
    assert (row.request, row.due_on) == (second, TODAY() + timedelta(days=9))
    assert last_event(version.document).verb == "reading.withdrawn"
    reading_requests.withdraw(second, by=people.officer)
    assert outstanding() == []
    with pytest.raises(InvalidMove, match="withdrawn before"):
        reading_requests.withdraw(second, by=people.officer)


def test_a_training_item_is_named_changed_asked_done_and_ended(people):
    item = make_training(people.organisation, people.officer, name=" Yearly course ")
    assert (item.name, last_event(item).verb) == ("Yearly course", "training.added")
    item = training.change_training(item, by=people.officer, name="Course", link="https://a.example/course")
    assert last_event(item).verb == "training.changed"
    make_request(item, people.officer)
    assert outstanding() == [("Practitioner", "Course")]
    with pytest.raises(ValidationError, match="has not come yet"):
        readings.confirm_training(item, by=people.practitioner, done_on=TODAY() + timedelta(days=1))

    done = readings.confirm_training(item, by=people.practitioner, done_on=TODAY() - timedelta(days=2))

    assert (done.done_on, done.confirmed_at is not None) == (TODAY() - timedelta(days=2), True)
    event = last_event(done)
    assert (event.verb, event.facts) == ("training.confirmed", {"done_on": done.done_on.isoformat()})
    assert readings.confirm_training(item, by=people.practitioner, done_on=TODAY()).done_on == done.done_on
    training.end_training(item, by=people.officer)
    assert last_event(item).verb == "training.ended"
    for act in (
        lambda: training.end_training(item, by=people.officer),
        lambda: training.change_training(item, by=people.officer, name="Other"),
        lambda: make_request(item, people.officer),
        lambda: readings.confirm_training(item, by=people.practitioner, done_on=TODAY()),
    ):
        with pytest.raises(InvalidMove, match="has ended"):
            act()
