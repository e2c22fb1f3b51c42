from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from organisations.models.organisation import Organisation


class SuccessionQuerySet(models.QuerySet["Succession"]):
    def of(self, organisation: Organisation) -> SuccessionQuerySet:
        """Those in which the organisation took over or was taken over."""
        return self.filter(Q(predecessor=organisation) | Q(successor=organisation)).select_related(
            "predecessor", "successor"
        )


class Succession(Row):
    """One body took over from another on a day; mergers and splits are several rows."""

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="predecessions")
    on = models.DateField(_("from"), null=True, blank=True)

    history = History()
    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="succession_is_recorded_once",
                violation_error_message=_("This succession is recorded already."),
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="succession_is_between_two_bodies",
                violation_error_message=_("An organisation cannot succeed itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
