from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from organisations.models import Organisation
from organisations.permissions import Can, keys_where

if TYPE_CHECKING:
    from organisations.permissions import Person


class TrainingItemQuerySet(models.QuerySet["TrainingItem"]):
    def visible_to(self, person: Person) -> TrainingItemQuerySet:
        """Those of organisations in which the person may ask people to do them."""
        return self.filter(organisation__in=keys_where(person, Can.PUBLISH))

    def current(self) -> TrainingItemQuerySet:
        return self.filter(ended_at=None)

    def in_name_order(self) -> TrainingItemQuerySet:
        return self.order_by("name", "pk")


class TrainingItem(Row):
    """A piece of training that an organisation names, such as its yearly course on information governance.

    The course itself is elsewhere; `link` may say where."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="training_items")
    name = models.CharField(_("name"), max_length=200)
    link = models.URLField(_("where it is"), max_length=500, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    history = History()
    objects = TrainingItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("training item")
        verbose_name_plural = _("training items")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="a_training_item_is_named_once_in_an_organisation",
                violation_error_message=_("There is a training item of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None, ended_at=None) | Q(ended_by__isnull=False, ended_at__isnull=False),
                name="an_ended_training_item_has_both_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """For those who ask people to do it."""
        return reverse("governance:training-item", args=[self.organisation.code, self.pk])

    @property
    def has_ended(self) -> bool:
        return self.ended_at is not None
