from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from organisations.models.organisation import Organisation


class Purpose(models.TextChoices):
    ADVICE = "advice", _("Advice on sharing information")
    OUT_OF_HOURS = "out_of_hours", _("Out of hours")
    SUBJECT_ACCESS = "subject_access", _("Asking for your own information")
    REQUESTS = "requests", _("Asking for what is not published")
    INCIDENT = "incident", _("Reporting an incident")
    COMPLAINTS = "complaints", _("Complaints")
    GENERAL = "general", _("General enquiries")


class Contact(Row):
    """Whom to call or write to in an organisation, for one purpose. Public."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contacts")
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    name = models.CharField(_("name of the person or desk"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=50, blank=True)
    hours = models.CharField(_("hours"), max_length=200, blank=True)

    history = History()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["purpose", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(telephone=""),
                name="contact_has_email_or_telephone",
                violation_error_message=_("Give an e-mail address or a telephone number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.name or self.email or self.telephone}"
