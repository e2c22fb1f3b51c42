from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import Row
from governance.models import DocumentVersion


class SignedCopyQuerySet(models.QuerySet["SignedCopy"]):
    def of_text(self, version: DocumentVersion, sha256: str) -> Self:
        """A version that went back to draft may be opened again with another text."""
        return self.filter(version=version, text_sha256=sha256)

    def newest_first(self) -> Self:
        return self.order_by("-statements", "-made_at", "-pk")


class SignedCopy(Row):
    """The PDF of a version with the certificate of all that was stated about it by then. Kept, and never changed.

    `statements`: how many the certificate has. The file lies in the storage under its fingerprint.
    """

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="signed_copies")
    cache_key = models.CharField(max_length=64, unique=True)
    text_sha256 = models.CharField(max_length=64, help_text="Of the text that it prints")
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField(help_text="Bytes")
    pages = models.PositiveIntegerField()
    statements = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    objects = SignedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("signed copy")
        verbose_name_plural = _("signed copies")

    def __str__(self) -> str:
        return f"{self.version}, {_('signed copy')} {self.sha256[:12]}"
