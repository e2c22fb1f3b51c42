"""One search over everything that is in force: what the person may see, ranked by nothing else."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from governance.models import SearchEntry
from governance.search.engine import engine
from governance.search.spelling import better_words
from governance.search.words import Choices, Found, Terms, plain

if TYPE_CHECKING:
    from governance.models.search import SearchEntryQuerySet
    from organisations.models import Organisation
    from organisations.permissions import Person

PAGE = 20
RANKED = 1000  # entries at most that are ranked: the newest, where more match
FEW = 3  # with fewer hits the search looks for another spelling, and for what holds some of the words
EXACT = 20  # entries at most that come first because their name was typed


@dataclass(frozen=True)
class Hits:
    """What matched, the best first; `has_more` where only the newest were ranked."""

    found: list[Found] = field(default_factory=list)
    has_more: bool = False

    @property
    def are_few(self) -> bool:
        return len(self.found) < FEW


@dataclass(frozen=True)
class Results:
    """A page of what was found.

    `terms`: the words that were looked for. `entries`: those of the page, in order. `corrected`: what was searched for
    instead of what was typed, or empty. `suggested`: what may have been meant, or empty. `kinds` and `bodies`: how
    many of the hits are of each kind, and of each organisation's documents.
    """

    terms: Terms
    entries: list[SearchEntry]
    count: int
    has_more: bool
    corrected: str
    suggested: str
    kinds: Counter[str]
    bodies: Counter[UUID]


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
        rows = rows.filter(organisation=organisation)
    terms, hits, corrected, suggested = _hunt(person, rows, query, as_typed=as_typed)
    shown = [entry for entry, _kind, _body in hits.found[(page - 1) * PAGE : page * PAGE]]
    entries = SearchEntry.objects.for_results().in_bulk(shown) if shown else {}
    return Results(
        terms=terms,
        entries=[entries[key] for key in shown if key in entries],
        count=len(hits.found),
        has_more=hits.has_more,
        corrected=corrected,
        suggested=suggested,
        kinds=Counter(of for _entry, of, _body in hits.found),
        bodies=Counter(body for _entry, of, body in hits.found if body is not None and of != BODY),
    )


BODY = "organisation"  # the kind of entry that an organisation itself is


def _hunt(
    person: Person, rows: SearchEntryQuerySet, query: str, *, as_typed: bool
) -> tuple[Terms, Hits, str, str]:
    """Step by step, until there are more than a few hits: the terms, the hits, what was corrected or is suggested."""
    terms, corrected, suggested = Terms.of(query), "", ""
    named = _named(rows, query)
    hits = _with_all(rows, terms)
    if hits.are_few and not named and not as_typed:
        better = better_words(person, terms)
        others = _with_all(rows, terms.instead(better)) if better else Hits()
        if better and not hits.found:
            terms, hits, corrected = terms.instead(better), others, respelled(query, better)
            named = _named(rows, corrected)
        elif len(others.found) > len(hits.found):
            suggested = respelled(query, better)
    if hits.are_few and not named:
        hits = _with_some(rows, terms, hits)
    return terms, _first(named, hits), corrected, suggested


def respelled(query: str, better: dict[str, str]) -> str:
    """What was typed, with some words replaced."""
    return re.sub(r"[^\W_]+", lambda found: better.get(plain(found[0]), found[0]), query)


def _named(rows: SearchEntryQuerySet, query: str) -> list[Found]:
    """Entries of which the very name, code or reference was typed."""
    name = plain(query)
    if not name:
        return []
    found = rows.filter(names__name=name).order_by("size", "address").distinct()
    return list(found.values_list("pk", "kind", "organisation_id")[:EXACT])


def _first(named: list[Found], hits: Hits) -> Hits:
    if not named:
        return hits
    return Hits(list(dict.fromkeys([*named, *hits.found])), hits.has_more)


def _with_all(rows: SearchEntryQuerySet, terms: Terms) -> Hits:
    if not terms.words:
        return Hits()
    return _hits(rows, terms, [terms.words], whole=True)


def _with_some(rows: SearchEntryQuerySet, terms: Terms, hits: Hits) -> Hits:
    """Entries with all words but one; if those are few, too, with any; those with the most words first."""
    count = len(terms.words)
    for least in dict.fromkeys((count - 1, 1)):
        if hits.are_few and 0 < least < count:
            hits = _hits(rows, terms, terms.at_least(least), whole=False)
    return hits


def _hits(rows: SearchEntryQuerySet, terms: Terms, choices: Choices, *, whole: bool) -> Hits:
    """All that match, ranked; of more than RANKED the newest."""
    matching = rows.filter(engine().matching(choices))
    found = list(matching.values_list("pk", flat=True)[: RANKED + 1])
    has_more = len(found) > RANKED
    if has_more:
        found = list(matching.order_by("-pk").values_list("pk", flat=True)[:RANKED])
    if not found:
        return Hits()
    return Hits(engine().ranked(SearchEntry.objects.filter(pk__in=found), terms, whole=whole), has_more)
