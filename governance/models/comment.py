from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audit.history import History
from audit.models import Row
from governance.lifecycle import OPEN
from governance.models.document import Document
from governance.models.section import Section
from governance.models.version import DocumentVersion
from organisations.models import Organisation
from organisations.permissions import Can, granted, keys_where

if TYPE_CHECKING:
    from organisations.models import User
    from organisations.permissions import Person

LONGEST = 4000


class CommentAudience(models.TextChoices):
    """Who reads a thread, of those who may read the drafts of its document."""

    ORGANISATION = "organisation", _("My organisation")
    PARTIES = "parties", _("All parties")


class CommentThreadQuerySet(models.QuerySet["CommentThread"]):
    def visible_to(self, person: Person) -> CommentThreadQuerySet:
        """Threads that the person may read. Twin of `governance.permissions.can_see_thread`: keep them in step."""
        if not (person.is_authenticated and person.is_active):
            return self.none()
        insiders = keys_where(person, Can.READ_INTERNAL)
        return self.filter(
            Q(document__organisation__in=keys_where(person, Can.READ_DRAFTS))
            | Q(document__in=granted(person, Can.READ_DRAFTS, Document)),
            Q(audience=CommentAudience.PARTIES) | Q(organisation__in=insiders),
        )

    def shown_on(self, version: DocumentVersion) -> CommentThreadQuerySet:
        """Threads that were written on the version, and older ones that it was carried: those that were not resolved
        before it, about sections that it has."""
        keys = Section.objects.filter(version=version).values("key")
        older = Q(version__major__lt=version.major) | Q(
            version__major=version.major, version__minor__lt=version.minor
        )
        unresolved = (
            Q(resolved_in=None)
            | Q(resolved_in__major__gt=version.major)
            | Q(resolved_in__major=version.major, resolved_in__minor__gte=version.minor)
        )
        return self.filter(document=version.document_id).filter(
            Q(version=version) | older & unresolved & Q(section_key__in=keys)
        )

    def unresolved(self) -> CommentThreadQuerySet:
        return self.filter(resolved_at=None)

    def about(self, section_key: str | OuterRef) -> CommentThreadQuerySet:
        return self.filter(section_key=section_key)

    def waiting_for(self, person: User) -> CommentThreadQuerySet:
        """Unresolved, on a document that is being worked on, with a last word that is somebody else's, where the
        person wrote in the thread or is the author of that version or the owner of the document. The longest waiting
        first, with `title`, `major` and `minor` of that version, `last_name` and `last_at` of the last word."""
        at_work = DocumentVersion.objects.filter(document=OuterRef("document")).open()
        standing = Comment.objects.filter(thread=OuterRef("pk"), removed_at=None)
        called = Coalesce(NullIf("author__name", Value("")), "author__email", output_field=models.CharField())
        last = standing.order_by("-written_at", "-pk")
        section = Section.objects.filter(
            version__document=OuterRef("document"), version__state__in=OPEN, key=OuterRef("section_key")
        )
        return (
            self.visible_to(person)
            .unresolved()
            .filter(Exists(at_work), Q(version__state__in=OPEN) | Exists(section))
            .filter(
                Q(document__owner=person)
                | Exists(at_work.filter(author=person))
                | Exists(standing.filter(author=person))
            )
            .annotate(
                **{name: Subquery(at_work.values(name)[:1]) for name in ("title", "major", "minor")},
                last_by=Subquery(last.values("author")[:1]),
                last_name=Subquery(last.annotate(who=called).values("who")[:1]),
                last_at=Subquery(last.values("written_at")[:1]),
            )
            .exclude(last_by=person.pk)
            .exclude(last_by=None)
            .select_related("document")
            .order_by("last_at", "pk")
        )


class CommentThread(Row):
    """A remark on one section of a document with the answers to it, until it is resolved.

    It hangs on the section's key, so that it goes with the section into later versions, wherever it stands there and
    whatever it is called. It is no part of the frozen text. The log's history leaves out which section it is about:
    auditors who read the log need not be among those who may read the draft.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="comment_threads")
    version = models.ForeignKey(
        DocumentVersion,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The version on which it was written",
    )
    section_key = models.SlugField(max_length=60)
    heading = models.CharField(_("heading"), max_length=160, help_text="The section's, as it was then")
    audience = models.CharField(_("who reads it"), max_length=20, choices=CommentAudience.choices)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The writer's; none for a person without any",
    )
    started_at = models.DateTimeField()
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_in = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    history = History(excluded_fields=["section_key", "heading"])
    objects = CommentThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread of comments")
        verbose_name_plural = _("threads of comments")
        ordering = ["document", "started_at", "id"]
        indexes = [
            models.Index(fields=["document", "section_key", "started_at"], name="threads_of_a_section"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_by=None, resolved_at=None, resolved_in=None)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False, resolved_in__isnull=False),
                name="resolved_has_who_when_and_where",
            ),
            models.CheckConstraint(
                condition=Q(audience=CommentAudience.PARTIES) | Q(organisation__isnull=False),
                name="a_thread_of_an_organisation_has_one",
                violation_error_message=_("Only somebody who belongs to an organisation can write to it."),
            ),
        ]

    def __str__(self) -> str:
        return _now("Comment on %(reference)s version %(number)s") % {
            "reference": self.document.reference,
            "number": self.version.number,
        }

    @property
    def audience_in_words(self) -> str:
        """Such as “Northshire County Council alone”. Uses the organisation as it is loaded."""
        if self.audience == CommentAudience.PARTIES or self.organisation is None:
            return str(CommentAudience.PARTIES.label)
        return _now("%(organisation)s alone") % {"organisation": self.organisation.name}

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None


class CommentQuerySet(models.QuerySet["Comment"]):
    def of_threads(self, threads: CommentThreadQuerySet) -> CommentQuerySet:
        """All that was written in them, with what a page shows of each thread: the oldest thread first, each in the
        order in which it was written. One query."""
        mine = self.filter(thread__in=threads.order_by().values("pk"))
        return mine.select_related(
            "author", "thread__version", "thread__organisation", "thread__resolved_by"
        ).order_by("thread__started_at", "thread_id", "written_at", "pk")


class Comment(Row):
    """What one person wrote in a thread. Its history leaves out the text, so that it cannot be read in the log."""

    thread = models.ForeignKey(CommentThread, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_as = models.CharField(max_length=300)
    text = models.TextField(_("comment"), max_length=LONGEST, blank=True)
    written_at = models.DateTimeField(_("written"))
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True)
    removed_at = models.DateTimeField(
        _("removed"), null=True, blank=True, help_text="By its author; the row stays, the text goes"
    )

    history = History(excluded_fields=["text"])
    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["thread", "written_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at=None) & ~Q(text="") | Q(removed_at__isnull=False, text=""),
                name="a_comment_has_words_until_it_is_removed",
                violation_error_message=_("Write your comment."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.thread)

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None
