from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from audit import actors, triggers
from audit.errors import InvalidMove
from audit.models import Event
from audit.reading import PAGE
from organisations.permissions import Role
from organisations.services.organisations import add_contact, change_organisation, found_organisation
from organisations.services.people import end_membership
from organisations.services.teams import add_team
from tests.factories.organisations import make_member, make_person

pytestmark = pytest.mark.django_db
LOG = "/log/"


@pytest.fixture
def acts(people):
    """What the tests look for: two changes of an organisation, a team, a refusal, and an act elsewhere."""
    here, administrator = people.organisation, people.administrator
    change_organisation(here, by=administrator, website="https://one.example", name="Northshire Council")
    add_team(here, by=administrator, name="Housing advice", members=[people.practitioner])
    with pytest.raises(PermissionDenied):
        add_team(here, by=people.practitioner, name="Mine")
    people.rival = make_person("admin@northport.example", name="Rival")
    make_member(people.rival, people.other, Role.ADMINISTRATOR)
    change_organisation(people.other, by=people.rival, website="https://other.example")
    return people


def lines(client, person, **query):
    client.force_login(person)
    response = client.get(LOG, query)
    assert response.status_code == 200
    return [
        (line.entry.actor_label, line.entry.verb, line.entry.target_label)
        for line in response.context["lines"]
    ]


CHANGED = ("Administrator", "organisation.changed", "Northshire Council")
TEAM = ("Administrator", "team.added", "Housing advice")


def test_log_meets_its_people(client, people):
    answers = {}
    for name in ("auditor", "manager", "officer", "practitioner", "administrator", "stranger"):
        client.force_login(getattr(people, name))
        answers[name] = client.get(LOG).status_code
    client.logout()

    assert answers == {
        "auditor": 200, "manager": 403, "officer": 403, "practitioner": 403, "administrator": 403, "stranger": 403,
    }  # fmt: skip
    assert client.get(LOG).url == f"/sign-in/?next={LOG}"
    client.force_login(people.auditor)
    assert client.post(LOG).status_code == 405


def test_auditor_sees_his_own_organisation_newest_first(client, acts):
    found = lines(client, acts.auditor)

    refused = next(line for line in found if line[1] == "act.refused")
    assert found.index(refused) < found.index(TEAM) < found.index(CHANGED)
    assert refused[0] == "Practitioner"
    assert {label for _who, _verb, label in found} & {"Northport Trust"} == set()


def test_filter_by_actor(client, acts):
    assert {who for who, _verb, _thing in lines(client, acts.auditor, who="administr")} == {"Administrator"}
    key = f"person:{acts.practitioner.pk}"
    assert {who for who, _verb, _thing in lines(client, acts.auditor, actor=key)} == {"Practitioner"}
    assert lines(client, acts.auditor, who="Rival") == []


def test_filter_by_verb(client, acts):
    assert lines(client, acts.auditor, verb="team.added") == [TEAM]


def test_filter_by_object(client, acts):
    assert lines(client, acts.auditor, thing="housing") == [TEAM]
    key = f"organisations.organisation:{acts.organisation.pk}"
    found = lines(client, acts.auditor, target=key, verb="organisation.changed")
    assert found == [CHANGED]


def test_filter_by_organisation(client, acts):
    make_member(acts.auditor, acts.other, Role.AUDITOR)

    ours = lines(client, acts.auditor, organisation=str(acts.organisation.pk), verb="organisation.changed")
    theirs = lines(client, acts.auditor, organisation=str(acts.other.pk), verb="organisation.changed")

    assert ours == [CHANGED]
    assert theirs == [("Rival", "organisation.changed", "Northport Trust")]
    assert len(lines(client, acts.auditor, verb="organisation.changed")) == 2


def test_an_organisation_of_others_is_no_choice(client, acts):
    client.force_login(acts.auditor)

    page = client.get(LOG, {"organisation": str(acts.other.pk)})

    assert "organisation" in page.context["form"].errors
    assert "lines" not in page.context
    assert "Northport" not in page.content.decode()


def aged(event, days):
    """Moves an event into the past: its time and no more."""
    with triggers.lifted():
        Event.objects.filter(pk=event.pk).update(at=event.at - timedelta(days=days))


def test_filter_by_days_holds_both_days(client, acts):
    team = Event.objects.get(verb="team.added")
    aged(team, 10)
    on = timezone.localdate() - timedelta(days=10)

    assert lines(client, acts.auditor, since=on.isoformat(), until=on.isoformat()) == [TEAM]
    assert TEAM not in lines(client, acts.auditor, since=(on + timedelta(days=1)).isoformat())
    assert lines(client, acts.auditor, until=(on - timedelta(days=1)).isoformat()) == []


def test_days_are_those_of_the_people_who_read(client, acts):
    """Half past midnight in summer is still the day before in UTC."""
    team = Event.objects.get(verb="team.added")
    with triggers.lifted():
        Event.objects.filter(pk=team.pk).update(at="2026-07-01T23:30:00+00:00")

    assert lines(client, acts.auditor, since="2026-07-02", until="2026-07-02") == [TEAM]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"since": "soon"}, "since"),
        ({"since": "2026-11-24", "until": "2026-11-23"}, "until"),
        ({"verb": "nothing.happened"}, "verb"),
        ({"actor": "x"}, "actor"),
    ],
)
def test_a_wrong_filter_gets_a_sentence_and_no_lines(client, people, query, field):
    client.force_login(people.auditor)

    page = client.get(LOG, query)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert "lines" not in page.context


def test_filters_are_chips_that_can_be_taken_off(client, acts):
    client.force_login(acts.auditor)

    chips = client.get(LOG, {"who": "Administrator", "verb": "team.added"}).context["chips"]

    assert [chip["href"] for chip in chips] == ["?verb=team.added", "?who=Administrator"]


def test_pages_go_there_and_back(client, people):
    for number in range(PAGE + 3):
        add_contact(
            people.organisation,
            by=people.administrator,
            purpose="advice",
            name=f"Desk {number}",
            email="a@b.example",
        )
    client.force_login(people.auditor)
    query = {"verb": "contact.added"}

    first = client.get(LOG, query).context["page"]
    second = client.get(LOG, query | {"before": str(first.older)}).context["page"]
    back = client.get(LOG, query | {"after": str(second.newer)}).context["page"]

    assert (len(first.entries), len(second.entries)) == (PAGE, 3)
    assert [entry.pk for entry in back.entries] == [entry.pk for entry in first.entries]
    assert (first.newer, second.older) == (None, None)
    assert client.get(LOG, {"before": "no key"}).status_code == 200


# ---- one entry ---------------------------------------------------------------------------------------------------


def entry_page(client, person, event):
    client.force_login(person)
    return client.get(event.get_absolute_url())


def test_entry_meets_its_people(client, acts):
    event = Event.objects.get(verb="team.added")
    auditor_elsewhere = make_person("auditor@northport.example")
    make_member(auditor_elsewhere, acts.other, Role.AUDITOR)

    answers = {
        name: entry_page(client, getattr(acts, name), event).status_code
        for name in ("auditor", "manager", "practitioner", "stranger")
    }

    assert answers == {"auditor": 200, "manager": 404, "practitioner": 404, "stranger": 404}
    assert entry_page(client, auditor_elsewhere, event).status_code == 404
    assert entry_page(client, acts.auditor, event).context["entry"].event == event
    assert client.get(reverse("audit:event", args=[uuid4()])).status_code == 404
    assert client.post(event.get_absolute_url()).status_code == 405
    client.logout()
    assert client.get(event.get_absolute_url()).status_code == 302


def test_entry_shows_the_fields_before_and_after(client, acts):
    event = Event.objects.for_target(acts.organisation).get(verb="organisation.changed")

    page = entry_page(client, acts.auditor, event)

    (row,) = page.context["entry"].changes.rows
    changes = {change.name: (change.before, change.after) for change in row.changes}
    assert changes == {
        "Name": ("Northshire County Council", "Northshire Council"),
        "Website": ("", "https://one.example"),
    }
    assert (row.kind, row.sound) == ("~", True)
    assert "<del>Northshire County Council</del>" in page.content.decode()
    assert "<ins>https://one.example</ins>" in page.content.decode()


def test_entry_shows_every_row_of_its_act(client, acts):
    page = entry_page(client, acts.auditor, Event.objects.get(verb="team.added"))

    rows = page.context["entry"].changes.rows
    assert [(row.what, row.kind) for row in rows] == [("Team", "+"), ("Team member", "+")]


def test_entry_names_its_neighbours_in_the_chain(client, acts):
    chain = list(Event.objects.for_target(acts.organisation).in_order())
    page = entry_page(client, acts.auditor, chain[-1])

    entry = page.context["entry"]
    assert (entry.before, entry.after) == (chain[-2], None)
    assert entry.head.number == len(chain)


def test_an_entry_that_was_changed_says_so(client, acts):
    event = Event.objects.get(verb="team.added")
    with triggers.lifted():
        data = bytes(event.data).replace(b"Housing", b"Hoxsing")
        Event.objects.filter(pk=event.pk).update(data=data)

    page = entry_page(client, acts.auditor, event)

    assert "Somebody changed this entry" in page.content.decode()


def test_a_history_row_that_was_changed_is_marked(client, acts):
    event = Event.objects.for_target(acts.organisation).get(verb="organisation.changed")
    with triggers.lifted():
        acts.organisation.history.filter(website="https://one.example").update(website="https://two.example")

    page = entry_page(client, acts.auditor, event)

    assert [row.sound for row in page.context["entry"].changes.rows] == [False]
    assert "Differs from the log" in page.content.decode()


def test_markup_in_names_is_shown_as_text(client, people):
    add_team(people.organisation, by=people.administrator, name="<script>alert(1)</script>")

    page = entry_page(client, people.auditor, Event.objects.get(verb="team.added"))

    assert "<script>alert" not in page.content.decode()
    assert "&lt;script&gt;alert(1)" in page.content.decode()


def test_reason_and_facts_stand_on_the_page(client, people):
    end_membership(
        people.practitioner.memberships.get(),
        by=people.administrator,
        on=date.max.replace(year=2099),
        reason="Moves",
    )
    text = entry_page(client, people.auditor, Event.objects.get(verb="membership.ended")).content.decode()

    assert "Moves" in text
    assert "2099-12-31" in text


def test_a_refusal_is_told_in_sentences(client, acts):
    with pytest.raises(InvalidMove):
        end_membership(
            end_membership(acts.officer.memberships.get(), by=acts.administrator), by=acts.administrator
        )
    with pytest.raises(PermissionDenied):
        found_organisation("NEW", by=acts.auditor, name="New")
    client.force_login(acts.auditor)
    ended = Event.objects.filter(verb="act.refused", target_type="organisations.membership").get()

    text = " ".join(entry_page(client, acts.auditor, ended).content.decode().split())

    page, recorded = text.split("Show as recorded")
    assert "Was refused: end a person&#x27;s role" in page
    assert "Not possible in this state" in page
    assert "invalid_move" in recorded
    for code in ("invalid_move", "end_membership", "organisations.people"):
        assert code not in page


def test_a_job_is_called_by_words_and_found_by_them(client, people):
    change_organisation(people.organisation, by=actors.job("import_organisations"), name="Northshire")
    event = Event.objects.get(actor_id="import_organisations")
    page = entry_page(client, people.auditor, event).content.decode().split("Show as recorded")[0]

    assert "Import of organisations" in page
    assert "import_organisations" not in page.replace("job%3Aimport_organisations", "").replace(
        "job:import_organisations", ""
    )
    found = client.get(LOG, {"who": "import of"}).context["lines"]
    assert [line.entry.pk for line in found] == [event.pk]
    chips = client.get(LOG, {"actor": "job:import_organisations"}).context["chips"]
    assert [chip["text"].endswith("Import of organisations") for chip in chips] == [True]
