from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance.models import DocumentVersion
from organisations.models import Organisation
from protocols.models.party import Direction, Party
from protocols.signers import Need, Post
from protocols.standing import Standing

PEOPLE: dict[str, Any] = {
    "to": settings.AUTH_USER_MODEL,
    "on_delete": models.PROTECT,
    "related_name": "+",
}  # Any: options of a key


class RoundState(models.TextChoices):
    OPEN = "open", _("Open")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")


class SigningRoundQuerySet(models.QuerySet["SigningRound"]):
    def open(self) -> Self:
        return self.filter(state=RoundState.OPEN)

    def that_count(self) -> Self:
        """Without those that were cancelled: what was signed in them binds nobody."""
        return self.exclude(state=RoundState.CANCELLED)


class SigningRound(Row):
    """One time that a version was open for signature, on these terms. Rounds that are over are kept."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="signing_rounds")
    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64, help_text="Of the text that is signed")
    opened_by = models.ForeignKey(**PEOPLE)
    opened_as = models.CharField(max_length=300)
    opened_at = models.DateTimeField()
    needs_all = models.BooleanField(_("all must sign before it is in force"), default=False)
    long_stop_on = models.DateField(
        _("the version before ends by"), null=True, blank=True, help_text="Even where not all have signed"
    )
    closes_on = models.DateField(_("last day to sign"), null=True, blank=True)
    state = models.CharField(max_length=20, choices=RoundState.choices, default=RoundState.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("why it was cancelled or closed"), max_length=2000, blank=True)

    history = History()
    objects = SigningRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of signing")
        verbose_name_plural = _("rounds of signing")
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="a_signing_round_has_its_number"),
            models.UniqueConstraint(
                fields=["version"], condition=Q(state=RoundState.OPEN), name="one_signing_round_is_open"
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.OPEN, ended_at__isnull=True)
                | ~Q(state=RoundState.OPEN) & Q(ended_at__isnull=False),
                name="a_signing_round_that_is_over_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.CANCELLED) | ~Q(reason=""),
                name="a_cancelled_round_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}, round of signing {self.number}"

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN


class SignatoryQuerySet(models.QuerySet["Signatory"]):
    def in_order(self) -> Self:
        return self.select_related("organisation").order_by("position")

    def with_plan(self) -> Self:
        """Each with `is_planned`: whether the text was written with somebody to be invited for the organisation."""
        planned = Party.objects.filter(
            version=OuterRef("round__version"), organisation=OuterRef("organisation"), by_invitation=True
        )
        return self.annotate(is_planned=Exists(planned))


class Signatory(Row):
    """One signature that a round asks of one organisation: by one of these posts, or by somebody who is invited.

    `is_joining`: of an organisation that was admitted after the round had begun, so that nobody waits for it.
    """

    round = models.ForeignKey(SigningRound, on_delete=models.PROTECT, related_name="signatories")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="signatories")
    position = models.PositiveSmallIntegerField()
    posts = models.JSONField(_("who may sign"), help_text="[{way, key}], any one of them")
    direction = models.CharField(_("direction"), max_length=12, choices=Direction.choices)
    is_joining = models.BooleanField(default=False)
    invited_name = models.CharField(_("name of who is invited"), max_length=200, blank=True)
    invited_address = models.EmailField(_("address of who is invited"), max_length=254, blank=True)
    standing = models.CharField(max_length=20, choices=Standing.choices, default=Standing.INVITED)

    is_planned = False  # unless read `with_plan`

    history = History()
    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["round", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "position"], name="a_signatory_has_its_place_in_a_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.organisation}"

    @property
    def need(self) -> Need:
        return Need(tuple(Post(post["way"], post["key"]) for post in self.posts))

    @property
    def discloses(self) -> bool:
        return self.direction != Direction.RECIPIENT

    @property
    def receives(self) -> bool:
        return self.direction != Direction.DISCLOSER
