from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance.approving import Plan, Seat, Way, plan_of
from governance.models.version import DocumentVersion
from organisations.models import Organisation

PEOPLE: dict[str, Any] = {
    "to": settings.AUTH_USER_MODEL,
    "on_delete": models.PROTECT,
    "related_name": "+",
}  # Any: options of a key


class ApprovalRule(Row):
    """Who must approve the documents of an organisation: those of one kind, or all others where `kind` is empty."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="approval_rules")
    kind = models.CharField(_("kind of document"), max_length=40, blank=True)
    steps = models.JSONField(_("steps"), help_text="As governance.approving.Plan keeps them")
    in_order = models.BooleanField(_("one step after the other"), default=True)
    days = models.PositiveSmallIntegerField(_("days to approve"), default=0, help_text="0: no due date")

    history = History()

    class Meta:
        verbose_name = _("approval rule")
        verbose_name_plural = _("approval rules")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind"], name="one_approval_rule_for_each_kind")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.kind or '*'}"

    @property
    def plan(self) -> Plan:
        return plan_of(self.steps, in_order=self.in_order, days=self.days)


class Outcome(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    SENT_BACK = "sent_back", _("Changes asked for")
    RECALLED = "recalled", _("Taken back")


class ApprovalRound(Row):
    """One time that a version was sent for review, with the rule as it was then. Rounds that are over are kept."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="rounds")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    in_order = models.BooleanField(default=True)
    submitted_by = models.ForeignKey(**PEOPLE)
    submitted_at = models.DateTimeField()
    due_on = models.DateField(_("approval due"), null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, default=Outcome.WAITING)
    ended_at = models.DateTimeField(null=True, blank=True)

    history = History()

    class Meta:
        verbose_name = _("round of approval")
        verbose_name_plural = _("rounds of approval")
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="a_round_number_is_given_once"),
            models.UniqueConstraint(
                fields=["version"], condition=Q(outcome=Outcome.WAITING), name="one_round_waits_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.WAITING, ended_at__isnull=True)
                | ~Q(outcome=Outcome.WAITING) & Q(ended_at__isnull=False),
                name="a_round_that_is_over_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}, round {self.number}"


class ApprovalStep(Row):
    """One step of a round: open from `opened_at`, over at `done_at`."""

    round = models.ForeignKey(ApprovalRound, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    needed = models.PositiveSmallIntegerField(default=0, help_text="0: every seat once")
    opened_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    history = History()

    class Meta:
        verbose_name = _("step of approval")
        verbose_name_plural = _("steps of approval")
        ordering = ["round", "position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="a_step_has_its_place_in_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.round}, step {self.position + 1}"


class ApprovalSeatQuerySet(models.QuerySet["ApprovalSeat"]):
    def waiting(self) -> Self:
        """Of steps that are open in rounds that are not over, and not taken (unless the step counts heads)."""
        taken = Approval.objects.live().filter(seat=models.OuterRef("pk"))
        many = Q(way__in=[Way.ANYONE, Way.ROLE], step__needed__gt=0)
        return self.filter(
            many | ~models.Exists(taken),
            step__round__outcome=Outcome.WAITING,
            step__opened_at__isnull=False,
            step__done_at__isnull=True,
        )

    def of_versions(self, keys: Collection[UUID]) -> Self:
        """With what lists show of them, in order."""
        found = self.filter(step__round__version__in=keys).select_related("step__round", "person")
        return found.order_by("step__position", "position")


class ApprovalSeat(Row):
    """Who may approve in a step: holders of a role or an office (`key`), one person, or anyone with the right."""

    step = models.ForeignKey(ApprovalStep, on_delete=models.PROTECT, related_name="seats")
    position = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=20, choices=Way.choices)
    key = models.CharField(max_length=40, blank=True, help_text="The role or the office")
    person = models.ForeignKey(**PEOPLE, null=True, blank=True)

    history = History()
    objects = ApprovalSeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat in a step of approval")
        verbose_name_plural = _("seats in steps of approval")
        ordering = ["step", "position"]
        constraints = [
            models.UniqueConstraint(fields=["step", "position"], name="a_seat_has_its_place_in_a_step"),
            models.CheckConstraint(
                condition=Q(way=Way.PERSON, person__isnull=False)
                | ~Q(way=Way.PERSON) & Q(person__isnull=True),
                name="a_seat_by_name_names_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.way} {self.key}"

    @property
    def as_seat(self) -> Seat:
        return Seat(self.way, str(self.person_id) if self.way == Way.PERSON else self.key)


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def live(self) -> Self:
        """Not taken back."""
        return self.filter(taken_back_at=None)

    def that_count(self) -> Self:
        """Those by which versions were approved, in the order in which they were given."""
        return self.live().filter(round__outcome=Outcome.APPROVED).order_by("at", "pk")

    def for_list(self) -> Self:
        return self.select_related("person", "principal").order_by("at", "pk")


class Approval(Row):
    """That a person approved a version in one round, in one seat; of a delegate, for the `principal`.

    One that was taken back stays, marked.
    """

    round = models.ForeignKey(ApprovalRound, on_delete=models.PROTECT, related_name="approvals")
    seat = models.ForeignKey(ApprovalSeat, on_delete=models.PROTECT, related_name="approvals")
    person = models.ForeignKey(**PEOPLE)
    principal = models.ForeignKey(**PEOPLE, help_text="Whose approval it is: the person, or who delegated")
    given_as = models.CharField(max_length=700)
    at = models.DateTimeField()
    forum = models.CharField(_("meeting and minute"), max_length=200, blank=True)
    note = models.TextField(_("note of the approver"), max_length=2000, blank=True)
    waiver = models.TextField(blank=True, help_text="Why who submitted could approve; empty: four eyes")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    history = History()
    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [
            models.UniqueConstraint(
                fields=["round", name],
                condition=Q(taken_back_at=None),
                name=f"a_{name}_approves_once_in_a_round",
            )
            for name in ("person", "principal")
        ]

    def __str__(self) -> str:
        return self.given_as

    @property
    def approved_as(self) -> str:
        """As a version names it, for the words of the control block."""
        return self.given_as

    @property
    def approved_at(self) -> datetime:
        return self.at

    @property
    def approved_forum(self) -> str:
        return self.forum

    @property
    def is_live(self) -> bool:
        return self.taken_back_at is None


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def current(self, on: date | None = None) -> Self:
        """Neither ended nor past their last day."""
        return self.filter(ended_at=None, until__gte=on or timezone.localdate())


class Delegation(Row):
    """That a colleague may approve in another's place in one round, up to and including a day. It ends by itself."""

    round = models.ForeignKey(ApprovalRound, on_delete=models.PROTECT, related_name="delegations")
    giver = models.ForeignKey(**PEOPLE)
    delegate = models.ForeignKey(**PEOPLE)
    until = models.DateField(_("last day"))
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    history = History()
    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation of an approval")
        verbose_name_plural = _("delegations of approvals")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "giver"],
                condition=Q(ended_at=None),
                name="an_approval_is_delegated_to_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(giver=models.F("delegate")), name="nobody_delegates_to_the_same_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver}: {self.delegate}, {self.until}"

    def is_current(self, on: date) -> bool:
        return self.ended_at is None and self.until >= on
