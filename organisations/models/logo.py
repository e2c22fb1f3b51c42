from __future__ import annotations

import hashlib

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _


class Logo(models.Model):
    """A picture that stands for a body, as PNG; kept once, never changed, never deleted: old papers bear it.

    The key is the SHA-256 of the bytes, in hexadecimal."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    width = models.PositiveIntegerField(help_text="Pixels")
    height = models.PositiveIntegerField(help_text="Pixels")
    data = models.BinaryField()

    class Meta:
        verbose_name = _("logo")
        verbose_name_plural = _("logos")

    def __str__(self) -> str:
        return self.sha256

    @staticmethod
    def keep(data: bytes, *, width: int, height: int) -> Logo:
        """Stores the picture unless it is stored already."""
        sha256 = hashlib.sha256(data).hexdigest()
        kept = Logo.objects.filter(pk=sha256).first()
        if kept is not None:
            return kept
        logo = Logo(sha256=sha256, width=width, height=height, data=data)
        try:
            with transaction.atomic():
                logo.save(force_insert=True)
        except IntegrityError:  # another writer kept the same picture meanwhile
            return Logo.objects.get(pk=sha256)
        return logo

    @property
    def is_sound(self) -> bool:
        """Whether the bytes are those that the key names."""
        return hashlib.sha256(bytes(self.data)).hexdigest() == self.sha256
