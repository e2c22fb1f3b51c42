"""What the two engines do each in its own way, and which of them this database is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import Combinable

from governance.search import postgresql, sqlite

if TYPE_CHECKING:
    from governance.models.search import SearchCountQuerySet, SearchEntryQuerySet
    from governance.search.hits import Hits, Window
    from governance.search.kept import Kept
    from governance.search.words import Choices, Terms

Condition: TypeAlias = Q | Combinable


class Engine(Protocol):
    """A module of this package that speaks to one engine."""

    def matching(self, choices: Choices) -> Condition:
        """Condition for entries: all words of one of the choices stand in it."""

    def ranked(
        self, rows: SearchEntryQuerySet, terms: Terms, window: Window, *, whole: bool, name: str = ""
    ) -> Hits:
        """The newest of these entries, the best first, by nothing but what stands in each of them.

        Before all others come those with this very name. `whole`: all words stand in each; otherwise those with more
        of the words come first."""

    def near(self, rows: SearchCountQuerySet, words: Sequence[str]) -> Iterable[tuple[str, int]]:
        """Words that may be meant by these, those themselves among them, with the number of their entries."""

    def keep(self, kept: Sequence[Kept]) -> None:
        """Keeps the words of entries that are new or have changed."""

    def drop(self, entries: Collection[int]) -> None:
        """Forgets the words of entries, before they are deleted."""

    def hold(self) -> None:
        """Until the end of the transaction nobody else writes the index."""


def engine() -> Engine:
    return postgresql if connection.vendor == "postgresql" else sqlite
