from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from organisations.models.membership import in_my_organisations
from organisations.models.organisation import Organisation

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisations.models.user import User


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, person: User | AnonymousUser) -> Self:
        """Teams of organisations that the person is a member of."""
        return self.filter(in_my_organisations(person))

    def for_list(self) -> Self:
        members = TeamMember.objects.select_related("user").order_by("user__name", "user__email")
        return self.prefetch_related(models.Prefetch("team_members", members)).order_by("name", "pk")


class Team(Row):
    """A group of people of one organisation under a name that colleagues know."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="teams")
    name = models.CharField(_("name"), max_length=200)

    history = History()
    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="team_name_is_used_once_in_an_organisation",
                violation_error_message=_("There is a team of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TeamMember(Row):
    """A person in a team. Carries no right."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="team_members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="team_members")

    history = History()

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "user"],
                name="person_is_in_a_team_once",
                violation_error_message=_("This person is in the team already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
