from __future__ import annotations

from django.db import models

from audit.identifiers import new_id


class Row(models.Model):
    """Base of every model: a key that sorts by time and is never given twice."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
