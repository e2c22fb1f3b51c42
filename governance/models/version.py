from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance import registry
from governance.kinds import VERSION_PAGE, Audience, VersionText
from governance.lifecycle import OPEN, State
from governance.models.document import Document, Part
from organisations.models.organisation import Marking
from organisations.permissions import Can, granted, keys_where

if TYPE_CHECKING:
    from organisations.models import Organisation
    from organisations.permissions import Person

REVIEW_DUE_DAYS = 90  # a review is announced three months ahead, as county registers do


class Grade(models.TextChoices):
    """How much a new version changes. Only a material change asks people to sign and to read again."""

    EDITORIAL = "editorial", _("Editorial: wording only")
    ADMINISTRATIVE = "administrative", _("Administrative: names, contacts, dates")
    MATERIAL = "material", _("Material: changes what people must do")


class Standing(models.TextChoices):
    """What a version is on a given day: its state, or, once published, where the day lies in its range."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    FOR_SIGNATURE = "for_signature", _("Open for signature")
    SCHEDULED = "scheduled", _("Takes effect later")
    IN_FORCE = "in_force", _("In force")
    SUPERSEDED = "superseded", _("Superseded")
    ENDED = "ended", _("Ended")
    WITHDRAWN = "withdrawn", _("Withdrawn")


@dataclass(frozen=True)
class Review:
    """Where the next review stands: `days` until it (negative: overdue by so many)."""

    on: date
    days: int

    @property
    def is_overdue(self) -> bool:
        return self.days < 0

    @property
    def is_due(self) -> bool:
        return 0 <= self.days <= REVIEW_DUE_DAYS

    @property
    def days_over(self) -> int:
        return -self.days


READABLE = Q(state=State.PUBLISHED) | Q(state=State.WITHDRAWN, effective_from__isnull=False)


class DocumentVersionQuerySet(models.QuerySet["DocumentVersion"]):
    def visible_to(self, person: Person) -> DocumentVersionQuerySet:
        """Versions that the person may read. Twin of `governance.permissions.can_read`: keep them in step.

        Published and open to all; or published and of an own or a participating organisation; or open for signature
        and of a party whose drafts the person may read; or any version of an organisation whose drafts the person may
        read; or a document granted to the person.
        """
        readable = READABLE & Q(document__audience=Audience.ANYONE)
        if not (person.is_authenticated and person.is_active):
            return self.filter(readable)
        insiders = keys_where(person, Can.READ_INTERNAL)
        participating = Document.objects.filter(participants__organisation__in=insiders).values("pk")
        read_drafts = keys_where(person, Can.READ_DRAFTS)
        signing = Document.objects.filter(
            participants__organisation__in=read_drafts, participants__standing=Part.PARTY
        ).values("pk")
        granted_in_force = granted(person, Can.READ_INTERNAL, Document)
        return self.filter(
            readable
            | READABLE
            & (
                Q(document__organisation__in=insiders)
                | Q(document__in=participating)
                | Q(document__in=granted_in_force)
            )
            | Q(state=State.FOR_SIGNATURE, document__in=signing)
            | Q(document__organisation__in=read_drafts)
            | Q(document__in=granted(person, Can.READ_DRAFTS, Document))
        )

    def in_force(self, on: date) -> DocumentVersionQuerySet:
        return self.published_range().filter(
            Q(effective_to__isnull=True) | Q(effective_to__gt=on), effective_from__lte=on
        )

    def published_range(self) -> DocumentVersionQuerySet:
        """Versions that are, were or will be in force."""
        return self.filter(effective_from__isnull=False)

    def scheduled(self, on: date) -> DocumentVersionQuerySet:
        return self.filter(state=State.PUBLISHED, effective_from__gt=on)

    def open(self) -> DocumentVersionQuerySet:
        """Versions that are being worked on."""
        return self.filter(state__in=OPEN)

    def drafts(self) -> DocumentVersionQuerySet:
        return self.filter(state=State.DRAFT)

    def in_review(self) -> DocumentVersionQuerySet:
        return self.filter(state=State.IN_REVIEW)

    def approved(self) -> DocumentVersionQuerySet:
        return self.filter(state=State.APPROVED)

    def for_signature(self) -> DocumentVersionQuerySet:
        return self.filter(state=State.FOR_SIGNATURE)

    def review_due(self, on: date) -> DocumentVersionQuerySet:
        """In force, with a review that is overdue or due within three months; the most overdue first."""
        return (
            self.in_force(on)
            .filter(next_review_on__lte=on + timedelta(days=REVIEW_DUE_DAYS))
            .order_by("next_review_on", "pk")
        )

    def of_organisations(self, organisations: models.QuerySet[Organisation]) -> DocumentVersionQuerySet:
        return self.filter(document__organisation__in=organisations.values("pk"))

    def numbered(self, number: str) -> DocumentVersionQuerySet:
        """The version of that number, such as 2.1; none where it is not such a number."""
        major, _dot, minor = number.partition(".")
        if not (major.isdecimal() and minor.isdecimal() and len(number) <= 9 and number.isascii()):
            return self.none()
        return self.filter(major=int(major), minor=int(minor))

    def newest_first(self) -> DocumentVersionQuerySet:
        return self.order_by("-major", "-minor")

    def for_list(self) -> DocumentVersionQuerySet:
        return self.select_related("document__organisation", "submitted_by", "approved_by", "author")

    def for_page(self) -> DocumentVersionQuerySet:
        return self.for_list().prefetch_related("sections")


class DocumentVersion(Row):
    """One text of a document. It moves through the lifecycle; leaving draft freezes it."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    major = models.PositiveSmallIntegerField()
    minor = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lock = models.PositiveIntegerField(default=1)

    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=10, default="en-gb")
    marking = models.CharField(_("protective marking"), max_length=20, choices=Marking.choices, blank=True)
    handling = models.CharField(_("handling instructions"), max_length=200, blank=True)
    content_sha256 = models.CharField(max_length=64, blank=True)

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Nobody where a job brought it in; `author_as` says which",
    )
    author_as = models.CharField(max_length=300)
    created_at = models.DateTimeField()
    grade = models.CharField(
        _("kind of change"), max_length=20, choices=Grade.choices, default=Grade.MATERIAL
    )
    change_summary = models.TextField(_("what changed and why"), max_length=2000, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_as = models.CharField(max_length=300, blank=True)
    approved_forum = models.CharField(_("meeting and minute"), max_length=200, blank=True)
    approval_note = models.TextField(_("note of the approver"), max_length=2000, blank=True)
    waiver = models.TextField(
        blank=True, help_text="Why the person who submitted could approve; empty: four eyes"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    recorded_as = models.CharField(
        max_length=300,
        blank=True,
        help_text="Who recorded what was agreed outside this register; empty: it was approved here",
    )
    effective_from = models.DateField(_("in force from"), null=True, blank=True)
    effective_to = models.DateField(
        _("in force until"), null=True, blank=True, help_text="The first day after"
    )
    next_review_on = models.DateField(_("next review"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.TextField(_("reason for withdrawing"), max_length=2000, blank=True)

    history = History()
    objects = DocumentVersionQuerySet.as_manager()

    # All versions of its document that matter to whoever loaded them together, so that none asks for the others.
    beside: Sequence[DocumentVersion] | None = None

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["document", "-major", "-minor"]
        indexes = [
            models.Index(fields=["state", "effective_from"], name="versions_by_state"),
            models.Index(fields=["document", "effective_from"], name="ranges_of_a_document"),
            models.Index(fields=["next_review_on"], name="reviews_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "major", "minor"], name="a_version_number_is_given_once"
            ),
            models.UniqueConstraint(
                fields=["document", "language"],
                condition=Q(state__in=OPEN),
                name="one_version_at_a_time_is_worked_on",
                violation_error_message=_("Another version of this document is being worked on."),
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True)
                | Q(effective_from__isnull=False, effective_to__gte=F("effective_from")),
                name="a_range_ends_after_it_begins",
                violation_error_message=_("A version cannot end before it takes effect."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | ~Q(content_sha256=""),
                name="what_left_draft_is_frozen",
                violation_error_message=_("A version that left draft must be frozen."),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(effective_from__isnull=False),
                name="a_published_version_has_a_day",
                violation_error_message=_("A published version needs the day from which it is in force."),
            ),
            *[
                models.CheckConstraint(
                    condition=Q(**{f"{act}_by__isnull": True, f"{act}_at__isnull": True})
                    | Q(**{f"{act}_by__isnull": False, f"{act}_at__isnull": False}),
                    name=f"{act}_has_both_who_and_when",
                )
                for act in ("submitted", "approved", "withdrawn")
            ],
            models.CheckConstraint(
                condition=Q(published_by__isnull=True, recorded_as="", published_at__isnull=True)
                | (Q(published_by__isnull=False) | ~Q(recorded_as="")) & Q(published_at__isnull=False),
                name="published_has_both_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document.reference} version {self.number}"

    def get_absolute_url(self) -> str:
        """What was never published stands among the documents, whatever page its kind has for readers."""
        page = self.document.kind_model.version_page if self.is_readable else VERSION_PAGE
        return reverse(page, args=[self.document.reference, self.number])

    @property
    def number(self) -> str:
        return f"{self.major}.{self.minor}"

    @property
    def organisation(self) -> Organisation:
        return self.document.organisation

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_readable(self) -> bool:
        """It is, was or will be policy, so that whoever may read the document may read it. See READABLE."""
        return self.state == State.PUBLISHED or (
            self.state == State.WITHDRAWN and self.effective_from is not None
        )

    @property
    def author_name(self) -> str:
        return str(self.author or self.author_as)

    @property
    def is_from_outside(self) -> bool:
        """It was agreed and signed elsewhere, and is recorded here as it was."""
        return bool(self.recorded_as)

    @property
    def full_marking(self) -> str:
        return str(Marking(self.marking).label) if self.marking else ""

    @property
    def shows_sensitive_text_to_all(self) -> bool:
        """Publishing it would show an OFFICIAL-SENSITIVE text to people who do not sign in."""
        return self.marking == Marking.OFFICIAL_SENSITIVE and self.document.is_open_to_all

    def standing(self, on: date | None = None) -> Standing:
        """What the version is on a day, by default today."""
        if self.state != State.PUBLISHED or self.effective_from is None:
            return Standing(self.state)
        day = on or timezone.localdate()
        if day < self.effective_from:
            return Standing.SCHEDULED
        if self.effective_to is None or day < self.effective_to:
            return Standing.IN_FORCE
        return Standing.SUPERSEDED if self._is_followed(day) else Standing.ENDED

    def _is_followed(self, day: date) -> bool:
        """Whether another version took its place by that day.

        A policy ends in no other way; an agreement may end by its own dates or be terminated. Then a version that was
        loaded alone costs one query."""
        if not (self.is_from_outside or self.document.kind_model.is_agreement):
            return True
        others = self.document.versions.all() if self.beside is None else self.beside
        return any(other.follows(self, day) for other in others)

    def follows(self, other: DocumentVersion, day: date) -> bool:
        """Whether it was in force, if only until it was withdrawn, after the other had ended and by that day."""
        if self.effective_from is None or other.effective_to is None or self.language != other.language:
            return False
        was_in_force = self.effective_to != self.effective_from or self.state == State.WITHDRAWN
        return was_in_force and self.pk != other.pk and other.effective_to <= self.effective_from <= day

    def review(self, on: date | None = None) -> Review | None:
        """The next review of a version that is in force, or None."""
        day = on or timezone.localdate()
        if self.next_review_on is None or self.standing(day) is not Standing.IN_FORCE:
            return None
        return Review(self.next_review_on, (self.next_review_on - day).days)

    def text(self) -> VersionText:
        """What is written, tokens as they stand. Uses the sections as they are loaded; prefetch them for a list.

        One query for the rows; where the kind has sets that are read apart, one for each.
        """
        rows = registry.rows_of(self)
        return VersionText(self.title, self.language, tuple(self.sections.all()), self.next_review_on, rows)
