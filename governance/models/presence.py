from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.models.section import Section


class Presence(models.Model):
    """That a person has a section open, as colleagues are told. Neither tracked nor logged, and soon forgotten."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(fields=["section", "person"], name="a_person_is_in_a_section_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.section}"
