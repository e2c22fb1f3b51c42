from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from organisations.models import Organisation
from protocols.signers import Condition, Line, Post


class SigningRule(Row):
    """One line of an organisation's own rule: who must sign agreements of a kind (any, where empty) that share this."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="signing_rules")
    kind = models.CharField(_("kind of agreement"), max_length=40, blank=True)
    condition = models.CharField(
        _("condition"), max_length=20, choices=Condition.choices, default=Condition.ALWAYS
    )
    posts = models.JSONField(_("who must sign"), help_text="[{way, key}]")
    needed = models.PositiveSmallIntegerField(_("how many of them"), default=0, help_text="0: each")

    history = History()

    class Meta:
        verbose_name = _("rule of signing")
        verbose_name_plural = _("rules of signing")
        ordering = ["organisation", "kind", "condition"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "condition"], name="one_rule_of_signing_for_each_case"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.kind or '*'} {self.condition}"

    @property
    def line(self) -> Line:
        posts = tuple(Post(post["way"], post["key"]) for post in self.posts)
        return Line(posts, self.condition, self.kind, self.needed)
