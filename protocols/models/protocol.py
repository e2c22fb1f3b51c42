from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance.models import Document, DocumentVersion
from protocols.assurance import assurance


class ProtocolQuerySet(models.QuerySet["Protocol"]):
    def with_source(self) -> Self:
        """With what a page says of the protocol that it was begun from."""
        return self.select_related("made_from__document__organisation", "considered", "considered_by")


class Protocol(Row):
    """What is true of an agreement through all its versions: where it comes from.

    One that was signed elsewhere says in which register it stood and under which code. One that was begun from the text
    of another agreement names the version of it, and the newest one whose changes somebody has considered."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="protocol")
    is_from_outside = models.BooleanField(_("signed outside this register"), default=False)
    source = models.CharField(_("register that it comes from"), max_length=300, blank=True)
    source_code = models.CharField(_("its code there"), max_length=120, blank=True)
    source_address = models.URLField(_("address of that register"), max_length=500, blank=True)

    is_from_paper = models.BooleanField(_("recorded from paper"), default=False)
    made_from = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="localised"
    )
    considered = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    considered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    considered_at = models.DateTimeField(null=True, blank=True)

    history = History()
    objects = ProtocolQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_from_paper=False) | Q(is_from_outside=True),
                name="what_is_recorded_from_paper_was_signed_elsewhere",
            ),
            models.UniqueConstraint(
                fields=["source_code"],
                condition=~Q(source_code=""),
                name="an_agreement_of_another_register_stands_once",
                violation_error_message=_("This agreement of the other register stands here already."),
            ),
            models.CheckConstraint(
                condition=Q(considered=None) | Q(made_from__isnull=False),
                name="changes_are_considered_of_a_source",
            ),
            models.CheckConstraint(
                condition=Q(considered_by=None, considered_at=None, considered=None)
                | Q(considered_by__isnull=False, considered_at__isnull=False, considered__isnull=False),
                name="who_considered_changes_and_when_go_together",
            ),
        ]

    def __str__(self) -> str:
        return str(self.document)

    def assurance_of(self, version: DocumentVersion) -> str:
        """How sure the register is that a version was signed; empty where it was signed here."""
        return assurance(
            is_from_outside=version.is_from_outside,
            is_from_paper=version.is_from_outside and self.is_from_paper,
        )

    @property
    def looked_at(self) -> DocumentVersion | None:
        """The version of the source up to which this agreement has been compared with it."""
        return self.considered or self.made_from
