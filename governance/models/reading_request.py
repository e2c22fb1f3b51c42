"""Who is asked to read a document, or to do a training item, and by when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance.models.document import Document
from governance.models.training import TrainingItem
from organisations.models import Organisation, Team
from organisations.permissions import Can, keys_where
from organisations.roles import Role

if TYPE_CHECKING:
    from organisations.permissions import Person

ONE_SUBJECT = Q(document__isnull=False, training=None) | Q(document=None, training__isnull=False)


class ReadingRequestQuerySet(models.QuerySet["ReadingRequest"]):
    def visible_to(self, person: Person) -> ReadingRequestQuerySet:
        """For those who may ask; whoever is asked sees the own reading."""
        return self.filter(organisation__in=keys_where(person, Can.PUBLISH))

    def open(self) -> ReadingRequestQuerySet:
        return self.filter(withdrawn_at=None)

    def about(self, subject: Document | TrainingItem) -> ReadingRequestQuerySet:
        name = "document" if isinstance(subject, Document) else "training"
        return self.filter(**{name: subject.pk})

    def for_list(self) -> ReadingRequestQuerySet:
        """With whom each asks, in three queries; the newest first."""
        who = Addressee.objects.select_related("team", "person")
        return (
            self.select_related("asked_by")
            .prefetch_related(
                models.Prefetch("addressees", who.order_by("role", "team__name", "person__name"))
            )
            .order_by("-asked_at", "-pk")
        )


class ReadingRequest(Row):
    """People of one organisation are asked to read what is in force of a document, or to do a training item.

    It stands until it is withdrawn: who joins later, and each material version, has `days` from then."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="reading_requests"
    )
    training = models.ForeignKey(
        TrainingItem, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    due_on = models.DateField(_("read it by"))
    days = models.PositiveSmallIntegerField(_("days to read it"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    history = History()
    objects = ReadingRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to read")
        verbose_name_plural = _("requests to read")
        indexes = [
            models.Index(fields=["organisation", "withdrawn_at"], name="requests_of_an_organisation"),
        ]
        constraints = [
            models.CheckConstraint(condition=ONE_SUBJECT, name="a_request_is_to_read_or_to_train"),
            models.CheckConstraint(
                condition=Q(withdrawn_by=None, withdrawn_at=None)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="a_withdrawn_request_has_both_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def subject(self) -> Document | TrainingItem:
        found = self.document or self.training
        assert found is not None  # noqa: S101  # the database holds it
        return found

    def due_after(self, given_on: date) -> date:
        """The last day for somebody whose time runs from a day."""
        return max(self.due_on, given_on + timedelta(days=self.days))


class Addressee(Row):
    """Whom a request asks: all with a role, all of a team, or one person; members of its organisation alone."""

    request = models.ForeignKey(ReadingRequest, on_delete=models.CASCADE, related_name="addressees")
    role = models.CharField(_("role"), max_length=30, choices=Role, blank=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    history = History()

    class Meta:
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")
        constraints = [
            models.CheckConstraint(
                condition=~Q(role="") & Q(team=None, person=None)
                | Q(role="", person=None, team__isnull=False)
                | Q(role="", team=None, person__isnull=False),
                name="a_request_asks_a_role_a_team_or_a_person",
            ),
        ]

    def __str__(self) -> str:
        return str(self.team or self.person or Role(self.role).label)
