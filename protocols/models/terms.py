from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from audit.models.row import fault_of_text
from governance.models import DocumentVersion
from protocols.duration import is_period

FIRST_DAY, LAST_DAY = (
    date(1900, 1, 1),
    date(2999, 12, 31),
)  # a day beyond is a slip, and cannot be counted on from
LONGEST_LINES = 1000


def check_period(text: str) -> None:
    """Raises ValidationError for what is no ISO 8601 period."""
    if not is_period(text):
        raise ValidationError(_("Write the period as ISO 8601 does, such as P2Y6M for 2 years and 6 months."))


class Terms(Row):
    """The dates and conditions of one version of an agreement. Days are as the agreement gives them.

    `ends_on` is the last day on which it holds. A passed `review_on` never ends an agreement."""

    version = models.OneToOneField(DocumentVersion, on_delete=models.PROTECT, related_name="terms")
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    review_on = models.DateField(_("review"), null=True, blank=True)
    retention = models.CharField(
        _("kept by the recipient for"),
        max_length=20,
        blank=True,
        validators=[check_period],
        help_text="ISO 8601 period",
    )
    contact = models.TextField(_("contact for subject access requests"), max_length=1000, blank=True)
    accord = models.CharField(
        _("under the accord"),
        max_length=48,
        blank=True,
        help_text="Reference of the accord that its parties join",
    )
    areas = models.TextField(_("areas"), max_length=1000, blank=True, help_text="One to a line")

    signatures = models.JSONField(
        default=list,
        blank=True,
        help_text="[{party, name, post, on}] as a paper states them that was signed elsewhere",
    )

    history = History()

    class Meta:
        verbose_name = _("terms of an agreement")
        verbose_name_plural = _("terms of agreements")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="an_agreement_ends_after_it_starts",
                violation_error_message=_("The end date must not be before the start date."),
            )
        ]

    def __str__(self) -> str:
        return str(self.version)

    def clean(self) -> None:
        """Days lie between 1900 and 2999; texts of several lines are not too long and hold no unseen signs."""
        errors: dict[str, object] = {}
        for name in ("starts_on", "ends_on", "review_on"):
            day = getattr(self, name)
            if day is not None and not FIRST_DAY <= day <= LAST_DAY:
                errors[name] = _("Enter a day between the years 1900 and 2999.")
        for name in ("contact", "areas"):
            text = getattr(self, name)
            if len(text) > LONGEST_LINES:
                errors[name] = _("This can have 1,000 characters. Shorten it.")
            elif fault := fault_of_text(text):
                errors[name] = fault
        if errors:
            raise ValidationError(errors)
