from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from organisations.models.logo import Logo

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisations.models.user import User


def fold(text: str) -> str:
    """Lower case, without accents and with single spaces, so that "mon" finds "Ynys Môn"."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


class OrganisationKind(models.TextChoices):
    COUNCIL = "council", _("Council")
    POLICE = "police", _("Police")
    NHS = "nhs", _("NHS")
    SCHOOL = "school", _("School or college")
    CHARITY = "charity", _("Charity")
    CENTRAL_GOVERNMENT = "central_government", _("Central government")
    OTHER = "other", _("Other")


class Marking(models.TextChoices):
    """Protective marking that new documents of an organisation start with.

    "Not protectively marked" stands on older documents: somebody looked and decided, where a blank says nothing."""

    NONE = "", _("No marking")
    NOT_MARKED = "not_marked", _("Not protectively marked")
    OFFICIAL = "official", _("OFFICIAL")
    OFFICIAL_SENSITIVE = "official_sensitive", _("OFFICIAL-SENSITIVE")


class Sharing(models.TextChoices):
    """Whether an organisation shares regularly or in bulk, as it decided: protocols are expected of such alone.

    Nobody ever needs one for one person's case, whatever stands here."""

    UNDECIDED = "", _("Not decided")
    REGULAR = "regular", _("We share regularly or in bulk")
    NONE = "none", _("We do not share regularly or in bulk")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, person: User | AnonymousUser) -> OrganisationQuerySet:
        """All: the register of bodies is public; their people are not, see the querysets of those."""
        return self.all()

    def open_on(self, on: date | None = None) -> OrganisationQuerySet:
        """Bodies that exist on a day (today): begun, and not past their last day."""
        on = on or timezone.localdate()
        return self.filter(
            Q(starts_on=None) | Q(starts_on__lte=on),
            Q(ends_on=None) | Q(ends_on__gte=on),
        )

    def of_kind(self, kind: str) -> OrganisationQuerySet:
        return self.filter(kind=kind)

    def matching(self, words: str) -> OrganisationQuerySet:
        """Bodies whose names hold every word, or whose code or identifier is what was typed.

        An identifier may be typed with its list ("government-organisation:D25") or without ("D25")."""
        typed = words.strip()
        scheme, colon, value = typed.rpartition(":")
        names = Q()
        for word in fold(typed).split():
            names &= Q(search_text__contains=word)
        identifiers = Q(identifiers__value__iexact=value if colon else typed)
        if colon:
            identifiers &= Q(identifiers__scheme__iexact=scheme)
        found = self.model.objects.filter(identifiers).values("pk")
        return self.filter(names | Q(code__iexact=typed) | Q(pk__in=found))

    def in_name_order(self) -> OrganisationQuerySet:
        return self.order_by("sort_name", "pk")

    def after(self, organisation: Organisation) -> OrganisationQuerySet:
        """What follows an organisation in name order (keyset paging)."""
        key = organisation.sort_name
        return self.filter(Q(sort_name__gt=key) | Q(sort_name=key, pk__gt=organisation.pk))

    def before(self, organisation: Organisation) -> OrganisationQuerySet:
        key = organisation.sort_name
        return self.filter(Q(sort_name__lt=key) | Q(sort_name=key, pk__lt=organisation.pk))

    def for_page(self) -> OrganisationQuerySet:
        return self.prefetch_related("identifiers", "contacts")


class Organisation(Row):
    """A body that shares information: a council, a police force, a trust, a school, a charity.

    `ends_on` is the last day on which it existed, as public registers of bodies give it."""

    name = models.CharField(_("name"), max_length=300)
    legal_name = models.CharField(_("legal name"), max_length=300, blank=True)
    name_cy = models.CharField(_("name in Welsh"), max_length=300, blank=True)
    legal_name_cy = models.CharField(_("legal name in Welsh"), max_length=300, blank=True)
    code = models.CharField(
        _("code"),
        max_length=20,
        unique=True,
        validators=[
            RegexValidator(
                r"\A[A-Z0-9][A-Z0-9-]{0,18}[A-Z0-9]\Z",
                _("Use 2 to 20 capital letters, figures and hyphens, such as NCC."),
            )
        ],
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=OrganisationKind,
        default=OrganisationKind.OTHER,
    )
    website = models.URLField(_("website"), max_length=500, blank=True)
    starts_on = models.DateField(_("began on"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    four_eyes_waiver = models.TextField(_("why authors may approve their own drafts"), blank=True)
    marking_default = models.CharField(
        _("marking of new documents"),
        max_length=20,
        choices=Marking,
        blank=True,
        default=Marking.NONE,
    )
    sharing = models.CharField(
        _("regular sharing"), max_length=20, choices=Sharing, blank=True, default=Sharing.UNDECIDED
    )
    sharing_reason = models.TextField(_("reason for the decision on regular sharing"), blank=True)
    sharing_decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    sharing_decided_at = models.DateTimeField(null=True, blank=True)
    logo = models.ForeignKey(
        Logo, models.PROTECT, verbose_name=_("logo"), related_name="+", null=True, blank=True
    )
    sort_name = models.CharField(max_length=300, editable=False, default="")
    search_text = models.TextField(editable=False, default="")

    history = History(excluded_fields=["sort_name", "search_text"])
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_name", "pk"]
        indexes = [
            models.Index(fields=["sort_name", "id"], name="organisation_by_name"),
            models.Index(fields=["kind", "sort_name", "id"], name="organisation_by_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="organisation_ends_after_it_begins",
                violation_error_message=_("The end date must not be before the start date."),
            ),
            models.CheckConstraint(
                condition=Q(sharing="", sharing_reason="", sharing_decided_by=None, sharing_decided_at=None)
                | ~Q(sharing="")
                & ~Q(sharing_reason="")
                & Q(sharing_decided_by__isnull=False, sharing_decided_at__isnull=False),
                name="a_decision_on_sharing_has_reason_who_and_when",
                violation_error_message=_("A decision on regular sharing needs a reason, who and when."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisations:organisation", args=[self.code])

    @property
    def has_four_eyes(self) -> bool:
        """Whether a draft must be approved by someone other than who submitted it."""
        return not self.four_eyes_waiver

    @property
    def expects_protocols(self) -> bool:
        """Whether it said that it shares regularly or in bulk."""
        return self.sharing == Sharing.REGULAR

    @property
    def needs_no_protocol(self) -> bool:
        """Whether it said that it does not; quite another thing than not having decided."""
        return self.sharing == Sharing.NONE

    @property
    def logo_url(self) -> str:
        """Where its logo is, or nothing."""
        return reverse("organisations:logo-picture", args=[self.code, self.logo_id]) if self.logo_id else ""

    @property
    def full_name(self) -> str:
        """The name for contracts and control blocks."""
        return self.legal_name or self.name

    def has_ended(self, on: date | None = None) -> bool:
        return self.ends_on is not None and self.ends_on < (on or timezone.localdate())

    def fold_names(self) -> None:
        """Fill the columns that sorting and searching use; called on save and before bulk writing."""
        self.sort_name = fold(self.name)[:300]
        names = dict.fromkeys(
            fold(n) for n in (self.name, self.legal_name, self.name_cy, self.legal_name_cy) if n
        )
        self.search_text = " | ".join(names)

    def save(self, *args, **kwargs) -> None:  # type: ignore[no-untyped-def]  # signature is Django's own
        self.fold_names()
        super().save(*args, **kwargs)
