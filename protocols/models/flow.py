from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from audit.models.row import fault_of_text
from governance.models import DocumentVersion
from protocols.models.item import LINE_LIMIT, LINES_LIMIT
from protocols.models.party import Party


class Flow(Row):
    """One way that information takes in one version of an agreement: from one party to another.

    `items` are the keys of the data items that go this way, in their order. Whoever may not give or receive by the
    direction of the party does so all the same: the acts refuse it, the table does not know.
    """

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="flows")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    giver = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="given", verbose_name=_("from"))
    taker = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="taken", verbose_name=_("to"))
    items = models.JSONField(_("items"), default=list, help_text="[key]")
    method = models.CharField(_("how it is sent"), max_length=LINE_LIMIT, blank=True)
    often = models.CharField(_("how often"), max_length=LINE_LIMIT, blank=True)
    format = models.CharField(_("format"), max_length=LINE_LIMIT, blank=True)
    onward = models.TextField(
        _("onward use"),
        max_length=LINES_LIMIT,
        blank=True,
        validators=[MaxLengthValidator(LINES_LIMIT)],
    )

    history = History()

    class Meta:
        verbose_name = _("flow")
        verbose_name_plural = _("flows")
        ordering = ["version", "position", "key"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="a_flow_has_a_key_of_its_own"),
            models.UniqueConstraint(
                fields=["version", "giver", "taker", "method", "often"],
                name="a_flow_stands_once",
                violation_error_message=_(
                    "A flow between these parties, sent in this way and this often, stands here already. "
                    "Add the items to that one."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("taker")),
                name="a_flow_leads_from_one_party_to_another",
                violation_error_message=_(
                    "Choose two different parties: nothing flows from a party to itself."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(_("%(giver)s to %(taker)s") % {"giver": self.giver.name, "taker": self.taker.name})

    def clean(self) -> None:
        if fault := fault_of_text(self.onward):
            raise ValidationError({"onward": fault})
