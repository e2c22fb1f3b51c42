from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.history import History
from organisations.models.dated import Dated, DatedQuerySet
from organisations.models.organisation import Organisation
from organisations.roles import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisations.models.user import User


class MembershipQuerySet(DatedQuerySet["Membership"]):
    def visible_to(self, person: User | AnonymousUser) -> Self:
        """Memberships in organisations that the person is a member of."""
        return self.filter(in_my_organisations(person))

    def for_list(self) -> Self:
        return self.select_related("user", "organisation").order_by("user__name", "user__email", "role")

    def lasting(self) -> Self:
        """Those that hold now or later."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=timezone.localdate()))


def organisations_of(person: User) -> set[UUID]:
    """Where an active person has a role now or later, by key. Twin of `User.objects.members_of`."""
    held = Membership.objects.lasting().filter(user=person, user__is_active=True)
    return set(held.values_list("organisation", flat=True))


class Membership(Dated):
    """One role of one person in one organisation, from a day until a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=30, choices=Role)

    history = History()
    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        indexes = [
            models.Index(
                fields=["organisation", "role", "starts_on"],
                name="membership_in_organisation",
            ),
            models.Index(fields=["user", "organisation", "role"], name="membership_of_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="membership_ends_after_it_begins",
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(ends_on=None),
                name="one_open_membership_per_role",
                violation_error_message=_("This person has this role already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"


def in_my_organisations(person: User | AnonymousUser) -> Q:
    """Condition for rows with an `organisation`: the person is an active, current member of it."""
    if not person.is_authenticated:
        return Q(pk__in=[])
    mine = Membership.objects.current().filter(
        user_id=person.pk,
        user__is_active=True,
        organisation_id=OuterRef("organisation_id"),
    )
    return Q(Exists(mine))
