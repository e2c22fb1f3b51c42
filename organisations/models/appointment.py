from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.history import History
from organisations.models.dated import Dated, DatedQuerySet
from organisations.models.membership import in_my_organisations
from organisations.models.organisation import Organisation

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisations.models.user import User


class Office(models.TextChoices):
    SIRO = "siro", _("Senior information risk owner")
    CALDICOTT_GUARDIAN = "caldicott_guardian", _("Caldicott Guardian")
    DPO = "dpo", _("Data protection officer")
    CHIEF_OFFICER = "chief_officer", _("Chief officer")


class AppointmentQuerySet(DatedQuerySet["Appointment"]):
    def visible_to(self, person: User | AnonymousUser) -> Self:
        """Appointments in organisations that the person is a member of."""
        return self.filter(in_my_organisations(person))

    def present(self, on: date | None = None) -> Self:
        """Without those whose holder is away on the day. Twin of `is_away`."""
        on = on or timezone.localdate()
        return self.exclude(Q(back_on=None) | Q(back_on__gt=on), away_from__lte=on)

    def for_list(self) -> Self:
        return self.select_related("user", "organisation").order_by("office", "deputy", "starts_on", "pk")


class Appointment(Dated):
    """An office that a person holds in an organisation, or deputises in, from a day until a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="appointments")
    office = models.CharField(_("office"), max_length=30, choices=Office)
    deputy = models.BooleanField(_("deputy"), default=False)
    away_from = models.DateField(_("away from"), null=True, blank=True)
    back_on = models.DateField(
        _("back on"), null=True, blank=True, help_text="The first day back; empty: not known"
    )

    history = History()
    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        indexes = [
            models.Index(
                fields=["organisation", "office", "starts_on"],
                name="appointment_in_organisation",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="appointment_ends_after_it_begins",
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(back_on=None) | Q(away_from__isnull=False, back_on__gt=models.F("away_from")),
                name="a_holder_is_back_after_going_away",
                violation_error_message=_("The first day back must be after the first day away."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "office"],
                condition=Q(ends_on=None, deputy=False),
                name="one_open_holder_per_office",
                violation_error_message=_("Somebody holds this office already. End that appointment first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.user}"

    def is_away(self, on: date | None = None) -> bool:
        """Whether the holder is away on a day, so that deputies act."""
        on = on or timezone.localdate()
        if self.away_from is None or self.away_from > on:
            return False
        return self.back_on is None or self.back_on > on

    def will_be_away(self, on: date | None = None) -> bool:
        """Whether an absence is recorded that is not over."""
        return self.away_from is not None and (
            self.back_on is None or self.back_on > (on or timezone.localdate())
        )

    @property
    def title(self) -> str:
        if self.deputy:
            return str(_("Deputy: %(office)s") % {"office": self.get_office_display()})
        return self.get_office_display()
