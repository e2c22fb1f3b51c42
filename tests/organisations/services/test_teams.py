from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.models import Event
from organisations.models import Team
from organisations.services.teams import add_team, change_team


def names(team):
    return sorted(team.team_members.values_list("user__name", flat=True))


def test_change_team_sets_who_is_in_it(people):
    team = add_team(people.organisation, by=people.administrator, name="Desk", members=[people.officer])

    change_team(team, by=people.administrator, members=[people.manager, people.auditor])

    assert names(team) == ["Auditor", "Manager"]


def test_change_team_without_a_difference_writes_nothing(people):
    team = add_team(people.organisation, by=people.administrator, name="Desk", members=[people.officer])
    before = Event.objects.count()

    change_team(team, by=people.administrator, name="Desk", members=[people.officer])

    assert Event.objects.count() == before


def test_teams_refuse_people_from_outside(people):
    with pytest.raises(ValidationError, match="Only people with a role"):
        add_team(people.organisation, by=people.administrator, name="Desk", members=[people.stranger])

    assert not Team.objects.exists()


def test_team_name_is_used_once_in_an_organisation(people):
    add_team(people.organisation, by=people.administrator, name="Desk")

    with pytest.raises(ValidationError):
        add_team(people.organisation, by=people.administrator, name="Desk")


def test_teams_need_an_administrator(people):
    with pytest.raises(PermissionDenied):
        add_team(people.organisation, by=people.manager, name="Desk")
