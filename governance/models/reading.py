"""What one person was asked to read or to do, and the three facts about it: offered, opened, confirmed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance.models.document import Document
from governance.models.reading_request import ONE_SUBJECT, Addressee, ReadingRequest
from governance.models.training import TrainingItem
from governance.models.version import DocumentVersion
from organisations.models import Membership, Organisation, TeamMember
from organisations.permissions import Can, keys_where

if TYPE_CHECKING:
    from organisations.permissions import Person


class Progress(models.TextChoices):
    """How far a person is with one reading."""

    TO_READ = "to_read", _("Not opened")
    OPENED = "opened", _("Opened")
    CONFIRMED = "confirmed", _("Confirmed")
    CARRIED = "carried", _("Confirmed before, still holds")
    NOT_ASKED = "not_asked", _("No longer asked")


def still_asked(on: date) -> Q:
    """Condition for readings: the person works there on that day, and an open request asks for it.

    Twin of `governance.services.offering.asked_of`: keep them in step."""
    here = Membership.objects.current(on).filter(user__is_active=True)
    roles = here.filter(
        user=OuterRef(OuterRef("user")), organisation=OuterRef("request__organisation"), role=OuterRef("role")
    )
    teams = TeamMember.objects.filter(team=OuterRef("team"), user=OuterRef(OuterRef("user")))
    asking = Addressee.objects.filter(
        Q(request__document=OuterRef("document")) | Q(request__training=OuterRef("training")),
        Q(Exists(roles)) | Q(Exists(teams)) | Q(person=OuterRef("user")),
        request__withdrawn_at=None,
    )
    member = here.filter(user=OuterRef("user"), organisation=OuterRef("organisation"))
    return Q(Exists(member)) & Q(Exists(asking))


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, person: Person) -> ReadingQuerySet:
        """One's own, and those of organisations in which the person may ask."""
        if not (person.is_authenticated and person.is_active):
            return self.none()
        asking = keys_where(person, Can.PUBLISH)
        return self.filter(Q(user=person.pk) | Q(organisation__in=asking))

    def of(self, person: Person) -> ReadingQuerySet:
        return self.filter(user=person.pk)

    def about(self, subject: Document | TrainingItem) -> ReadingQuerySet:
        name = "document" if isinstance(subject, Document) else "training"
        return self.filter(**{name: subject.pk})

    def current(self, on: date) -> ReadingQuerySet:
        """Of versions in force on that day, and of training items that have not ended."""
        goes_on = Q(version__effective_to=None) | Q(version__effective_to__gt=on)
        return self.filter(
            Q(version__effective_from__lte=on) & goes_on | Q(version=None, training__ended_at=None)
        )

    def confirmed(self) -> ReadingQuerySet:
        return self.filter(confirmed_at__isnull=False)

    def unconfirmed(self) -> ReadingQuerySet:
        return self.filter(confirmed_at=None, carried=None)

    def outstanding(self, on: date) -> ReadingQuerySet:
        """Asked of the person, of what is in force, and not confirmed."""
        return self.current(on).unconfirmed().filter(still_asked(on))

    def with_progress(self, on: date) -> ReadingQuerySet:
        """With `progress`, a value of Progress, as `Reading.progress_words` reads it."""
        steps = (
            (Q(confirmed_at__isnull=False), Progress.CONFIRMED),
            (Q(carried__isnull=False), Progress.CARRIED),
            (~still_asked(on), Progress.NOT_ASKED),
            (Q(opened_at__isnull=False), Progress.OPENED),
        )
        whens = [When(condition, then=Value(step.value)) for condition, step in steps]
        return self.annotate(
            progress=Case(*whens, default=Value(Progress.TO_READ.value), output_field=models.CharField())
        )

    def for_list(self) -> ReadingQuerySet:
        return self.select_related(
            "user", "version", "document", "training", "organisation", "carried__version"
        )


class Reading(Row):
    """One person and one version, or one training item: when it was offered, first opened, and confirmed.

    `carried`: the confirmation of an earlier version that still holds, since what changed after it was not material.
    `given_on`: the day from which the person's time runs."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="readings")
    request = models.ForeignKey(ReadingRequest, on_delete=models.PROTECT, related_name="readings")
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="readings"
    )
    version = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="readings"
    )
    training = models.ForeignKey(
        TrainingItem, on_delete=models.PROTECT, null=True, blank=True, related_name="readings"
    )
    given_on = models.DateField()
    due_on = models.DateField(_("read it by"))
    offered_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    content_sha256 = models.CharField(
        max_length=64, blank=True, help_text="Of the text that was confirmed, as the version froze it"
    )
    done_on = models.DateField(_("done on"), null=True, blank=True, help_text="Of a training item")
    carried = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to"
    )

    history = History()
    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        indexes = [
            models.Index(fields=["organisation", "version"], name="readings_of_an_organisation"),
            models.Index(fields=["user", "due_on"], name="readings_of_a_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=ONE_SUBJECT, name="a_reading_is_of_a_document_or_a_training_item"
            ),
            models.CheckConstraint(
                condition=Q(document=None, version=None) | Q(document__isnull=False, version__isnull=False),
                name="a_reading_of_a_document_names_the_version",
            ),
            models.UniqueConstraint(fields=["user", "version"], name="a_person_has_one_reading_of_a_version"),
            models.UniqueConstraint(
                fields=["user", "training"], name="a_person_has_one_reading_of_a_training_item"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, content_sha256="", done_on=None)
                | Q(confirmed_at__isnull=False, opened_at__isnull=False, version__isnull=False, done_on=None)
                & ~Q(content_sha256="")
                | Q(confirmed_at__isnull=False, done_on__isnull=False, training__isnull=False),
                name="a_confirmation_names_the_text_or_the_day",
            ),
            models.CheckConstraint(
                condition=Q(carried=None) | Q(confirmed_at=None), name="a_reading_is_confirmed_or_carried"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.version or self.training}"

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def held_by(self) -> Reading | None:
        """The confirmation that holds for it: its own or an earlier one."""
        return self if self.is_confirmed else self.carried

    def days_over(self, on: date | None = None) -> int:
        """By how many days the last day has passed; negative: so many are left."""
        return ((on or timezone.localdate()) - self.due_on).days
