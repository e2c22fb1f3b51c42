"""Who signs for each party of a draft, and who is to be invited."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from audit.models import Event
from organisations.permissions import Role
from organisations.services.people import appoint
from protocols.models import DataItem
from protocols.services.drafting import StaleRow
from protocols.services.signatories import plan_signatories, plan_stamp
from protocols.services.signing_rules import set_rule
from protocols.signers import OFFICE, Condition, Line, Post
from tests.audit.helpers import acting
from tests.factories.organisations import make_member, make_person
from tests.once import made_once
from tests.protocols.signing.world import make_draft, make_open, make_world

pytestmark = pytest.mark.django_db
SIRO, GUARDIAN, DPO = (Post(OFFICE, key) for key in ("siro", "caldicott_guardian", "dpo"))
made = made_once(make_world)


@pytest.fixture
def w(made):
    made.draft = make_draft(made, "NCC NPT POL")
    return made


@pytest.fixture
def officer(client, w):
    client.force_login(w.officer)
    return client


def at(version, name="build-signatories"):
    return reverse(f"protocols:{name}", args=[version.document.reference, version.number])


def rule(w, code, *posts, condition=Condition.ALWAYS):
    body = w.bodies[code]
    keeper = make_person(f"keeper{len(posts)}{condition}@{code.lower()}.example")
    make_member(keeper, body, Role.ADMINISTRATOR)
    set_rule(body, by=keeper, line=Line(posts, condition))


def state(client, version):
    lines = client.get(at(version, "build")).context["building"].lines
    return next(line.progress.words for line in lines if line.task.key == "signatories")


def seats(response):
    return {
        line.party.name: [(seat.words, seat.is_held, seat.who) for seat in line.seats]
        for line in response.context["signers"].lines
    }


def test_each_party_by_its_own_rule_and_names_for_its_own_people_alone(officer, w):
    rule(w, "NCC", SIRO)
    siro = make_person("siro@northshire.example", name="Sam Siro")
    make_member(siro, w.organisation, Role.MANAGER)
    appoint(siro, by=w.administrator, organisation=w.organisation, office="siro")

    response = officer.get(at(w.draft))

    assert seats(response) == {
        "Northshire County Council": [("Senior information risk owner", True, "Sam Siro")],
        "Northport Trust": [("Anyone who may sign", True, "")],
        "Northshire Police": [("Anyone who may sign", True, "")],
    }
    assertNotContains(response, "Police Officer")
    assert state(officer, w.draft) == "Done"


def test_an_office_that_nobody_holds_is_told_until_somebody_is_to_be_invited(officer, w):
    rule(w, "NPT", SIRO)

    first = officer.get(at(w.draft))

    assertContains(first, "Nobody today", count=1)
    assert state(officer, w.draft) == "In progress"
    sent = {"invited": ["NPT"], "seen": first.context["form"]["seen"].value()}
    assertRedirects(officer.post(at(w.draft), sent), at(w.draft, "build") + "#task-signatories")
    assert list(w.draft.parties.filter(by_invitation=True).values_list("name", flat=True)) == [
        "Northport Trust"
    ]
    assert state(officer, w.draft) == "Done"
    event = Event.objects.for_target(w.draft).newest_first().first()
    assert (event.verb, event.facts) == ("signatories.planned", {"version": "1.0", "invited": ["NPT"]})


def test_health_data_brings_in_the_caldicott_guardian(officer, w):
    rule(w, "POL", GUARDIAN, condition=Condition.HEALTH)

    before = seats(officer.get(at(w.draft)))["Northshire Police"]
    with acting():
        DataItem.objects.create(version=w.draft, key="ill", position=2, what="Illness", special="health")
    after = seats(officer.get(at(w.draft)))["Northshire Police"]

    assert (before, after) == ([("Anyone who may sign", True, "")], [("Caldicott Guardian", False, "")])


def test_a_data_protection_officer_who_is_named_to_accept_is_a_warning(officer, w):
    rule(w, "NPT", DPO)

    assertContains(
        officer.get(at(w.draft)), "Data protection officer advises, and should not also accept", count=1
    )


def test_a_lead_alone_has_not_begun(officer, w):
    alone = make_draft(w, "NCC")

    assert state(officer, alone) == "Not started"
    assertContains(officer.get(at(alone)), "A protocol is between two organisations at least.")


def test_a_body_that_no_list_has_cannot_sign_here(officer, w):
    draft = make_draft(w, "NCC Almshouse")

    assertContains(officer.get(at(draft)), "Choose it from the list of organisations first")
    assert state(officer, draft) == "In progress"


def test_what_somebody_planned_meanwhile_is_not_overwritten(officer, w):
    rule(w, "NPT", SIRO)
    rule(w, "POL", SIRO)
    seen = officer.get(at(w.draft)).context["form"]["seen"].value()
    plan_signatories(w.draft, by=w.approver, invited=[w.third], seen=seen)

    response = officer.post(at(w.draft), {"invited": ["NPT"], "seen": seen})

    assert response.status_code == 409
    assertContains(response, "Somebody changed this before you", count=1, status_code=409)
    assert list(w.draft.parties.filter(by_invitation=True).values_list("name", flat=True)) == [
        "Northshire Police"
    ]
    again = {"invited": ["NPT"], "seen": response.context["form"]["seen"].value()}
    assert officer.post(at(w.draft), again).status_code == 302
    assert list(w.draft.parties.filter(by_invitation=True).values_list("name", flat=True)) == [
        "Northport Trust"
    ]


def test_the_act_refuses_a_stale_plan_and_a_stranger(w):
    with pytest.raises(StaleRow):
        plan_signatories(w.draft, by=w.officer, invited=[w.other], seen="old")
    seen = plan_stamp(w.draft.parties.all())
    from_elsewhere = w.fourth

    with pytest.raises(Exception, match="Choose parties of this protocol"):
        plan_signatories(w.draft, by=w.officer, invited=[from_elsewhere], seen=seen)

    assert not w.draft.parties.filter(by_invitation=True).exists()


def test_a_version_that_left_draft_answers_409_and_a_choice_that_is_none_422(officer, w):
    opened = make_open(w)

    assert officer.get(at(opened)).status_code == 409
    assert officer.post(at(w.draft), {"invited": ["XXX"], "seen": ""}).status_code == 422
