from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance.models.document import Document


class Relation(models.TextChoices):
    """How one document bears on another."""

    RELIES_ON = "relies_on", _("relies on")
    COVERS = "covers", _("covers")
    TRANSLATES = "translates", _("is a translation of")
    REPLACES = "replaces", _("replaces")


class DocumentLink(Row):
    """A tie between two documents of any app, read from source to target: a notice covers a protocol."""

    source = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="links")
    target = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="linked_from")
    relation = models.CharField(max_length=20, choices=Relation.choices)

    history = History()

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
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_relation_display()} {self.target}"
