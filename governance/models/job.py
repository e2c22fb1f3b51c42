from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from audit.actors import ActorKind
from audit.models import Row
from organisations.models import Organisation
from organisations.permissions import Can, keys_where

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from organisations.permissions import Person


class JobState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, person: Person) -> JobQuerySet:
        """Jobs that the person asked for, or of an organisation whose drafts the person may read.

        Twin of `governance.jobs.rights.can_see`: keep them in step.
        """
        if not (person.is_authenticated and person.is_active):
            return self.none()
        asked = Q(actor_kind=ActorKind.PERSON, actor_id=str(person.pk))
        return self.filter(asked | Q(organisation__in=keys_where(person, Can.READ_DRAFTS)))

    def queued(self) -> JobQuerySet:
        return self.filter(state=JobState.QUEUED)

    def running(self) -> JobQuerySet:
        return self.filter(state=JobState.RUNNING)

    def unfinished(self) -> JobQuerySet:
        return self.filter(state__in=[JobState.QUEUED, JobState.RUNNING])

    def same_run(self, job: Job) -> JobQuerySet:
        """The job, if it still runs in the attempt that was loaded, and not in a later one."""
        return self.running().filter(pk=job.pk, attempt=job.attempt, started_at=job.started_at)

    def silent_for(self, span: timedelta) -> JobQuerySet:
        """Running jobs whose worker has not been heard of for so long, by the database's clock."""
        return self.running().filter(heartbeat_at__lt=Now() - span)

    def done_before(self, moment: datetime) -> JobQuerySet:
        return self.filter(state=JobState.DONE, finished_at__lt=moment)

    def for_page(self) -> JobQuerySet:
        return self.select_related("organisation")


class Job(Row):
    """One piece of work that the service does by itself, from being asked for until its result or failure.

    The queue's own row (`task_result`) says when it may start; this one says for whom, how far, how often.
    """

    key = models.CharField(max_length=200, unique=True, help_text="Asking twice under one key makes one job")
    task = models.CharField(max_length=200, help_text="Dotted path of the function")
    label = models.CharField(_("what"), max_length=300)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    actor_kind = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=254)
    actor_label = models.CharField(_("asked for by"), max_length=300)
    task_result = models.OneToOneField(
        DBTaskResult, on_delete=models.CASCADE, editable=False, related_name="job"
    )

    state = models.CharField(max_length=20, choices=JobState.choices, default=JobState.QUEUED)
    attempt = models.PositiveSmallIntegerField(default=0, help_text="How often it was started")
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    progress_text = models.CharField(max_length=200, blank=True)
    result = models.JSONField(default=dict, blank=True, help_text="href and text of what was made")
    error = models.CharField(max_length=500, blank=True, help_text="A sentence for people")

    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["organisation", "-created_at"], name="jobs_of_an_organisation"),
            models.Index(
                fields=["heartbeat_at"], name="hearts_of_running_jobs", condition=Q(state=JobState.RUNNING)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING) | Q(heartbeat_at__isnull=False),
                name="a_running_job_has_a_heartbeat",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[JobState.DONE, JobState.FAILED]) | Q(finished_at__isnull=False),
                name="a_finished_job_says_when",
            ),
            models.CheckConstraint(
                condition=Q(progress_total=0) | Q(progress_done__lte=F("progress_total")),
                name="a_job_does_no_more_than_all",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("governance:job", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED}

    @property
    def is_done(self) -> bool:
        return self.state == JobState.DONE

    @property
    def is_running(self) -> bool:
        return self.state == JobState.RUNNING

    @property
    def has_failed(self) -> bool:
        return self.state == JobState.FAILED

    @property
    def result_href(self) -> str:
        """Address of what was made, on this site alone; empty where there is none."""
        href = str(self.result.get("href", ""))
        return href if href.startswith("/") and not href.startswith("//") else ""

    @property
    def result_text(self) -> str:
        return str(self.result.get("text", ""))
