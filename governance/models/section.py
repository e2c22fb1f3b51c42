from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance.kinds import SectionModel
from governance.markdown import SECTION_LIMIT, words
from governance.models.version import DocumentVersion


class Section(Row):
    """One headed part of a version, as restricted Markdown.

    Its history leaves out the text and keeps the hash of it: the saved text stands once, in Body.
    """

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="sections")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(_("heading"), max_length=160)
    body = models.TextField(_("text"), blank=True, validators=[MaxLengthValidator(SECTION_LIMIT)])
    body_sha256 = models.CharField(max_length=64)
    lock = models.PositiveIntegerField(default=1)

    history = History(excluded_fields=["body"])

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["version", "position", "key"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="a_section_key_stands_once_in_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.heading}"

    @property
    def model(self) -> SectionModel | None:
        """What the kind of document says about this section, where it is one of the kind's own."""
        return self.version.document.kind_model.section(self.key)

    @property
    def is_empty(self) -> bool:
        return not self.body.strip()

    @property
    def word_count(self) -> int:
        return len(words(self.body))


class SectionDraftQuerySet(models.QuerySet["SectionDraft"]):
    def differing(self) -> SectionDraftQuerySet:
        """Those that say something else than what is saved."""
        same_heading = Q(heading="") | Q(heading=F("section__heading"))
        return self.exclude(same_heading, text=F("section__body"))


class SectionDraft(models.Model):
    """Text that a person typed and has not saved. Kept by autosave; neither tracked nor logged: only Save is an act."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="unsaved")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True, validators=[MaxLengthValidator(SECTION_LIMIT)])
    heading = models.CharField(
        max_length=160, blank=True, help_text="As it was typed; empty: the section's own stays"
    )
    base = models.PositiveIntegerField(help_text="The section's lock when the person began to type")
    saved_at = models.DateTimeField()

    objects = SectionDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint(fields=["section", "person"], name="one_unsaved_text_for_each_person"),
        ]

    def __str__(self) -> str:
        return f"{self.section} ({self.person})"
