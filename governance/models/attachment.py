from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance.files.types import MEDIA_TYPES, NAME_LIMIT, FileType
from governance.models.version import DocumentVersion

if TYPE_CHECKING:
    from organisations.permissions import Person


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, person: Person) -> AttachmentQuerySet:
        """Files of the versions that the person may read."""
        return self.filter(version__in=DocumentVersion.objects.visible_to(person).values("pk"))

    def in_order(self) -> AttachmentQuerySet:
        return self.order_by("number")


class Attachment(Row):
    """A file that belongs to one version of a document. Its bytes lie in the storage, under their hash."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="attachments")
    number = models.PositiveSmallIntegerField(help_text="Its own within the version; part of its address")
    name = models.CharField(_("name of the file"), max_length=NAME_LIMIT)
    title = models.CharField(_("what it is"), max_length=160, blank=True)
    type = models.CharField(_("kind of file"), max_length=10, choices=FileType.choices)
    size = models.PositiveIntegerField(help_text="Bytes")
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField()

    history = History()
    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"], name="an_attachment_number_is_given_once_in_a_version"
            ),
            models.UniqueConstraint(
                fields=["version", "sha256"],
                name="a_file_is_attached_once_to_a_version",
                violation_error_message=_("This file is attached already."),
            ),
            models.UniqueConstraint(
                fields=["version", "name"],
                name="a_file_name_stands_once_in_a_version",
                violation_error_message=_(
                    "A file of this name is attached already. Remove it first, or give this one another name."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.title or self.name

    @property
    def media_type(self) -> str:
        """What the file is served as, whatever its name says."""
        return MEDIA_TYPES[FileType(self.type)]
