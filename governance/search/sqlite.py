"""The search on SQLite: a table of FTS5 beside the entries, under their numbers.

FTS5's own ranking (bm25) counts how often a word stands in all rows, also in those that a person may not see. So the
rank is made of weights of our own: which words stand in which part, and which stand side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, F, Func, Sum

from governance.models import SearchBody, SearchName
from governance.search import hits
from governance.search.hits import BODY, MOST_BODIES, Body, Hits, Window
from governance.search.shown import shown
from governance.search.words import Choices, Terms
from organisations.models import Organisation

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

    from governance.models.search import SearchCountQuerySet, SearchEntryQuerySet
    from governance.search.kept import Kept

WEIGHTS = {"title": 10, "subtitle": 5, "context": 2}  # in the text: 1
PHRASE = 4  # for two words that stand as they were typed
OFTEN = 4  # at most, where the words stand often in a text
LOOKED_AT = 100  # of the best, how often the words stand in the text is looked at


Row: TypeAlias = tuple[int, str, str, int, str, UUID | None]  # size, address, key, number, kind, organisation


class _Matches(Func):
    """The words of the entry that the one source expression is the key of fit a query of FTS5."""

    arity = 1
    output_field = BooleanField()

    def __init__(self, query: str) -> None:
        super().__init__(F("pk"))
        self.query = query

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,  # Any: as Django has it
    ) -> tuple[str, tuple[str | int, ...]]:
        entry, parameters = compiler.compile(self.get_source_expressions()[0])
        found = "SELECT rowid FROM governance_searchtext WHERE governance_searchtext MATCH %s"
        return f"{entry} IN ({found})", (*parameters, self.query)


def matching(choices: Choices) -> _Matches:
    return _Matches(" OR ".join(f"({' AND '.join(map(_quoted, choice))})" for choice in choices))


def ranked(rows: SearchEntryQuerySet, terms: Terms, window: Window, *, whole: bool, name: str = "") -> Hits:
    newest = rows.newest_first().values_list("size", "address", "key", "pk", "kind", "organisation_id")
    found = list(newest[: hits.RANKED + 1])
    if not found:
        return Hits()
    count, found = len(found), found[: hits.RANKED]
    scores = _scores([row[3] for row in found], terms)
    named = set(SearchName.objects.filter(name=name).values_list("entry_id", flat=True))

    def place(row: Row) -> tuple[bool, float, float, int, str, str]:
        held, score = scores.get(row[3], (0, 0))
        return (row[3] not in named, 0 if whole else -held, -score, *row[:3])

    found.sort(key=place)
    best = found[:LOOKED_AT]
    for entry, times in _times([row[3] for row in best], terms).items():
        held, score = scores[entry]
        scores[entry] = held, score + OFTEN * times / (times + OFTEN)
    found[:LOOKED_AT] = sorted(best, key=place)
    return Hits(
        count=min(count, hits.RANKED),
        has_more=count > hits.RANKED,
        named=sum(row[3] in named for row in found),
        shown=shown([row[3] for row in found[window.first : window.first + window.size]]),
        kinds=Counter(row[4] for row in found),
        bodies=_bodies(found),
    )


def _bodies(found: Sequence[Row]) -> list[Body]:
    counts = Counter(row[5] for row in found if row[5] and row[4] != BODY)
    others = SearchBody.objects.filter(entry__in=[row[3] for row in found])
    counts.update(others.values_list("organisation_id", flat=True))
    if not counts:
        return []
    least = counts.most_common(MOST_BODIES)[-1][1]
    most = [key for key, count in counts.items() if count >= least]
    rows = Organisation.objects.filter(pk__in=most).values_list("pk", "sort_name", "name", "code")
    ordered = sorted(rows, key=lambda row: (-counts[row[0]], row[1], row[3]))
    return [Body(name, code, counts[key]) for key, _sort, name, code in ordered[:MOST_BODIES]]


def _scores(entries: Collection[int], terms: Terms) -> dict[int, tuple[int, float]]:
    """By entry: how many of the words it holds, and the sum of the weights."""
    asked = [(_quoted(word), 1, 1) for word in terms.words]
    asked += [
        (f"{part} : {_quoted(word)}", 0, weight - 1)
        for word in terms.words
        for part, weight in WEIGHTS.items()
    ]
    asked += [(_quoted(" ".join(phrase)), 0, PHRASE) for phrase in terms.phrases()]
    one = (
        "SELECT rowid, %s AS held, %s AS weight FROM governance_searchtext "
        "WHERE governance_searchtext MATCH %s AND rowid BETWEEN %s AND %s"
    )
    ends = min(entries), max(entries)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, sum(held), sum(weight) FROM ({' UNION ALL '.join([one] * len(asked))}) "  # noqa: S608
            "GROUP BY rowid",
            [value for query, held, weight in asked for value in (held, weight, query, *ends)],
        )
        return {row[0]: (row[1], row[2]) for row in cursor.fetchall()}


def _times(entries: Collection[int], terms: Terms) -> dict[int, int]:
    """By entry how often the words stand in its text: each is marked with one sign, and the signs are counted."""
    places = ", ".join(["%s"] * len(entries))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid, length(highlight(governance_searchtext, 3, '|', '')) - length(text) "  # noqa: S608
            f"FROM governance_searchtext WHERE governance_searchtext MATCH %s AND rowid IN ({places})",
            [f"text : ({' OR '.join(map(_quoted, terms.words))})", *entries],
        )
        return dict(cursor.fetchall())


def near(rows: SearchCountQuerySet, words: Sequence[str]) -> Iterable[tuple[str, int]]:
    lengths = [len(word) for word in words]
    alike = rows.filter(word__length__range=(min(lengths) - 2, max(lengths) + 2))
    return alike.values_list("word__word").annotate(found=Sum("entries"))


def keep(kept: Sequence[Kept]) -> None:
    drop([one.entry for one in kept])
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO governance_searchtext (rowid, title, subtitle, context, text) VALUES (%s, %s, %s, %s, %s)",
            [(one.entry, one.title, one.subtitle, one.context, one.text) for one in kept],
        )


def drop(entries: Collection[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM governance_searchtext WHERE rowid = %s", [(key,) for key in entries])


def hold() -> None:
    """A transaction of SQLite holds the whole database anyway."""


def _quoted(word: str) -> str:
    return f'"{word}"'
