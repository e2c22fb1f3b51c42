from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance.models.document import Document

if TYPE_CHECKING:
    from organisations.permissions import Person


class Relation(models.TextChoices):
    """How one document bears on another."""

    RELIES_ON = "relies_on", _("relies on")
    COVERS = "covers", _("covers")
    TRANSLATES = "translates", _("is a translation of")
    REPLACES = "replaces", _("replaces")


class DocumentLinkQuerySet(models.QuerySet["DocumentLink"]):
    def translating(self) -> DocumentLinkQuerySet:
        """Ties from a translation to its original."""
        return self.filter(relation=Relation.TRANSLATES).select_related("source", "target")

    def translations_of(self, document: Document, person: Person) -> DocumentLinkQuerySet:
        """Ties to what the document translates and to what translates it, as far as the person may see those."""
        seen = Document.objects.visible_to(person).values("pk")
        ties = Q(source=document, target__in=seen) | Q(target=document, source__in=seen)
        return self.translating().filter(ties).order_by("source__reference", "target__reference")


class DocumentLink(Row):
    """A tie between two documents of any app, read from source to target: a notice covers a protocol."""

    source = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="links")
    target = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="linked_from")
    relation = models.CharField(max_length=20, choices=Relation.choices)

    history = History()
    objects = DocumentLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link between documents")
        verbose_name_plural = _("links between documents")
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "relation"], name="a_link_stands_once"),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")),
                name="a_document_is_not_linked_to_itself",
                violation_error_message=_("A document cannot be linked to itself."),
            ),
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(relation="translates"),
                name="a_translation_has_one_original",
                violation_error_message=_("This document is a translation of another one already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_relation_display()} {self.target}"
