from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.models import Row
from governance.import_states import ImportState
from governance.models.job import Job
from organisations.models import Organisation, User
from organisations.permissions import Can, rights_anywhere

if TYPE_CHECKING:
    from organisations.permissions import Person


class BodyImportQuerySet(models.QuerySet["BodyImport"]):
    def visible_to(self, person: Person) -> BodyImportQuerySet:
        """All, for those who keep the register of bodies, whoever kept it then; none for anybody else."""
        return self.all() if Can.KEEP_BODIES in rights_anywhere(person) else self.none()

    def older_than(self, body_import: BodyImport | None) -> BodyImportQuerySet:
        """Newest first, after one of them: keys sort by time."""
        rows = self.order_by("-pk")
        return rows if body_import is None else rows.filter(pk__lt=body_import.pk)

    def for_page(self) -> BodyImportQuerySet:
        people = ("uploaded_by", "confirmed_by", "given_up_by")
        return self.select_related("organisation", "job", *people).prefetch_related("files")

    def for_list(self) -> BodyImportQuerySet:
        return self.select_related("job", "uploaded_by").prefetch_related("files")


class BodyImport(Row):
    """Public lists of bodies that somebody gave to the register in one go, and what became of them.

    `report` is what the last check found, as governance.services.body_reports writes it."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", help_text="Kept the register then"
    )
    state = models.CharField(max_length=20, choices=ImportState.choices, default=ImportState.CHECKING)
    report = models.JSONField(default=dict, blank=True)
    # Jobs are forgotten when they are long done; what they did stands here.
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    given_up_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_up_at = models.DateTimeField(null=True, blank=True)
    brought_in_at = models.DateTimeField(null=True, blank=True)

    objects = BodyImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of bodies")
        verbose_name_plural = _("imports of bodies")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="an_import_is_confirmed_by_somebody_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(given_up_by=None, given_up_at=None)
                | Q(given_up_by__isnull=False, given_up_at__isnull=False),
                name="an_import_is_given_up_by_somebody_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=ImportState.DONE) | Q(brought_in_at__isnull=False),
                name="an_import_that_is_done_says_when",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(file.name for file in self.files.all()) or str(_("import of bodies"))

    def get_absolute_url(self) -> str:
        return reverse("governance:body-import", args=[self.pk])

    @property
    def is_checking(self) -> bool:
        return self.state == ImportState.CHECKING

    @property
    def is_faulty(self) -> bool:
        return self.state == ImportState.FAULTY

    @property
    def is_ready(self) -> bool:
        return self.state == ImportState.READY

    @property
    def is_importing(self) -> bool:
        return self.state == ImportState.IMPORTING

    @property
    def is_done(self) -> bool:
        return self.state == ImportState.DONE

    @property
    def is_given_up(self) -> bool:
        return self.state == ImportState.GIVEN_UP

    @property
    def is_at_work(self) -> bool:
        """A job checks it or brings it in, or should: it may have failed."""
        return self.is_checking or self.is_importing

    @property
    def is_stuck(self) -> bool:
        return self.is_at_work and self.job is not None and self.job.has_failed

    @property
    def to_write(self) -> int:
        """How many organisations an import would enter or change."""
        return int(self.report.get("created", 0)) + int(self.report.get("changed", 0))

    @property
    def may_be_given_up(self) -> bool:
        """While it is written it is too late; one that waits or failed can still be given up."""
        return self.is_ready or (self.is_at_work and not (self.job is not None and self.job.is_running))


class BodyImportFile(Row):
    """One file of an import, as it was uploaded; its bytes stand in Body under their hash."""

    body_import = models.ForeignKey(BodyImport, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("file"), max_length=200)
    size = models.PositiveIntegerField(help_text="Bytes")
    sha256 = models.CharField(max_length=64, help_text="Key of the body that holds its bytes")

    class Meta:
        verbose_name = _("file of an import")
        verbose_name_plural = _("files of imports")
        ordering = ["body_import", "position"]
        constraints = [
            models.UniqueConstraint(fields=["body_import", "name"], name="a_name_stands_once_in_an_import"),
        ]

    def __str__(self) -> str:
        return self.name
