from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from organisations.models.organisation import Organisation

# Names of the lists that we know; any other list is shown by its key.
SCHEME_NAMES = {
    "ico": _("ICO registration"),
    "ods": _("ODS code"),
    "gss": _("GSS code"),
    "charity": _("Charity number"),
    "company": _("Company number"),
    "government-organisation": _("Register of government organisations"),
    "local-authority-eng": _("Register of local authorities in England"),
    "local-authority-sct": _("Register of local authorities in Scotland"),
    "local-authority-nir": _("Register of local authorities in Northern Ireland"),
    "principal-local-authority": _("Register of principal local authorities in Wales"),
    "clinical-commissioning-group": _("Register of clinical commissioning groups"),
    "information-sharing-agreement-specified-person-0001": _("Specified persons, Digital Economy Act 2017"),
}


class IdentifierQuerySet(models.QuerySet["Identifier"]):
    def from_lists(self) -> IdentifierQuerySet:
        """Those whose organisation was brought up to a public list, under that list's licence."""
        return self.exclude(listed={})


class Identifier(Row):
    """The key of an organisation in one public list, such as government-organisation:D25."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="identifiers")
    scheme = models.CharField(
        _("list"),
        max_length=80,
        validators=[RegexValidator(r"\A[a-z0-9][a-z0-9-]*\Z", _("Use small letters, figures and hyphens."))],
    )
    value = models.CharField(_("key"), max_length=100)
    listed = models.JSONField(
        _("as the list had it"),
        default=dict,
        blank=True,
        editable=False,
        help_text=_("Field names and values that the last import read, so that the next sees what changed."),
    )

    history = History()
    objects = IdentifierQuerySet.as_manager()

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["scheme", "value"]
        indexes = [models.Index(fields=["value"], name="identifier_by_value")]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"],
                name="identifier_belongs_to_one_organisation",
                violation_error_message=_("Another organisation has this identifier."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    @property
    def is_from_list(self) -> bool:
        return bool(self.listed)

    @property
    def scheme_name(self) -> str:
        return str(SCHEME_NAMES.get(self.scheme, self.scheme))
