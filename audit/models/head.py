from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ObjectHead(models.Model):
    """The end of one thing's chain of events: last number and hash, and the thing's name then.

    Steps by one, is never deleted."""

    pk = models.CompositePrimaryKey("target_id", "target_type")
    target_type = models.CharField(max_length=100)
    target_id = models.CharField(max_length=64)
    label = models.CharField(max_length=300)
    number = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("head of a chain")
        verbose_name_plural = _("heads of chains")

    def __str__(self) -> str:
        return f"{self.target_type} {self.target_id}: {self.number}"
