from __future__ import annotations

import unicodedata
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from audit.identifiers import new_id

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # they turn the direction of writing
JOINERS = "\u200c\u200d"  # they join letters in some scripts, and pictures


class Row(models.Model):
    """Base of every model: a key that sorts by time and is never given twice; what stands on one line can be seen."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Also refuses one-line texts with signs that cannot be seen or that turn the direction of writing."""
        errors: dict[str, list[ValidationError]] = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            errors = error.error_dict
        for field in self._meta.concrete_fields:
            if isinstance(field, models.CharField) and field.name not in {*errors, *(exclude or ())}:
                fault = fault_of_line(str(getattr(self, field.attname) or ""))
                if fault:
                    errors[field.name] = [ValidationError(fault, code="unseen")]
        if errors:
            raise ValidationError(errors)


def fault_of_text(text: str) -> str:
    """A sentence about signs that no text of several lines can hold; empty where there are none."""
    if any((unicodedata.category(sign) == "Cc" and sign not in "\t\n\r") or sign in TURNING for sign in text):
        return _(
            "This has a sign that cannot be seen, or that turns the direction of writing. Type it again."
        )
    return ""


def fault_of_line(text: str) -> str:
    """A sentence about what is wrong with a text of one line; empty where nothing is."""
    kinds = [unicodedata.category(sign) for sign in text if sign not in JOINERS]
    if any(kind in ("Cc", "Cf", "Co", "Zl", "Zp") for kind in kinds):
        return _(
            "This has a sign that cannot be seen, or that turns the direction of writing. Type it again."
        )
    if text and all(kind.startswith("Z") for kind in kinds):
        return _("This has nothing that can be seen. Use letters or numbers.")
    return ""
