from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance.kinds import Meant
from governance.models.document import Document

if TYPE_CHECKING:
    from uuid import UUID


class MeantReferenceQuerySet(models.QuerySet["MeantReference"]):
    def of_section(self, document: UUID, key: str) -> MeantReferenceQuerySet:
        return self.filter(document=document, section_key=key)

    def as_meant(self) -> frozenset[Meant]:
        return frozenset(Meant(*row) for row in self.values_list("section_key", "reference", "words"))


class MeantReference(Row):
    """Somebody's word that a section names law or a body of the past on purpose: a quotation, or history.

    It holds for the section in all later versions of the document, as sections are found again by their key.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="meant_references")
    section_key = models.SlugField(max_length=60)
    reference = models.SlugField(max_length=60, help_text="Key of the table of superseded references")
    words = models.CharField(max_length=300, help_text="In small letters")
    meant_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    meant_at = models.DateTimeField()

    history = History()
    objects = MeantReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference that is meant")
        verbose_name_plural = _("references that are meant")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "section_key", "reference", "words"],
                name="words_are_meant_once_in_a_section",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.words}"
