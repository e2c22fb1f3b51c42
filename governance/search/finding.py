"""One search over everything that is in force: what the person may see, ranked by nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from governance.models import SearchEntry, SearchName
from governance.search.engine import engine
from governance.search.hits import Hits, Window
from governance.search.shown import Shown
from governance.search.spelling import better_words
from governance.search.words import Choices, Terms, plain

if TYPE_CHECKING:
    from governance.models.search import SearchEntryQuerySet
    from organisations.models import Organisation
    from organisations.permissions import Person

PAGE = 20
FEW = 3  # with fewer hits the search looks for another spelling, and for what holds some of the words
EXACT = 20  # entries at most that come first because their name was typed


@dataclass(frozen=True)
class Results:
    """A page of what was found.

    `terms`: the words that were looked for. `corrected`: what was searched for instead of what was typed, or empty.
    `suggested`: what may have been meant, or empty.
    """

    terms: Terms
    hits: Hits
    corrected: str = ""
    suggested: str = ""

    @property
    def entries(self) -> list[Shown]:
        return self.hits.shown


def search(
    person: Person,
    query: str,
    *,
    kind: str = "",
    organisation: Organisation | None = None,
    on: date,
    page: int = 1,
    as_typed: bool = False,
) -> Results:
    """What a search finds on a day. `as_typed`: no other spelling is tried."""
    rows = SearchEntry.objects.visible_to(person).valid(on)
    if kind:
        rows = rows.filter(kind=kind)
    if organisation is not None:
        rows = rows.of(organisation)
    hunt = _Hunt(person, rows, query, Window((page - 1) * PAGE, PAGE))
    hunt.run(as_typed=as_typed)
    return Results(hunt.terms, hunt.hits, hunt.corrected, hunt.suggested)


def respelled(query: str, better: dict[str, str]) -> str:
    """What was typed, with some words replaced."""
    return re.sub(r"[^\W_]+", lambda found: better.get(plain(found[0]), found[0]), query)


class _Hunt:
    """One search, step by step, until there are more than a few hits."""

    def __init__(self, person: Person, rows: SearchEntryQuerySet, query: str, window: Window) -> None:
        self.person, self.rows, self.query, self.window = person, rows, query, window
        self.terms = Terms.of(query)
        self.hits = Hits()
        self.corrected = self.suggested = ""

    def run(self, *, as_typed: bool) -> None:
        self.hits = self._with_all(self.terms, self.query)
        if not as_typed and self._are_few:
            self._try_other_spelling()
        if self._are_few:
            self._take_some_words()

    @property
    def _are_few(self) -> bool:
        return self.hits.count < FEW and not self.hits.named

    def _try_other_spelling(self) -> None:
        better = better_words(self.person, self.terms)
        if not better:
            return
        spelt, terms = respelled(self.query, better), self.terms.instead(better)
        if not self.hits.count:
            self.corrected, self.terms = spelt, terms
            self.hits = self._with_all(terms, spelt)
        elif self._with_all(terms, spelt).count > self.hits.count:
            self.suggested = spelt

    def _take_some_words(self) -> None:
        """Entries with all words but one; if those are few, too, with any; those with the most words first."""
        count = len(self.terms.words)
        for least in dict.fromkeys((count - 1, 1)):
            if self._are_few and 0 < least < count:
                self.hits = self._ranked(
                    self.rows, self.terms, self.terms.at_least(least), self.window, whole=False
                )

    def _with_all(self, terms: Terms, query: str) -> Hits:
        """Entries with all the words, after those of which the very name, code or reference was typed."""
        hits = Hits()
        if terms.words:
            hits = self._ranked(self.rows, terms, [terms.words], self.window, whole=True, name=plain(query))
        if terms.words and not hits.has_more:
            return hits
        named = self._named(plain(query))  # the name may be made of common words, or be none of the newest
        if not named:
            return hits
        if not terms.words:
            return hits.after(named, self.window)
        others = self.rows.exclude(pk__in=[entry for entry, _kind in named])
        window = self.window.beyond(len(named))
        return self._ranked(others, terms, [terms.words], window, whole=True).after(named, self.window)

    def _named(self, name: str) -> list[tuple[int, str]]:
        """Number and kind of the entries with this name."""
        if not name:
            return []
        found = self.rows.filter(pk__in=SearchName.objects.filter(name=name).values("entry"))
        return list(found.order_by("size", "address", "key").values_list("pk", "kind")[:EXACT])

    @staticmethod
    def _ranked(
        rows: SearchEntryQuerySet,
        terms: Terms,
        choices: Choices,
        window: Window,
        *,
        whole: bool,
        name: str = "",
    ) -> Hits:
        return engine().ranked(rows.filter(engine().matching(choices)), terms, window, whole=whole, name=name)
