from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.models import Row
from governance.kinds import Audience, Publication
from governance.models.document import Document
from governance.models.version import DocumentVersion

if TYPE_CHECKING:
    from governance.withheld import Disclosure
    from organisations.permissions import Person


def place(rendition: Rendition, _filename: str) -> str:
    """Where the file lies in the storage: named by its content, so that it is never written over."""
    return f"renditions/{rendition.sha256[:2]}/{rendition.sha256}.pdf"


class RenditionQuerySet(models.QuerySet["Rendition"]):
    def visible_to(self, person: Person) -> RenditionQuerySet:
        """Files of the whole text of versions that the person may read whole, whoever else reads a part of it."""
        read = DocumentVersion.objects.visible_to(person)
        whole = Document.objects.read_whole_by(person).values("pk")
        read = read.filter(
            Q(document__publication=Publication.FULL)
            | ~Q(document__audience=Audience.ANYONE)
            | Q(document__in=whole)
        )
        return self.filter(version__in=read.values("pk"), disclosure="")

    def for_reader(self, seen: Disclosure) -> RenditionQuerySet:
        """Those that show what this reader reads, and no more."""
        return self.filter(disclosure=seen.key)

    def newest_first(self) -> RenditionQuerySet:
        return self.order_by("-made_at", "-pk")


class Rendition(Row):
    """The PDF of a published version.

    The same words, template and renderer give the same bytes, kept once.
    """

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="renditions")
    cache_key = models.CharField(
        max_length=64,
        unique=True,
        help_text="SHA-256 of all that is printed, of the template and the renderer",
    )
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="Bytes")
    pages = models.PositiveIntegerField()
    file = models.FileField(upload_to=place, max_length=200)
    renderer = models.CharField(max_length=200)
    disclosure = models.CharField(
        max_length=64,
        blank=True,
        default="",
        help_text="Key of the disclosure of those for whom it was made; empty: it shows the whole",
    )
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField()

    objects = RenditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("PDF")
        verbose_name_plural = _("PDFs")
        ordering = ["version", "-made_at"]

    def __str__(self) -> str:
        return f"{self.version}.pdf"

    @property
    def file_name(self) -> str:
        """The name under which a reader saves it, such as NCC-COP-0001-v2.1.pdf."""
        return f"{self.version.document.reference}-v{self.version.number}.pdf"

    @property
    def path(self) -> str:
        """Where the file lies in the storage."""
        return self.file.name or place(self, "")

    def content(self) -> bytes:
        """The whole file."""
        with self.file.storage.open(self.path, "rb") as opened:
            return bytes(opened.read())
