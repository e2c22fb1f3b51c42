from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.models import Row
from governance import registry, word_states
from governance.files.types import NAME_LIMIT
from governance.kinds import WRITTEN_IN, Kind
from governance.models.document import Document
from governance.models.job import Job
from governance.word_states import WordState
from organisations.models import Organisation, User
from organisations.permissions import Can, keys_where

if TYPE_CHECKING:
    from organisations.permissions import Person

NEWEST = 10


class WordImportQuerySet(models.QuerySet["WordImport"]):
    def visible_to(self, person: Person) -> WordImportQuerySet:
        """Those of the organisations in which the person may write."""
        return self.filter(organisation__in=keys_where(person, Can.DRAFT))

    def unfinished(self) -> WordImportQuerySet:
        """Those that somebody can still go on with, the newest first."""
        states = [WordState.READING, WordState.READY]
        return self.filter(state__in=states).order_by("-uploaded_at", "-pk")[:NEWEST]

    def for_list(self) -> WordImportQuerySet:
        return self.select_related("organisation", "uploaded_by", "job")

    def for_page(self) -> WordImportQuerySet:
        return self.select_related("organisation", "uploaded_by", "job", "document", "given_up_by")


class WordImport(Row):
    """A Word file that somebody gave to the register to become a document, and what became of it.

    `report` is what was read, as governance.services.word_reports writes it; the file lies in the storage."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=40)
    language = models.CharField(_("language"), max_length=10, default=WRITTEN_IN)
    name = models.CharField(_("name of the file"), max_length=NAME_LIMIT)
    size = models.PositiveIntegerField(help_text="Bytes")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=WordState.choices, default=WordState.READING)
    report = models.JSONField(default=dict, blank=True)
    refusal = models.CharField(max_length=500, blank=True, help_text="A sentence for people")
    # Jobs are forgotten when they are long done; what they did stands here.
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="word_import"
    )

    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    given_up_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_up_at = models.DateTimeField(null=True, blank=True)

    objects = WordImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("Word file")
        verbose_name_plural = _("Word files")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["organisation", "state", "-uploaded_at"], name="word_files_in_work"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(given_up_by=None, given_up_at=None)
                | Q(given_up_by__isnull=False, given_up_at__isnull=False),
                name="a_word_file_is_given_up_by_somebody_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=WordState.DRAFTED, document__isnull=False)
                | ~Q(state=WordState.DRAFTED) & Q(document__isnull=True),
                name="a_word_file_that_became_a_draft_says_which",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("governance:word-import", args=[self.pk])

    @property
    def kind_model(self) -> Kind:
        return registry.kind(self.kind)

    @property
    def is_reading(self) -> bool:
        return self.state == WordState.READING

    @property
    def is_refused(self) -> bool:
        return self.state == WordState.REFUSED

    @property
    def is_ready(self) -> bool:
        return self.state == WordState.READY

    @property
    def is_drafted(self) -> bool:
        return self.state == WordState.DRAFTED

    @property
    def is_given_up(self) -> bool:
        return self.state == WordState.GIVEN_UP

    @property
    def may_be_given_up(self) -> bool:
        return word_states.allows(self.state, WordState.GIVEN_UP)

    @property
    def is_stuck(self) -> bool:
        """The job that reads it has failed for good."""
        return self.is_reading and self.job is not None and self.job.has_failed
