from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from protocols.models.signing_round import PEOPLE, Signatory


class QuestionQuerySet(models.QuerySet["Question"]):
    def in_order(self) -> Self:
        return self.order_by("asked_at", "pk")

    def open(self) -> Self:
        return self.filter(answered_at=None)

    def for_page(self) -> Self:
        return self.select_related(
            "signatory__organisation", "signatory__round__version__document__organisation"
        )

    def of(self, signatory: Signatory, address: str) -> Self:
        """What the holder of an address asked for one seat, by whichever link."""
        return self.filter(signatory=signatory, address=address.lower())


class Question(Row):
    """What somebody who is invited asks or remarks before answering, and what the lead says to it.

    It is no answer to the version: it neither declines nor asks for changes, and the signature is still awaited.
    """

    signatory = models.ForeignKey(Signatory, on_delete=models.PROTECT, related_name="questions")
    name = models.CharField(_("name of who asked"), max_length=200)
    address = models.EmailField(_("address of who asked"), max_length=254)
    text = models.TextField(_("question or comment"), max_length=2000)
    asked_at = models.DateTimeField()
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(**PEOPLE, null=True, blank=True)
    answered_as = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    history = History()
    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of who is invited")
        verbose_name_plural = _("questions of those who are invited")
        ordering = ["signatory", "asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="an_answered_question_says_what_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signatory}, {_('question')}, {self.asked_at}"

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None
