from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance.models import Document


class Protocol(Row):
    """What is true of an agreement through all its versions: where it comes from.

    One that was signed elsewhere says in which register it stood and under which code."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="protocol")
    is_from_outside = models.BooleanField(_("signed outside this register"), default=False)
    source = models.CharField(_("register that it comes from"), max_length=300, blank=True)
    source_code = models.CharField(_("its code there"), max_length=120, blank=True)
    source_address = models.URLField(_("address of that register"), max_length=500, blank=True)

    history = History()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.UniqueConstraint(
                fields=["source_code"],
                condition=~Q(source_code=""),
                name="an_agreement_of_another_register_stands_once",
                violation_error_message=_("This agreement of the other register stands here already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.document)
