"""A refused form is answered with 422 and what was typed: a script never takes a refusal for a success."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from organisations.models import Appointment
from organisations.services.organisations import add_contact
from organisations.services.people import appoint
from organisations.services.teams import add_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses(people):
    here, by = people.organisation, people.administrator
    contact = add_contact(here, by=by, purpose="general", name="Desk", email="desk@northshire.example")
    team = add_team(here, by=by, name="Housing advice", members=[])
    appoint(people.manager, by=by, organisation=here, office="siro")
    return {
        "details": reverse("organisations:details", args=[here.code]),
        "identifiers": reverse("organisations:identifiers", args=[here.code]),
        "four-eyes": reverse("organisations:four-eyes", args=[here.code]),
        "contact-add": reverse("organisations:contact-add", args=[here.code]),
        "contact-change": reverse("organisations:contact-change", args=[here.code, contact.pk]),
        "person-add": reverse("organisations:person-add", args=[here.code]),
        "appointment-add": reverse("organisations:appointment-add", args=[here.code]),
        "appointment-end": reverse(
            "organisations:appointment-end", args=[here.code, Appointment.objects.get().pk]
        ),
        "appointment-away": reverse(
            "organisations:appointment-away", args=[here.code, Appointment.objects.get().pk]
        ),
        "team-add": reverse("organisations:team-add", args=[here.code]),
        "team-change": reverse("organisations:team-change", args=[here.code, team.pk]),
    }


def test_every_form_of_the_settings(client, people, addresses):
    client.force_login(people.administrator)
    wrong = {"on": "soon", "away_from": "soon", "purpose": "", "email": "no address"}

    answers = {name: client.post(address, wrong) for name, address in addresses.items()}

    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(addresses, 422)
    assertContains(answers["contact-add"], "no address", status_code=422)


def test_a_form_without_anything_is_refused_too(client, people, addresses):
    client.force_login(people.administrator)

    assert client.post(addresses["team-add"], {}).status_code == 422


def test_a_wrong_filter_of_the_register(client, people):
    answer = client.get(reverse("organisations:list"), {"kind": "nonsense"})

    assertContains(answer, "Choose one of the options for “Kind”.", status_code=422)
