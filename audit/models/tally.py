from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RefusalTally(models.Model):
    """How often one actor was refused one act on one thing within one minute. Emptied into the log afterwards."""

    minute = models.DateTimeField()
    actor_kind = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=254)
    actor_label = models.CharField(max_length=300)
    act = models.CharField(max_length=200)
    target_type = models.CharField(max_length=100)
    target_id = models.CharField(max_length=64)
    target_label = models.CharField(max_length=300)
    audience = models.JSONField(default=list)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("tally of refusals")
        verbose_name_plural = _("tallies of refusals")
        constraints = [
            models.UniqueConstraint(
                fields=["minute", "actor_kind", "actor_id", "act", "target_type", "target_id"],
                name="refusals_are_counted_by_the_minute",
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor_label}: {self.act}, {self.times} times"
