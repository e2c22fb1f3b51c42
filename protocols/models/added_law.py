from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from audit.models.row import fault_of_text
from organisations.models import Organisation
from protocols.bases import GROUP_WORDS, Group

POWER = "power"
GROUPS = [(POWER, _("Legal power")), *((group.value, GROUP_WORDS[group]) for group in Group)]
OWN = "own-"  # how the keys of added law begin; none of the reference data does


class AddedLawQuerySet(models.QuerySet["AddedLaw"]):
    def offered_to(self, organisation: Organisation) -> Self:
        """For the agreements that an organisation leads: its own, and what the keeper of the register added."""
        return self.filter(
            Q(organisation=organisation) | Q(organisation__code=settings.REGISTER_KEEPER)
        ).in_order()

    def holding(self, on: date) -> Self:
        begun = Q(in_force_from=None) | Q(in_force_from__lte=on)
        return self.filter(begun, Q(in_force_to=None) | Q(in_force_to__gte=on))

    def powers(self) -> Self:
        return self.filter(group=POWER)

    def bases(self) -> Self:
        return self.exclude(group=POWER)

    def in_order(self) -> Self:
        return self.select_related("organisation").order_by("act", "section", "pk")


class AddedLaw(Row):
    """A legal power, or a lawful basis or condition, that the reference data does not have and an organisation added.

    `in_force_to` is the last day on which it holds. It is ended and never deleted: agreements keep its words as they
    were when they were frozen, and drafts say what it says now.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="added_laws")
    group = models.CharField(_("what it is"), max_length=20, choices=GROUPS)
    act = models.CharField(_("Act"), max_length=200)
    section = models.CharField(_("section"), max_length=100, blank=True)
    allows = models.CharField(_("what it allows"), max_length=300)
    source = models.CharField(_("source"), max_length=300)
    address = models.URLField(_("address of the source"), max_length=500, blank=True)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_to = models.DateField(_("in force until"), null=True, blank=True)

    history = History()
    objects = AddedLawQuerySet.as_manager()

    class Meta:
        verbose_name = _("added law")
        verbose_name_plural = _("added law")
        ordering = ["organisation", "act", "section"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "group", "act", "section", "allows"],
                name="a_law_is_added_once",
                violation_error_message=_("This law stands in the list already."),
            ),
            models.CheckConstraint(
                condition=Q(in_force_to=None)
                | Q(in_force_from=None)
                | Q(in_force_to__gte=F("in_force_from")),
                name="an_added_law_ends_after_it_begins",
                violation_error_message=_("The last day must not be before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def key(self) -> str:
        """What a draft's row has in the place of a key of the reference data."""
        return f"{OWN}{self.pk}"

    @property
    def citation(self) -> str:
        return f"{self.act}, {self.section}" if self.section else self.act

    @property
    def words(self) -> str:
        """What an agreement calls it, and keeps."""
        return f"{self.citation}: {self.allows}"

    @property
    def is_power(self) -> bool:
        return self.group == POWER

    def holds(self, on: date) -> bool:
        begun = self.in_force_from is None or self.in_force_from <= on
        return begun and (self.in_force_to is None or on <= self.in_force_to)

    def clean(self) -> None:
        names = ("act", "section", "allows", "source")
        if errors := {name: fault for name in names if (fault := fault_of_text(getattr(self, name)))}:
            raise ValidationError(errors)
