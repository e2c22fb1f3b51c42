"""Acts on teams. A team carries no rights."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.acts import act, record
from organisations import events
from organisations.models import Membership, Organisation, Team, TeamMember, User
from organisations.permissions import Can, require

if TYPE_CHECKING:
    from audit.actors import HasActor


@act
def add_team(
    organisation: Organisation,
    *,
    by: HasActor,
    name: str,
    members: Collection[User] = (),
) -> Team:
    """Make a team of members of the organisation."""
    require(by, Can.MANAGE_PEOPLE, organisation)
    team = Team(organisation=organisation, name=name.strip())
    team.full_clean()
    _refuse_outsiders(organisation, members)
    team.save()
    for person in members:
        TeamMember.objects.create(team=team, user=person)
    record(
        events.TEAM_ADDED,
        team,
        by=by,
        audience=[organisation],
        facts={
            "name": team.name,
            "members": sorted(str(person.pk) for person in members),
        },
    )
    return team


@act
def change_team(
    team: Team,
    *,
    by: HasActor,
    name: str | None = None,
    members: Collection[User] | None = None,
) -> Team:
    """Rename a team, or set who is in it; nothing happens if nothing differs."""
    team = Team.objects.select_for_update().select_related("organisation").get(pk=team.pk)
    require(by, Can.MANAGE_PEOPLE, team.organisation)
    changes: dict[str, str | list[str]] = {}
    if name is not None and name.strip() != team.name:
        changes["name"] = team.name = name.strip()
        team.full_clean()
        team.save(update_fields=["name"])
    if members is not None:
        changes |= _set_members(team, members)
    if changes:
        record(
            events.TEAM_CHANGED,
            team,
            by=by,
            audience=[team.organisation],
            facts=changes,
        )
    return team


def _set_members(team: Team, members: Collection[User]) -> dict[str, list[str]]:
    """Add and remove until the team is these people; returns {"added": ids, "removed": ids}, empty parts left out."""
    here = {member.user_id: member for member in team.team_members.all()}
    wanted = {person.pk: person for person in members}
    added = [person for key, person in wanted.items() if key not in here]
    _refuse_outsiders(team.organisation, added)
    removed = [member for key, member in here.items() if key not in wanted]
    for person in added:
        TeamMember.objects.create(team=team, user=person)
    for member in removed:
        member.delete()
    changes = {
        "added": sorted(str(person.pk) for person in added),
        "removed": sorted(str(member.user_id) for member in removed),
    }
    return {key: ids for key, ids in changes.items() if ids}


def _refuse_outsiders(organisation: Organisation, people: Collection[User]) -> None:
    keys = {person.pk for person in people}
    members = Membership.objects.filter(organisation=organisation, user__in=keys).not_ended()
    if keys - set(members.values_list("user_id", flat=True)):
        raise ValidationError(_("Only people with a role in the organisation can be in its teams."))
