from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from organisations.models import Organisation

NEVER = 0
LONGEST_MONTHS = 120


class RemovalRule(Row):
    """When agreements that an organisation leads leave the public register: so many months past their review day.

    `NEVER`: not at all. An organisation without a rule of its own follows that of the organisation that keeps the
    register. What left the register is in force as before.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="removal_rule")
    months = models.PositiveSmallIntegerField(
        _("months past the review"), validators=[MaxValueValidator(LONGEST_MONTHS)]
    )

    history = History()

    class Meta:
        verbose_name = _("rule of the register")
        verbose_name_plural = _("rules of the register")

    def __str__(self) -> str:
        return f"{self.organisation} {self.months}"
