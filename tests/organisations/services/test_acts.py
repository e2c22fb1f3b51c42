"""Each act of this app writes its line, and leaves nothing behind where the line cannot be written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.forms.models import model_to_dict
from django.utils import timezone

from audit import actors
from audit.models import Event
from organisations.models import Membership
from organisations.permissions import Role
from organisations.services import (
    absences,
    accounts,
    grants,
    imports,
    logos,
    organisations,
    people,
    sharing,
    teams,
)
from organisations.services.lists import LISTS, Listed
from tests.factories.organisations import make_member, make_person
from tests.factories.pictures import make_picture

JOB = actors.job("tests")
MODULES = (absences, accounts, grants, imports, logos, organisations, people, sharing, teams)


@pytest.fixture
def world(people):
    return furnish(people)


def furnish(here):
    """NCC with its people gets one of everything that an act can change."""
    here.newcomer = make_person("newcomer@northshire.example")
    by = here.administrator
    here.contact = organisations.add_contact(
        here.organisation, by=by, purpose="advice", telephone="01632 960142"
    )
    make_member(by, here.other, Role.ADMINISTRATOR)
    here.with_logo = logos.set_logo(here.other, by=by, data=make_picture(colour="navy"))
    here.team = teams.add_team(here.organisation, by=by, name="Front door", members=[here.officer])
    here.appointment = people.appoint(here.manager, by=by, organisation=here.organisation, office="siro")
    here.membership = Membership.objects.get(user=here.practitioner)
    return here


def found(w):
    return organisations.found_organisation("HLT", by=JOB, name="Harbour Lights", kind="charity")


def change(w):
    return organisations.change_organisation(
        w.organisation, by=w.administrator, website="https://northshire.example/", legal_name="The Council"
    )


def waive(w):
    return organisations.waive_four_eyes(w.organisation, by=w.administrator, reason="Two staff.")


def decide(w):
    return sharing.decide_sharing(
        w.organisation, by=w.administrator, sharing="regular", reason="Daily lists."
    )


def set_logo(w):
    return logos.set_logo(w.organisation, by=w.administrator, data=make_picture())


def replace_logo(w):
    return logos.set_logo(w.with_logo, by=w.administrator, data=make_picture(colour="red"))


def remove_logo(w):
    return logos.remove_logo(w.with_logo, by=w.administrator)


def add_contact(w):
    return organisations.add_contact(
        w.organisation, by=w.administrator, purpose="incident", email="incident@northshire.example"
    )


def change_contact(w):
    return organisations.change_contact(w.contact, by=w.administrator, hours="9 to 5")


def remove_contact(w):
    return organisations.remove_contact(w.contact, by=w.administrator)


def add_identifier(w):
    return organisations.add_identifier(w.organisation, by=w.administrator, scheme="ico", value="Z1234567")


def record_successor(w):
    return organisations.record_successor(
        w.organisation, by=w.administrator, successor=w.other, on=date(2026, 4, 1)
    )


def add_member(w):
    return people.add_member(
        w.newcomer, by=w.administrator, organisation=w.organisation, role=Role.PRACTITIONER
    )


def end_membership(w):
    return people.end_membership(w.membership, by=w.administrator, reason="Moved away.")


def appoint(w):
    return people.appoint(
        w.officer, by=w.administrator, organisation=w.organisation, office="dpo", deputy=True
    )


def end_appointment(w):
    return people.end_appointment(w.appointment, by=w.administrator, reason="Retired.")


def go_away(w):
    return absences.go_away(w.appointment, by=w.manager, back_on=timezone.localdate() + timedelta(days=9))


def add_team(w):
    return teams.add_team(w.organisation, by=w.administrator, name="Housing", members=[w.officer, w.manager])


def change_team(w):
    return teams.change_team(w.team, by=w.administrator, name="First contact", members=[w.manager])


def add_person(w):
    return accounts.add_person(
        w.organisation,
        by=w.administrator,
        email="Sam.Lee@northshire.example",
        name="Sam Lee",
        role=Role.PRACTITIONER,
    )


def set_password(w):
    return accounts.set_password(w.officer, "three plain quiet words", by=w.officer, reset=False)


def reset_password(w):
    return accounts.set_password(w.officer, "three plain quiet words", by=w.officer, reset=True)


def import_one(w):
    listed = Listed("list.csv:2", LISTS[0], "D1", {"name": "Attorney General's Office"})
    return imports.import_organisations([listed], by=JOB)


NCC = "organisations.organisation"
# act: the verbs it writes, the type of the last line's thing, facts that the last line holds
LINES = {
    found: (["organisation.founded"], NCC, {"code": "HLT", "name": "Harbour Lights"}),
    change: (["organisation.changed"], NCC, {"fields": ["website", "legal_name"]}),
    waive: (["four_eyes.waived"], NCC, {}),
    decide: (["sharing.decided"], NCC, {"sharing": "regular"}),
    set_logo: (["logo.added"], NCC, {"before": "", "width": 40, "height": 20}),
    replace_logo: (["logo.replaced"], NCC, {"width": 40, "height": 20}),
    remove_logo: (["logo.removed"], NCC, {}),
    add_contact: (["contact.added"], NCC, {"purpose": "incident"}),
    change_contact: (["contact.changed"], NCC, {"purpose": "advice", "fields": ["hours"]}),
    remove_contact: (["contact.removed"], NCC, {"purpose": "advice"}),
    add_identifier: (["identifier.added"], NCC, {"identifier": "ico:Z1234567"}),
    record_successor: (["organisation.succeeded"], NCC, {"successor": "NPT", "on": "2026-04-01"}),
    add_member: (["member.added"], NCC, {"role": "practitioner", "until": ""}),
    end_membership: (["membership.ended"], NCC, {"role": "practitioner"}),
    appoint: (["office.appointed"], NCC, {"office": "dpo", "deputy": True}),
    end_appointment: (["office.ended"], NCC, {"office": "siro"}),
    go_away: (["office.away"], NCC, {"office": "siro"}),
    add_team: (["team.added"], "organisations.team", {"name": "Housing"}),
    change_team: (["team.changed"], "organisations.team", {"name": "First contact"}),
    add_person: (["person.added", "member.added"], NCC, {"role": "practitioner"}),
    set_password: (["password.changed"], "organisations.user", {}),
    reset_password: (["password.reset"], "organisations.user", {}),
    import_one: (
        ["organisation.imported"],
        NCC,
        {"sources": ["list.csv:2"], "identifiers": ["government-organisation:D1"]},
    ),
}


def everything():
    """All rows of this app and its history, as they stand."""
    return {
        model._meta.label: sorted(
            str(model_to_dict(row)) + str(row.pk) for row in model._default_manager.all()
        )
        for model in apps.get_app_config("organisations").get_models()
    }


@pytest.mark.parametrize("act", LINES, ids=lambda act: act.__name__)
def test_act_writes_its_line(world, act):
    before = set(Event.objects.values_list("pk", flat=True))
    verbs, target_type, facts = LINES[act]

    act(world)

    written = list(Event.objects.exclude(pk__in=before).order_by("at", "id"))
    assert [event.verb for event in written] == verbs
    last = written[-1]
    assert last.target_type == target_type
    assert {key: last.facts[key] for key in facts} == facts
    assert len({event.operation for event in written}) == 1
    if act in (found, import_one):
        assert last.actor_id == "tests"
    else:
        here = world.with_logo if act in (replace_logo, remove_logo) else world.organisation
        assert here.pk in last.audience.values_list("organisation", flat=True)


@pytest.mark.parametrize("act", LINES, ids=lambda act: act.__name__)
def test_act_whose_line_fails_leaves_nothing_behind(world, act, monkeypatch):
    def refuse(*args, **kwargs):
        raise RuntimeError("the log is full")

    for module in MODULES:
        monkeypatch.setattr(module, "record", refuse)
    before = everything()

    with pytest.raises(RuntimeError, match="the log is full"):
        act(world)

    assert everything() == before


def test_every_act_of_the_app_has_a_line():
    acts = {
        name
        for module in MODULES
        for name, thing in vars(module).items()
        if getattr(thing, "__wrapped__", None) and thing.__module__ == module.__name__
    }
    elsewhere = {
        "come_back",
        "restore_four_eyes",
        "grant",
        "revoke",
        "note_sign_in",
        "note_sign_out",
        "note_failed_sign_in",
    }

    assert acts - elsewhere == {
        "found_organisation",
        "change_organisation",
        "waive_four_eyes",
        "decide_sharing",
        "set_logo",
        "remove_logo",
        "add_contact",
        "change_contact",
        "remove_contact",
        "add_identifier",
        "record_successor",
        "add_member",
        "end_membership",
        "appoint",
        "end_appointment",
        "go_away",
        "add_team",
        "change_team",
        "add_person",
        "set_password",
        "import_organisations",
    }
