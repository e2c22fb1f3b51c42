"""The pages of those who ask."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from governance.models import Reading, ReadingRequest
from governance.services import readings
from organisations.permissions import Role
from organisations.services.people import end_membership
from organisations.services.teams import add_team
from tests.factories.governance import make_published
from tests.factories.organisations import make_member, make_person
from tests.factories.reading import make_edition, make_request, make_training

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def world(people, client):
    """Ann has confirmed, Bob has opened it, Cat left, the practitioner has not looked; and one of another body."""
    for name in ("ann", "bob", "cat"):
        person = make_person(f"{name}@northshire.example", name=name.title())
        make_member(person, people.organisation, Role.PRACTITIONER)
        setattr(people, name, person)
    people.team = add_team(
        people.organisation, by=people.administrator, name="Team", members=[people.ann, people.bob]
    )
    theirs = add_team(
        people.other, by=add_administrator(people), name="Their team", members=[people.stranger]
    )
    people.theirs = theirs
    version = make_published(people.organisation, people.officer, people.approver, date(2026, 1, 1))
    people.version = version
    make_request(version.document, people.officer)
    readings.confirm(version, by=people.ann)
    readings.open_reading(version, by=people.bob)
    end_membership(people.cat.memberships.get(), by=people.administrator)
    client.force_login(people.manager)
    return people


def add_administrator(people):
    person = make_person("administrator@northport.example")
    make_member(person, people.other, Role.ADMINISTRATOR)
    return person


def later(time_machine, client, world):
    """Twenty days on, when nobody is signed in any more."""
    time_machine.move_to(timezone.now() + timedelta(days=20))
    client.force_login(world.manager)


def readers(world, query=""):
    return reverse("governance:readers", args=[world.version.document.reference]) + query


def names(response):
    return [str(row.reading.user) for row in response.context["rows"]]


def test_everybody_who_was_asked_is_there_with_how_far_he_is(client, world):
    response = client.get(readers(world))

    shown = [(str(row.reading.user), row.progress.value) for row in response.context["rows"]]
    assert shown == [
        ("Ann", "confirmed"), ("Bob", "opened"), ("Cat", "not_asked"), ("Practitioner", "to_read"),
    ]  # fmt: skip
    assert response.context["sentence"] == "1 of 3 people have confirmed."
    assert "Stranger" not in response.content.decode()


def test_filters_narrow_the_list(client, world, time_machine):
    later(time_machine, client, world)
    queries = ["state=confirmed", "state=opened", "state=outstanding", "state=overdue", "state=not_asked"]
    queries += [f"team={world.team.pk}", "role=practitioner", "role=manager", "q=bob", "version=1.0"]
    found = {query: names(client.get(readers(world, f"?{query}"))) for query in queries}

    assert found == {
        "state=confirmed": ["Ann"],
        "state=opened": ["Bob"],
        "state=outstanding": ["Bob", "Practitioner"],
        "state=overdue": ["Bob", "Practitioner"],
        "state=not_asked": ["Cat"],
        f"team={world.team.pk}": ["Ann", "Bob"],
        "role=practitioner": ["Ann", "Bob", "Practitioner"],
        "role=manager": [],
        "q=bob": ["Bob"],
        "version=1.0": ["Ann", "Bob", "Cat", "Practitioner"],
    }


@pytest.mark.parametrize("query", ["state=late", "team=theirs", "role=chief", "version=7.7"])
def test_a_filter_that_there_is_not_is_refused(client, world, query):
    query = query.replace("theirs", str(world.theirs.pk))

    assert client.get(readers(world, f"?{query}")).status_code == 422
    where = reverse("governance:readers-csv", args=[world.version.document.reference])
    assert client.get(f"{where}?{query}").status_code == 422


def test_an_old_version_keeps_its_readers_and_owes_nothing(client, world, time_machine):
    new = make_edition(world.version.document, world.officer, world.approver)
    later(time_machine, client, world)

    now, then = client.get(readers(world)), client.get(readers(world, "?version=1.0"))

    assert now.context["version"] == new
    assert names(now) == ["Ann", "Bob", "Practitioner"]
    assert names(then) == ["Ann", "Bob", "Cat", "Practitioner"]
    assert [row.days_over for row in then.context["rows"]] == [0, 0, 0, 0]


def test_pages_go_on_from_a_person(client, world, monkeypatch):
    monkeypatch.setattr("governance.views.readers.PAGE", 2)
    first = client.get(readers(world))
    second = client.get(readers(world, f"?after={first.context['page'].later.pk}"))

    assert (names(first), names(second)) == (["Ann", "Bob"], ["Cat", "Practitioner"])


def test_asking_from_the_page(client, world):
    where = reverse("governance:reading-ask", args=[world.version.document.reference])
    day = TODAY() + timedelta(days=9)
    nobody = client.post(where, {"due_on": day.isoformat()})
    assert nobody.status_code == 422
    assert "Choose who is to read it" in nobody.content.decode()
    foreign = client.post(where, {"due_on": day.isoformat(), "people": [world.stranger.pk]})
    assert foreign.status_code == 422
    assert client.post(where, {"due_on": day.isoformat(), "teams": [world.theirs.pk]}).status_code == 422
    assert "Their team" not in client.get(where).content.decode()

    response = client.post(
        where,
        {"due_on": day.isoformat(), "roles": ["auditor"], "teams": [world.team.pk], "people": [world.officer.pk],
         "note": "Soon"},
    )  # fmt: skip

    assert (response.status_code, response.url) == (302, readers(world))
    made = ReadingRequest.objects.get(note="Soon")
    assert sorted(map(str, made.addressees.all())) == ["Auditor", "Officer", "Team"]
    assert {str(row.user) for row in made.readings.all()} == {"Auditor", "Officer", "Ann", "Bob"} - {
        "Ann"
    }  # who confirmed stays with the request by which he was asked


def test_withdrawing_from_the_page_twice_is_no_refusal(client, world):
    made = ReadingRequest.objects.get()
    where = reverse("governance:reading-withdraw", args=[made.pk])

    assert [client.post(where).status_code for _time in range(2)] == [302, 302]
    assert ReadingRequest.objects.open().count() == 0


def rows_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_file_has_what_the_list_has_and_is_told_of(client, world):
    where = reverse("governance:readers-csv", args=[world.version.document.reference])

    rows = rows_of(client.get(where))

    kept = [(row["name"], row["teams"], row["version"], row["state"], row["sha256"]) for row in rows]
    assert kept == [
        ("Ann", "Team", "1.0", "confirmed", world.version.content_sha256),
        ("Bob", "Team", "1.0", "opened", ""),
        ("Cat", "", "1.0", "not_asked", ""),
        ("Practitioner", "", "1.0", "to_read", ""),
    ]
    event = Event.objects.for_target(world.version.document).in_order().last()
    assert (event.verb, event.actor_label, event.facts) == ("reading.exported", "Manager", {"rows": 4})


def test_no_cell_is_a_formula(client, world):
    world.ann.name = "=HYPERLINK(1)"
    world.ann.save()
    where = reverse("governance:reading-report-csv", args=[world.organisation.code])

    assert "'=HYPERLINK(1)" in {row["name"] for row in rows_of(client.get(where))}


def test_the_report_by_document_team_and_person(client, world, time_machine):
    course = make_training(world.organisation, world.officer, name="Course")
    make_request(course, world.officer, teams=[world.team])
    readings.confirm_training(course, by=world.bob, done_on=TODAY())
    later(time_machine, client, world)

    response = client.get(reverse("governance:reading-report", args=[world.organisation.code]))

    tallies = ("asked", "done", "outstanding", "overdue")
    by = {
        name: [tuple(row[key] for key in (title, *tallies)) for row in response.context[name]]
        for name, title in (("subjects", "title"), ("teams", "name"))
    }
    assert by == {
        "subjects": [("Code of Practice", 3, 1, 2, 2), ("Course", 2, 1, 1, 1)],
        "teams": [("Team", 4, 2, 2, 2)],
    }
    people = [(str(row.person), row.asked, row.done, row.overdue) for row in response.context["rows"]]
    assert people == [("Ann", 2, 1, 1), ("Bob", 2, 1, 1), ("Cat", 0, 0, 0), ("Practitioner", 1, 0, 1)]
    team = client.get(f"{response.request['PATH_INFO']}?team={world.team.pk}&state=overdue")
    assert [str(row.person) for row in team.context["rows"]] == ["Ann", "Bob"]


def test_a_person_of_two_organisations_shows_in_each_with_its_own(client, world):
    make_member(world.ann, world.other, Role.PRACTITIONER)
    second = make_person("second@northport.example")
    make_member(second, world.other, Role.INFORMATION_OFFICER)
    version = make_published(world.other, world.stranger, second, title="Theirs")
    make_request(version.document, world.stranger)
    readings.confirm(version, by=world.ann)

    mine = client.get(reverse("governance:reading-report", args=["NCC"]))
    client.force_login(world.stranger)
    theirs = client.get(reverse("governance:reading-report", args=["NPT"]))

    assert "Theirs" not in mine.content.decode()
    assert [row["name"] for row in mine.context["teams"]] == ["Team"]
    assert [(str(row.person), row.asked) for row in theirs.context["rows"]] == [("Ann", 1)]
    assert "Code of Practice" not in theirs.content.decode()
    assert list(theirs.context["teams"]) == []


@pytest.mark.parametrize("name", ["readers-csv", "training-csv", "reading-report-csv"])
def test_a_file_asks_as_often_for_more_rows(client, world, name):
    course = make_training(world.organisation, world.officer)
    make_request(course, world.officer, people=[world.ann])
    args = {
        "readers-csv": [world.version.document.reference],
        "training-csv": [world.organisation.code, course.pk],
        "reading-report-csv": [world.organisation.code],
    }
    where = reverse(f"governance:{name}", args=args[name])
    asked_for(client, where)
    few = asked_for(client, where)
    make_request(course, world.officer)
    make_request(world.version.document, world.officer, roles=["manager", "auditor"])

    assert asked_for(client, where) == few
    assert Reading.objects.count() > 7


def asked_for(client, where):
    with CaptureQueriesContext(connection) as captured:
        rows_of(client.get(where))
    return len(captured)


def test_training_items_are_added_changed_and_ended_from_the_pages(client, world):
    where = reverse("governance:training", args=["NCC"])
    assert client.post(where, {"name": "Course", "link": "javascript:alert(1)"}).status_code == 422
    assert client.post(where, {"name": "Course"}).status_code == 302
    assert client.post(where, {"name": "Course"}).status_code == 422
    item = world.organisation.training_items.get()
    change = reverse("governance:training-change", args=["NCC", item.pk])

    assert client.post(change, {"name": "Other", "link": "https://a.example/"}).status_code == 302
    assert [client.post(change, {"end": "1"}).status_code for _time in range(2)] == [302, 302]

    item.refresh_from_db()
    assert (item.name, item.has_ended) == ("Other", True)
    assert client.post(change, {"name": "Again"}).status_code == 422
    assert client.get(item.get_absolute_url()).context["may_ask"] is False
