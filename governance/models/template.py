from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.models import Row
from governance import registry
from governance.kinds import WRITTEN_IN, Kind

if TYPE_CHECKING:
    from uuid import UUID

    from governance.models.document import Document


class TemplateQuerySet(models.QuerySet["Template"]):
    def for_kind(self, kind: Kind, language: str = WRITTEN_IN) -> TemplateQuerySet:
        return self.filter(kind=kind.key, language=language)


class Template(Row):
    """The starting text that the register offers for one kind of document, through all its versions."""

    kind = models.CharField(max_length=40)
    language = models.CharField(_("language"), max_length=10, default=WRITTEN_IN)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        ordering = ["kind", "language"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "language"], name="one_template_for_a_kind_and_language")
        ]

    def __str__(self) -> str:
        return str(self.kind_model.label)

    def get_absolute_url(self) -> str:
        return reverse("governance:template", args=[self.slug])

    @property
    def kind_model(self) -> Kind:
        return registry.kind(self.kind)

    @property
    def slug(self) -> str:
        return slug_of(self.kind)


def slug_of(kind: str) -> str:
    """How an address names a kind."""
    return kind.replace("_", "-")


class TemplateVersionQuerySet(models.QuerySet["TemplateVersion"]):
    def newest_first(self) -> TemplateVersionQuerySet:
        return self.order_by("-number")

    def newest(self) -> TemplateVersionQuerySet:
        """The newest of each template."""
        later = TemplateVersion.objects.filter(template=OuterRef("template"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later)).select_related("template")

    def newest_for(self, kind: Kind, language: str = WRITTEN_IN) -> TemplateVersion | None:
        mine = self.filter(template__in=Template.objects.for_kind(kind, language))
        return mine.select_related("template").newest_first().first()

    def after(self, key: UUID) -> TemplateVersionQuerySet:
        """Versions of the same template that came after the one of that key, the newest first."""
        later = self.filter(template__versions=key, number__gt=F("template__versions__number"))
        return later.select_related("template").newest_first()

    def numbered(self, slug: str, number: int, language: str = WRITTEN_IN) -> TemplateVersionQuerySet:
        kind = slug.replace("-", "_")
        mine = self.filter(template__kind=kind, template__language=language, number=number)
        return mine.select_related("template")


class TemplateVersion(Row):
    """One text of a template. Never changed and never deleted: documents remember which one they began with.

    Its bytes stand in Body, as governance.template_text writes them.
    """

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    published_on = models.DateField(_("published on"))
    published_as = models.CharField(max_length=100, help_text="The job or the person that brought it")
    summary = models.TextField(_("what changed"), max_length=2000, blank=True)
    content_sha256 = models.CharField(max_length=64)

    objects = TemplateVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a template")
        verbose_name_plural = _("versions of templates")
        ordering = ["template", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"], name="a_number_of_a_template_is_given_once"
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="templates_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("governance:template-version", args=[self.template.slug, self.number])

    def check_fits(self, document: Document) -> None:
        """Raises ValidationError for a document of another kind or language."""
        if (self.template.kind, self.template.language) != (document.kind, document.language):
            raise ValidationError(_("This template is for another kind of document or another language."))
