from __future__ import annotations

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.models import Row

T = TypeVar("T", bound=models.Model)


class DatedQuerySet(models.QuerySet[T]):
    """Rows that hold from a first day up to, but not including, a last one."""

    def current(self, on: date | None = None) -> Self:
        on = on or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=on), starts_on__lte=on)

    def not_ended(self, on: date | None = None) -> Self:
        """Current, or beginning later."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=on or timezone.localdate()))

    def overlapping(self, starts_on: date, ends_on: date | None) -> Self:
        """Rows that share at least one day with a range (its end exclusive)."""
        rows = self.filter(Q(ends_on=None) | Q(ends_on__gt=starts_on))
        return rows if ends_on is None else rows.filter(starts_on__lt=ends_on)


class Dated(Row):
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def is_current(self, on: date | None = None) -> bool:
        on = on or timezone.localdate()
        return self.starts_on <= on and (self.ends_on is None or self.ends_on > on)
