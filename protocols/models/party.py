from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance.models import DocumentVersion
from organisations.models import Organisation


class Direction(models.TextChoices):
    """Which way information goes."""

    DISCLOSER = "discloser", _("Discloses")
    RECIPIENT = "recipient", _("Receives")
    BOTH = "both", _("Discloses and receives")


class ControllerRole(models.TextChoices):
    """The part that data protection law gives a party; quite another thing than the direction."""

    NOT_STATED = "", _("Not stated")
    CONTROLLER = "controller", _("Controller")
    JOINT = "joint_controller", _("Joint controller")
    PROCESSOR = "processor", _("Processor")


class Party(Row):
    """One organisation in one version of an agreement.

    `name` is what the agreement calls it; some call a body that no list of bodies has, and then there is no
    organisation."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=300)
    direction = models.CharField(_("direction"), max_length=12, choices=Direction.choices)
    role = models.CharField(
        _("controller role"), max_length=20, choices=ControllerRole.choices, blank=True, default=""
    )
    by_invitation = models.BooleanField(
        _("signs by invitation"), default=False, help_text="As it was planned when the text was written"
    )

    history = History()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "organisation"],
                condition=Q(organisation__isnull=False),
                name="an_organisation_is_a_party_once",
                violation_error_message=_("This organisation is a party already."),
            ),
            models.UniqueConstraint(
                fields=["version", "name"],
                name="a_party_is_named_once",
                violation_error_message=_("A party of this name stands here already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_direction_display()})"
