from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import Row
from governance.models import DocumentVersion
from protocols.models.signing_round import RoundState, Signatory, SigningRound

if TYPE_CHECKING:
    from organisations.models.organisation import OrganisationQuerySet


class SignedCopyQuerySet(models.QuerySet["SignedCopy"]):
    def of_text(self, version: DocumentVersion, sha256: str) -> Self:
        """A version that went back to draft may be opened again with another text, or with the same."""
        return self.that_count().filter(version=version, text_sha256=sha256)

    def that_count(self) -> Self:
        """Without those that were made before a round was cancelled: what was signed in it binds nobody."""
        cancelled = SigningRound.objects.filter(
            version=models.OuterRef("version"),
            state=RoundState.CANCELLED,
            ended_at__gte=models.OuterRef("made_at"),
        )
        return self.filter(~models.Exists(cancelled))

    def for_people_of(self, bodies: OrganisationQuerySet) -> Self:
        """Those of versions that one of the bodies leads or was asked to sign."""
        asked = Signatory.objects.filter(organisation__in=bodies).order_by()
        return self.filter(
            models.Q(version__document__organisation__in=bodies)
            | models.Q(version__in=asked.values("round__version"))
        )

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
