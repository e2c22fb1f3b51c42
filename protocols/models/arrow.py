"""Who gives what to whom, as the public register shows it: rows made for the map, and for nothing else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from organisations.models.organisation import fold
from protocols.models.entry import NAME, RegisterEntry, Status

if TYPE_CHECKING:
    from collections.abc import Collection

    from organisations.permissions import Person
    from protocols.models.entry import RegisterEntryQuerySet

SORTED = 200  # letters of a name that lists are put in order by


def _holds(field: str, words: str) -> Q:
    """Every word, in small or in capital letters, as a whole or within another."""
    found = Q()
    for word in fold(words).split():
        found &= Q(**{f"{field}__contains": word})
    return found


class EntryArrowQuerySet(models.QuerySet["EntryArrow"]):
    def in_force(self, person: Person, on: date) -> EntryArrowQuerySet:
        """Of agreements that the register shows on the day, and that hold on it."""
        shown = RegisterEntry.objects.visible_to(person).shown(on)
        held = self.of(shown.standing(Status.IN_FORCE, on).not_suspended(on))
        return held.filter(Q(since=None) | Q(since__lte=on), Q(until=None) | Q(until__gt=on))

    def of(self, entries: RegisterEntryQuerySet) -> EntryArrowQuerySet:
        return self.filter(Exists(entries.filter(pk=OuterRef("entry_id")).order_by()))

    def touching(self, bodies: Collection[Organisation | str]) -> EntryArrowQuerySet:
        """From or to one of the bodies: organisations, and names of those that no list has."""
        return self.filter(self.model.end("giver", bodies) | self.model.end("taker", bodies))

    def between(self, bodies: Collection[Organisation | str]) -> EntryArrowQuerySet:
        return self.filter(self.model.end("giver", bodies), self.model.end("taker", bodies))

    def from_body(self, body: Organisation | str) -> EntryArrowQuerySet:
        return self.filter(self.model.end("giver", [body]))

    def to_body(self, body: Organisation | str) -> EntryArrowQuerySet:
        return self.filter(self.model.end("taker", [body]))

    def with_kind(self, kind: str) -> EntryArrowQuerySet:
        return self.filter(Q(giver_kind=kind) | Q(taker_kind=kind))

    def for_purpose(self, words: str) -> EntryArrowQuerySet:
        contents = EntryContent.objects.filter(_holds("purpose_words", words), entry=OuterRef("entry_id"))
        return self.filter(Exists(contents))

    def carrying(self, words: str) -> EntryArrowQuerySet:
        """By the items that go this way; where the agreement does not tell ways apart, by all that it shares."""
        contents = EntryContent.objects.filter(_holds("shared_words", words), entry=OuterRef("entry_id"))
        return self.filter(_holds("item_words", words) | Q(item_words="") & Exists(contents))

    def for_list(self) -> EntryArrowQuerySet:
        """With the agreement, what it shares, and the organisations as they are called today."""
        return self.select_related("entry__content", "giver", "taker").defer(
            "entry__changes",
            "entry__purpose",
            "entry__content__purpose_words",
            "entry__content__shared_words",
        )


class EntryArrow(models.Model):
    """One way that information takes under an agreement of the register: from one body to another.

    Made of the flows that the register shows, or else of the parties' directions: everybody who gives, to everybody
    who receives. Written with its entry, and only for a version that stands there now or later. `items`: names of what
    goes this way, empty where the agreement does not say it. `since` and `until`: the first days with and without it,
    where one of its ends came or went. `place` is the same after each writing, and one of its own among those of one
    day.
    """

    entry = models.ForeignKey(RegisterEntry, on_delete=models.CASCADE, related_name="+", db_index=False)
    place = models.CharField(max_length=60)
    giver = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    giver_name = models.CharField(max_length=NAME)
    giver_sort = models.CharField(max_length=SORTED)
    giver_kind = models.CharField(max_length=20, blank=True)
    taker = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    taker_name = models.CharField(max_length=NAME)
    taker_sort = models.CharField(max_length=SORTED)
    taker_kind = models.CharField(max_length=20, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    items = models.JSONField(default=list, help_text="[what is shared]")
    item_words = models.TextField(blank=True)

    objects = EntryArrowQuerySet.as_manager()

    class Meta:
        verbose_name = _("arrow of an entry")
        verbose_name_plural = _("arrows of entries")
        ordering = ["giver_sort", "taker_sort", "place"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "place"], name="an_arrow_has_a_place_of_its_own")
        ]
        indexes = [
            models.Index(fields=["giver_sort", "taker_sort", "place"], name="arrows_by_name"),
            models.Index(fields=["giver", "taker"], name="arrows_by_giver"),
            models.Index(fields=["taker", "giver"], name="arrows_by_taker"),
            models.Index(fields=["giver_kind", "taker_kind", "entry"], name="arrows_by_kinds"),
            models.Index(fields=["taker_kind"], name="arrows_by_kind_of_taker"),
            models.Index(fields=["place"], name="arrows_by_place"),
        ]

    def __str__(self) -> str:
        return f"{self.giver_name} → {self.taker_name}"

    @staticmethod
    def end(side: str, bodies: Collection[Organisation | str]) -> Q:
        listed = [body for body in bodies if isinstance(body, Organisation)]
        named = [fold(body)[:SORTED] for body in bodies if isinstance(body, str)]
        return Q(**{f"{side}__in": listed}) | Q(**{f"{side}__isnull": True, f"{side}_sort__in": named})

    @property
    def held_since(self) -> date | None:
        """The start of the agreement, or the later day on which one of the ends came."""
        return max((day for day in (self.entry.starts_on, self.since) if day), default=None)

    @property
    def shared(self) -> list[str]:
        """What goes this way, as far as the agreement says it item by item."""
        return [str(item) for item in self.items or self.entry.content.items]

    @property
    def what(self) -> str:
        return ", ".join(self.shared) or self.entry.content.told


class EntryContent(models.Model):
    """What the agreement of an entry shares and why, for the map: `told` where it gives no list of items."""

    entry = models.OneToOneField(
        RegisterEntry, on_delete=models.CASCADE, primary_key=True, related_name="content"
    )
    items = models.JSONField(default=list, help_text="[what is shared]")
    told = models.TextField(blank=True, help_text="Plain text, its beginning")
    purpose_words = models.TextField(blank=True)
    shared_words = models.TextField(blank=True)

    class Meta:
        verbose_name = _("content of an entry")
        verbose_name_plural = _("contents of entries")

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.told}"
