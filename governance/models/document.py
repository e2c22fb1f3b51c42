from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance import registry
from governance.kinds import Audience, Kind, Publication, Tier
from governance.models.template import TemplateVersion, TemplateVersionQuerySet
from organisations.models import Organisation
from organisations.permissions import GRANT_PERMISSIONS, Can, granted, keys_where

if TYPE_CHECKING:
    from organisations.permissions import Person

REFERENCE = re.compile(r"[A-Z][A-Z0-9-]*-[0-9]{3,}")  # the form that short addresses have, too


def _newer_templates() -> TemplateVersionQuerySet:
    """For a subquery on documents: later versions of the template that each follows, the newest first."""
    return TemplateVersion.objects.filter(
        template=OuterRef("adopted__template"), number__gt=OuterRef("adopted__number")
    ).newest_first()


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, person: Person) -> DocumentQuerySet:
        """Documents of which the person may read at least one version. Twin of `governance.permissions.can_see`."""
        from governance.models.version import DocumentVersion  # two models that name each other

        versions = DocumentVersion.objects.visible_to(person).filter(document=OuterRef("pk"))
        return self.filter(Exists(versions))

    def read_whole_by(self, person: Person) -> DocumentQuerySet:
        """Documents of which the person reads all that was published, whatever is withheld from the public.

        Twin of `governance.disclosure.reads_whole`.
        """
        if not (person.is_authenticated and person.is_active):
            return self.none()
        insiders = keys_where(person, Can.READ_INTERNAL)
        participating = Participant.objects.filter(organisation__in=insiders).values("document")
        return self.filter(
            Q(organisation__in=insiders)
            | Q(pk__in=participating)
            | Q(pk__in=granted(person, Can.READ_INTERNAL, Document))
            | Q(organisation__in=keys_where(person, Can.READ_DRAFTS))
            | Q(pk__in=granted(person, Can.READ_DRAFTS, Document))
        )

    def drafted_by(self, person: Person) -> DocumentQuerySet:
        """Documents that the person may draft."""
        return self.filter(organisation__in=keys_where(person, Can.DRAFT))

    def of_kind(self, key: str) -> DocumentQuerySet:
        return self.filter(kind=key)

    def in_force(self, on: date) -> DocumentQuerySet:
        """Documents with a version in force on that day."""
        from governance.models.version import DocumentVersion  # two models that name each other

        return self.filter(Exists(DocumentVersion.objects.in_force(on).filter(document=OuterRef("pk"))))

    def behind_template(self) -> DocumentQuerySet:
        """Documents whose template has a newer version than the one that they follow."""
        return self.filter(adopted__isnull=False).filter(Exists(_newer_templates()))

    def template_news(self) -> models.QuerySet[Document, tuple[str, str, str, int, date]]:
        """Of those behind: title, reference, name of the organisation, number and day of the newest version."""
        newest = _newer_templates()
        return (
            self.behind_template()
            .annotate(
                newest_number=Subquery(newest.values("number")[:1]),
                newest_on=Subquery(newest.values("published_on")[:1]),
            )
            .order_by("title", "reference")
            .values_list("title", "reference", "organisation__name", "newest_number", "newest_on")
        )

    def for_list(self) -> DocumentQuerySet:
        return self.select_related("organisation", "owner")


class Document(Row):
    """One thing that the framework keeps, such as an organisation's Code of Practice, through all its versions."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=48, unique=True)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=10, default="en-gb")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents_owned",
    )
    owner_role = models.CharField(_("owner’s role"), max_length=120, blank=True)
    audience = models.CharField(
        _("who may read it in force"), max_length=20, choices=Audience.choices, default=Audience.ANYONE
    )
    review_cycle_months = models.PositiveSmallIntegerField(_("months between reviews"), default=12)
    distribution = models.CharField(_("distribution"), max_length=300, blank=True)
    consulted = models.CharField(_("consulted"), max_length=300, blank=True)
    equality_impact = models.CharField(_("equality impact"), max_length=300, blank=True)
    retention = models.CharField(_("how long this record is kept"), max_length=200, blank=True)
    tier = models.CharField(_("tier"), max_length=2, choices=Tier.choices, default=Tier.NONE, blank=True)
    publication = models.CharField(
        _("publication decision"), max_length=20, choices=Publication.choices, default=Publication.FULL
    )
    publication_reason = models.CharField(
        _("reason for the publication decision"), max_length=300, blank=True
    )
    signed_original = models.CharField(_("where the signed original is"), max_length=300, blank=True)
    adopted = models.ForeignKey(
        TemplateVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        help_text="The version of the template that its text follows; none for a text of its own",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Nobody where a job brought it in",
    )
    created_at = models.DateTimeField()

    history = History()
    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["organisation", "kind", "reference"]
        permissions = GRANT_PERMISSIONS
        indexes = [
            models.Index(fields=["organisation", "kind", "title"], name="documents_of_an_organisation")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(review_cycle_months__gte=1, review_cycle_months__lte=60),
                name="a_review_cycle_is_1_to_60_months",
                violation_error_message=_("Enter a review cycle between 1 and 60 months."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse(self.kind_model.page, args=[self.reference])

    def clean(self) -> None:
        """The reference is one that addresses take; the publication decision has a reason, and does not say that people
        cannot read what they can."""
        errors = {}
        if not REFERENCE.fullmatch(self.reference):
            errors["reference"] = _(
                "A reference has capital letters, figures and hyphens, and ends with a number, such as NCC-COP-0001."
            )
        if self.is_open_to_all and self.publication == Publication.WITHHELD:
            errors["publication"] = _(
                "Anyone may see this document, so it is not withheld. Publish only that it exists, or change who may "
                "read it."
            )
        if self.publication != Publication.FULL and not self.publication_reason.strip():
            errors["publication_reason"] = _(
                "Say why it is not published in full, with the exemption of the Freedom of Information Act "
                "that applies."
            )
        if errors:
            raise ValidationError(errors)

    @property
    def kind_model(self) -> Kind:
        return registry.kind(self.kind)

    @property
    def is_open_to_all(self) -> bool:
        return self.audience == Audience.ANYONE


class Part(models.TextChoices):
    """How a body takes part in a document that another leads. Upper apps give it meaning."""

    PARTY = "party", _("Party")
    READER = "reader", _("Reader")


class Participant(Row):
    """An organisation that takes part in another organisation's document, so that its people may read it."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="participants")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="participations")
    standing = models.CharField(max_length=20, choices=Part.choices, default=Part.READER)

    history = History()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "organisation"],
                name="an_organisation_takes_part_once",
                violation_error_message=_("This organisation takes part already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.document}"


class ReferenceCounter(models.Model):
    """The last number given to a document of one kind in one organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("reference counter")
        verbose_name_plural = _("reference counters")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind"], name="one_counter_for_each_kind")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.kind} {self.last}"
