from __future__ import annotations

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance.models.version import DocumentVersion

LINE_LIMIT = 200
RECORD_LIMIT = 1000
GUIDANCE_LIMIT = 10_000


class ProcedureStep(Row):
    """One thing that people do, in its place among the steps of one version of a procedure.

    `key` is what texts call it by, as {step:verify}; it stays while the step moves and is reworded. All fields are
    plain words but the guidance, which is restricted Markdown.
    """

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="steps")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    what = models.CharField(_("what to do"), max_length=LINE_LIMIT)
    who = models.CharField(_("who does it"), max_length=LINE_LIMIT, blank=True)
    by_when = models.CharField(_("by when"), max_length=LINE_LIMIT, blank=True)
    record = models.TextField(_("record to keep"), max_length=RECORD_LIMIT, blank=True)
    guidance = models.TextField(
        _("guidance"), max_length=GUIDANCE_LIMIT, blank=True, validators=[MaxLengthValidator(GUIDANCE_LIMIT)]
    )
    lock = models.PositiveIntegerField(default=1)

    history = History()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["version", "position", "key"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="a_step_key_stands_once_in_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.what}"
