from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance.models import DocumentVersion
from protocols.models.added_law import AddedLaw
from protocols.powers import label


class LegalPower(Row):
    """One legal power or gateway that one version of an agreement relies on, by its key in the reference data.

    `added`: one that an organisation added to these; its key begins with `OWN`, and `law` is what it says: its words
    today in a draft, and for ever in what was frozen."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="legal_powers")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(_("power"), max_length=60)

    added = models.ForeignKey(
        AddedLaw, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    law = models.JSONField(
        null=True, blank=True, editable=False, help_text="What it says, of one that was added"
    )

    history = History()

    class Meta:
        verbose_name = _("legal power")
        verbose_name_plural = _("legal powers")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="a_power_is_named_once"),
        ]

    def __str__(self) -> str:
        return str(self.law["key"]) if self.law else label(self.key)
