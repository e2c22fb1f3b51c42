from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance.models.version import DocumentVersion


class Withholding(Row):
    """One part of a version that the public does not read while its document is published with parts taken out.

    `part` is one that `governance.withheld` names: a section, a set of rows, the files, or what changed and why.
    """

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="withholdings")
    part = models.CharField(max_length=80)
    hides_heading = models.BooleanField(_("the heading is withheld, too"), default=False)
    reason = models.CharField(_("reason"), max_length=300)

    history = History()

    class Meta:
        verbose_name = _("withheld part")
        verbose_name_plural = _("withheld parts")
        ordering = ["version", "part"]
        constraints = [
            models.UniqueConstraint(fields=["version", "part"], name="a_part_is_withheld_once"),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="what_is_withheld_has_a_reason",
                violation_error_message=_("Say why it is withheld."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.part}"
