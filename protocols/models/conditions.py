from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from audit.models.row import fault_of_text
from governance.models import DocumentVersion
from protocols.models.item import LINE_LIMIT
from protocols.models.terms import FIRST_DAY, LAST_DAY, check_period

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TEXT_LIMIT = 3000
TEXTS = ("security", "assessment_outcome", "assessment_reason", "breach", "disposal")


class Assessment(models.TextChoices):
    """Whether a data protection impact assessment stands behind the sharing."""

    NOT_STATED = "", _("Not stated")
    DONE = "done", _("Done")
    NOT_NEEDED = "not_needed", _("Not needed")


def _text(label: _StrPromise) -> models.TextField[str, str]:
    return models.TextField(
        label, max_length=TEXT_LIMIT, blank=True, validators=[MaxLengthValidator(TEXT_LIMIT)]
    )


class Conditions(Row):
    """How one version of an agreement is kept safe, looked after and ended: one row for each version.

    `review_cycle` and `notice` are ISO 8601 periods: how often it is looked at again, and how long before it leaves a
    party tells the others.
    """

    version = models.OneToOneField(DocumentVersion, on_delete=models.PROTECT, related_name="conditions")
    security = _text(_("security"))
    assessment = models.CharField(
        _("impact assessment"), max_length=12, choices=Assessment.choices, blank=True, default=""
    )
    assessment_reference = models.CharField(_("its reference"), max_length=LINE_LIMIT, blank=True)
    assessed_on = models.DateField(_("its date"), null=True, blank=True)
    assessment_outcome = _text(_("its outcome"))
    assessment_reason = _text(_("why none is needed"))
    breach = _text(_("what if it goes wrong"))
    disposal = _text(_("disposal"))
    review_cycle = models.CharField(
        _("looked at again every"),
        max_length=20,
        blank=True,
        validators=[check_period],
        help_text="ISO 8601 period",
    )
    notice = models.CharField(
        _("notice before leaving"),
        max_length=20,
        blank=True,
        validators=[check_period],
        help_text="ISO 8601 period",
    )

    history = History()

    class Meta:
        verbose_name = _("conditions of an agreement")
        verbose_name_plural = _("conditions of agreements")
        constraints = [
            models.CheckConstraint(
                condition=~Q(assessment="not_needed") | ~Q(assessment_reason=""),
                name="no_assessment_has_a_reason",
                violation_error_message=_("Say why no impact assessment is needed."),
            )
        ]

    def __str__(self) -> str:
        return str(self.version)

    def clean(self) -> None:
        """Texts of several lines hold no unseen signs; the day lies between 1900 and 2999."""
        errors: dict[str, object] = {
            name: fault for name in TEXTS if (fault := fault_of_text(getattr(self, name)))
        }
        if self.assessed_on is not None and not FIRST_DAY <= self.assessed_on <= LAST_DAY:
            errors["assessed_on"] = _("Enter a day between the years 1900 and 2999.")
        if errors:
            raise ValidationError(errors)
