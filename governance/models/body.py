from __future__ import annotations

import hashlib
import zlib

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _


class Codec(models.TextChoices):
    """How the bytes are packed. The column exists from the first day so that packing can change later."""

    PLAIN = "plain", _("as they are")
    ZLIB = "zlib", _("zlib")


class Body(models.Model):
    """Bytes that are kept once, whoever refers to them: a saved section, the frozen content of a version.

    The key is the SHA-256 of the unpacked bytes, in hexadecimal. Rows are never changed and never deleted.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveIntegerField(help_text="Bytes before packing")
    codec = models.CharField(max_length=8, choices=Codec.choices, default=Codec.ZLIB)
    base = models.CharField(
        max_length=64, blank=True, help_text="The body that these bytes are a difference to"
    )
    data = models.BinaryField()

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")

    def __str__(self) -> str:
        return self.sha256

    @classmethod
    def keep(cls, content: bytes) -> str:
        """Stores the bytes unless they are stored already; returns their SHA-256 in hexadecimal."""
        sha256 = hashlib.sha256(content).hexdigest()
        if not cls.objects.filter(pk=sha256).exists():
            try:
                with transaction.atomic():
                    cls.packed(content).save(force_insert=True)
            except IntegrityError:  # another writer kept the same bytes meanwhile
                if not cls.objects.filter(pk=sha256).exists():
                    raise
        return sha256

    @classmethod
    def packed(cls, content: bytes) -> Body:
        """The body of these bytes, not stored."""
        sha256 = hashlib.sha256(content).hexdigest()
        return cls(sha256=sha256, size=len(content), data=zlib.compress(content, 6))

    def unpacked(self) -> bytes:
        return zlib.decompress(self.data) if self.codec == Codec.ZLIB else bytes(self.data)
