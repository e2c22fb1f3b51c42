from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from audit.models.row import fault_of_text
from governance.models import DocumentVersion
from protocols.bases import bases, basis_label
from protocols.models.added_law import OWN, AddedLaw
from protocols.models.item import LINES_LIMIT


class Covers(models.TextChoices):
    """For which data items a basis stands."""

    ALL = "all", _("All data items")
    SPECIAL = "special", _("Special category data")
    CRIMINAL = "criminal", _("Criminal offence data")


def check_basis(key: str) -> None:
    """Raises ValidationError for what is no basis of the reference data, and no key of one that was added."""
    if key not in bases() and not key.startswith(OWN):
        raise ValidationError(_("Choose a basis or condition from the list."))


class LegalBasis(Row):
    """One lawful basis or condition that one version of an agreement relies on, by its key in the reference data.

    `added`: one that an organisation added to these; its key begins with `OWN`, and `law` is what it says: its words
    today in a draft, and for ever in what was frozen."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="legal_bases")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(_("basis or condition"), max_length=60, validators=[check_basis])
    covers = models.CharField(_("covers"), max_length=10, choices=Covers.choices, default=Covers.ALL)
    explanation = models.TextField(
        _("how it applies"),
        max_length=LINES_LIMIT,
        blank=True,
        validators=[MaxLengthValidator(LINES_LIMIT)],
    )

    added = models.ForeignKey(
        AddedLaw, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    law = models.JSONField(
        null=True, blank=True, editable=False, help_text="What it says, of one that was added"
    )

    history = History()

    class Meta:
        verbose_name = _("lawful basis")
        verbose_name_plural = _("lawful bases")
        ordering = ["version", "position", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"],
                name="a_basis_is_named_once",
                violation_error_message=_("This basis stands here already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.law["key"]) if self.law else basis_label(self.key)

    def clean(self) -> None:
        if fault := fault_of_text(self.explanation):
            raise ValidationError({"explanation": fault})
