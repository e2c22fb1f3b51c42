"""Reviews of what is in force: planned by the cycle or called for, and what came of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance.models.document import Document
from governance.models.version import DocumentVersion
from organisations.permissions import Can, keys_where

if TYPE_CHECKING:
    from organisations.permissions import Person


class Cause(models.TextChoices):
    """Why a document is looked at again."""

    CYCLE = "cycle", _("Its review date")
    LAW = "law", _("A change in law or guidance")
    INCIDENT = "incident", _("An incident or a near miss")
    PARTY = "party", _("A change of the organisations or people involved")
    OTHER = "other", _("Another reason")


class Outcome(models.TextChoices):
    """What a review found."""

    NO_CHANGE = "no_change", _("No change is needed")
    EDITORIAL = "editorial", _("Small corrections of wording are needed")
    NEW_VERSION = "new_version", _("A new version is needed")


class PeriodicReviewQuerySet(models.QuerySet["PeriodicReview"]):
    def visible_to(self, person: Person) -> PeriodicReviewQuerySet:
        """For those who may read drafts by a role in the organisation; access to one document does not show them."""
        return self.filter(document__organisation__in=keys_where(person, Can.READ_DRAFTS))

    def called(self) -> PeriodicReviewQuerySet:
        """Called for and not done yet, the one that is due first at the top."""
        return self.filter(done_on=None).order_by("planned_on", "pk")

    def done(self) -> PeriodicReviewQuerySet:
        return self.filter(done_on__isnull=False).order_by("-done_on", "-pk")

    def for_page(self) -> PeriodicReviewQuerySet:
        return self.select_related("version", "called_by", "done_by")


class PeriodicReview(Row):
    """One look at a document in force. The one that the cycle plans next has no row before it is done: its day stands
    with the version."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="reviews")
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="reviews")
    cause = models.CharField(max_length=20, choices=Cause.choices, default=Cause.CYCLE)
    reason = models.CharField(max_length=2000, blank=True)
    planned_on = models.DateField(null=True, blank=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    called_at = models.DateTimeField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_as = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    note = models.CharField(max_length=2000, blank=True)

    history = History()
    objects = PeriodicReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        indexes = [models.Index(fields=["document", "done_on"], name="reviews_of_a_document")]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on=None, outcome="") | Q(done_on__isnull=False) & ~Q(outcome=""),
                name="a_review_done_has_an_outcome",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document.reference}: {self.get_cause_display()}"

    @property
    def days_late(self) -> int:
        """How many days after the planned one it was done; 0 for in time."""
        if self.planned_on is None or self.done_on is None:
            return 0
        return max(0, (self.done_on - self.planned_on).days)
