"""The index of the search. All of it can be made again from the rest: `manage.py rebuild_search`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from governance.models.document import Document, Participant
from organisations.models import Organisation
from organisations.permissions import Can, granted, keys_where

if TYPE_CHECKING:
    from organisations.permissions import Person


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def visible_to(self, person: Person) -> SearchEntryQuerySet:
        """Entries of what the person may read once it is in force, by the columns of the entry alone.

        Means the same as `DocumentVersion.objects.visible_to` does for readable versions: keep them in step.
        """
        if not (person.is_authenticated and person.is_active):
            return self.filter(is_open=True)
        insiders = keys_where(person, Can.READ_INTERNAL)
        takes_part = Participant.objects.filter(document=OuterRef("document"), organisation__in=insiders)
        # not EXISTS: an engine would rather read at once all that the organisations take part in
        one_of_them = IsNull(Subquery(takes_part.values("pk")[:1]), False)
        return self.filter(
            Q(is_open=True)
            | Q(organisation__in=insiders)
            | Q(document__in=granted(person, Can.READ_INTERNAL, Document))
            | one_of_them
        )

    def valid(self, on: date) -> SearchEntryQuerySet:
        """Entries of what is in force on that day, or always."""
        return self.filter(valid_from__lte=on, valid_to__gt=on)

    def of(self, organisation: Organisation) -> SearchEntryQuerySet:
        """Entries of what it keeps, or is a party of."""
        of_others = SearchBody.objects.filter(organisation=organisation)
        return self.filter(Q(organisation=organisation) | Q(pk__in=of_others.values("entry")))

    def newest_first(self) -> SearchEntryQuerySet:
        """By nothing but columns that are shown: a number would tell of rows that others wrote in between."""
        return self.order_by("-valid_from", "address", "key")


class SearchEntry(models.Model):
    """One answer that the search may give: a section of a version, an agreement, a body.

    The words as the engine keeps them stand beside it: in a column of PostgreSQL that Django does not know, or in
    SQLite's own table for texts.
    """

    source = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    target = models.UUIDField(help_text="The object whose acts change the entry")
    kind = models.CharField(max_length=40)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="+")
    title = models.CharField(max_length=300)
    subtitle = models.TextField(blank=True)
    context = models.TextField(blank=True)
    text = models.TextField(blank=True)
    size = models.PositiveIntegerField(
        help_text="Words of the text: of two that match alike, the shorter says more"
    )
    address = models.CharField(max_length=500)
    language = models.CharField(max_length=10)
    is_open = models.BooleanField(help_text="Anyone may find it")
    valid_from = models.DateField(default=date.min)
    valid_to = models.DateField(default=date.max, help_text="The first day after")
    updated_at = models.DateTimeField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes = [
            models.Index(fields=["source", "target"], name="entries_of_an_object"),
            models.Index(fields=["-valid_from", "address", "key"], name="entries_newest_first"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="an_entry_is_made_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


class SearchName(models.Model):
    """What somebody types who knows which entry he wants: a reference, a code, a whole name; folded."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=300, db_index=True)

    class Meta:
        verbose_name = _("search name")
        verbose_name_plural = _("search names")

    def __str__(self) -> str:
        return self.name


class SearchBody(models.Model):
    """An organisation that an entry is of as well as of the one that keeps it: a party of an agreement."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="bodies")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("organisation of a search entry")
        verbose_name_plural = _("organisations of search entries")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "entry"], name="an_entry_is_of_a_body_once"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.organisation_id}"


class SearchWord(models.Model):
    """A word that stands in entries, whoever may see them: never shown without asking who wrote it (SearchCount)."""

    word = models.CharField(max_length=40, unique=True)
    length = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        indexes = [models.Index(fields=["length"], name="words_by_length")]

    def __str__(self) -> str:
        return self.word


class SearchCountQuerySet(models.QuerySet["SearchCount"]):
    def visible_to(self, person: Person) -> SearchCountQuerySet:
        """Words of what anyone may find and of what the person's own organisations keep to themselves."""
        own = keys_where(person, Can.READ_INTERNAL)
        return self.filter(Q(scope=None) | Q(scope__in=own))


class SearchCount(models.Model):
    """In how many entries a word stands: in open ones, or in closed ones of one organisation (`scope`)."""

    word = models.ForeignKey(SearchWord, on_delete=models.CASCADE, related_name="counts")
    scope = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="+")
    entries = models.PositiveIntegerField()

    objects = SearchCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("search word count")
        verbose_name_plural = _("search word counts")
        constraints = [
            models.UniqueConstraint(
                fields=["word", "scope"],
                condition=Q(scope__isnull=False),
                name="a_closed_word_is_counted_once",
            ),
            models.UniqueConstraint(
                fields=["word"], condition=Q(scope__isnull=True), name="an_open_word_is_counted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.entries}"


class SearchDue(models.Model):
    """An object that an act touched and whose entries must be looked at: written with the act, gone when it is done."""

    target_type = models.CharField(max_length=100)
    target_id = models.UUIDField()

    class Meta:
        verbose_name = _("search entry due")
        verbose_name_plural = _("search entries due")

    def __str__(self) -> str:
        return f"{self.target_type} {self.target_id}"
