from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from protocols.models.signing_round import PEOPLE, Signatory
from protocols.tokens import fingerprint_of


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def for_page(self) -> Self:
        return self.select_related(
            "signatory__organisation",
            "signatory__round__version__document__organisation",
            "made_by",
        )

    def with_token(self, token: str) -> Self:
        return self.filter(token_sha256=fingerprint_of(token))

    def renewed(self) -> Self:
        """Those in whose place who is invited asked for another link."""
        return self.filter(is_renewed=True)

    def standing(self) -> Self:
        """Not revoked: one of each signatory at most. It may have expired or have been used."""
        return self.filter(revoked_at=None)


class Invitation(Row):
    """One link to one mailbox by which somebody without an account gives one signature. The link itself is not kept.

    `used_at`: when it gave its signature. It is revoked when another takes its place, or nobody should come by it.
    `is_renewed`: who is invited asked for the other one; nobody else revoked it.
    """

    signatory = models.ForeignKey(Signatory, on_delete=models.PROTECT, related_name="invitations")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("name of who is invited"), max_length=200)
    address = models.EmailField(_("address of who is invited"), max_length=254)
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(**PEOPLE)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(**PEOPLE, null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    is_renewed = models.BooleanField(default=False)

    history = History(excluded_fields=["token_sha256"])
    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["signatory", "number"]
        constraints = [
            models.UniqueConstraint(fields=["signatory", "number"], name="an_invitation_has_its_number"),
            models.UniqueConstraint(
                fields=["signatory"], condition=Q(revoked_at=None), name="one_invitation_stands"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None, is_renewed=False)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False, is_renewed=False)
                | Q(revoked_at__isnull=False, revoked_by=None, is_renewed=True),
                name="a_revoked_invitation_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signatory}, {_('invitation')} {self.number}"

    @property
    def is_used(self) -> bool:
        return self.used_at is not None

    def is_over(self, now: datetime) -> bool:
        return self.expires_at <= now


class InvitationCodeQuerySet(models.QuerySet["InvitationCode"]):
    def last_of(self, invitation: Invitation) -> InvitationCode | None:
        return self.filter(invitation=invitation).order_by("-made_at", "-pk").first()


class InvitationCode(Row):
    """One code that was sent to the mailbox of an invitation. Not tracked; it is of use for minutes."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="codes")
    mac = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("code of an invitation")
        verbose_name_plural = _("codes of invitations")
        indexes = [models.Index(fields=["invitation", "made_at"], name="codes_of_an_invitation")]

    def __str__(self) -> str:
        return f"{self.invitation}, {self.made_at}"


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> Self:
        return self.filter(sent_at=None, given_up_at=None, dropped_at=None)

    def due(self, now: datetime) -> Self:
        free = Q(claimed_until=None) | Q(claimed_until__lte=now)
        return self.waiting().filter(free, due_at__lte=now).order_by("due_at", "pk")


class Letter(models.Model):
    """The e-mail that brings an invitation, in the outbox. It is written, with its link, when it is sent."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="letter")
    message_id = models.CharField(max_length=120, unique=True)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True, help_text="Revoked before it was sent")
    error = models.CharField(max_length=300, blank=True, help_text="Why the last attempt failed, for people")

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter of invitation")
        verbose_name_plural = _("letters of invitation")
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at=None, given_up_at=None, dropped_at=None),
                name="letters_due",
            )
        ]

    def __str__(self) -> str:
        return self.message_id
