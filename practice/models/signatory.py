from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance.models import DocumentVersion


class Signatory(Row):
    """Who stands behind one version of a statement of support: the person's name, their post, and the day."""

    version = models.OneToOneField(DocumentVersion, on_delete=models.PROTECT, related_name="signatory")
    name = models.CharField(_("name"), max_length=200)
    post = models.CharField(_("post"), max_length=200)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    lock = models.PositiveIntegerField(default=1)

    history = History()

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")

    def __str__(self) -> str:
        return f"{self.name}, {self.post}"
