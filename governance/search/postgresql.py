"""The search on PostgreSQL: a column with the words by weight, of which Django's model does not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, cast

from django.db import connection
from django.db.models import BooleanField, F, Field, Func, Q, QuerySet, Sum, TextField, Value
from django.db.models.expressions import Col
from django.db.models.functions import Lower

from governance.models import SearchWord
from governance.search import hits
from governance.search.hits import BODY, MOST_BODIES, Body, Hits, Window
from governance.search.shown import COLUMNS, JOINED, Shown
from governance.search.words import Choices, Terms

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

    from governance.models.search import SearchCountQuerySet, SearchEntryQuerySet
    from governance.search.kept import Kept

WEIGHTS = "{0.1, 0.2, 0.5, 1.0}"  # of the text, the context, the subtitle, the title
BY_LENGTH = 1  # the rank is divided by 1 + the logarithm of the length
SHORT = 5  # letters
LOCK = 0x5EA6C4  # the number by which those who write the index know each other


STATEMENT = """
    WITH newest (id, kind, body, size, address, key, words) AS MATERIALIZED ({newest}),
    ranked AS MATERIALIZED (SELECT * FROM newest LIMIT %s),
    named AS (SELECT entry_id FROM governance_searchname WHERE name = %s AND entry_id IN (SELECT id FROM ranked))
    SELECT (SELECT count(*) FROM newest),
    ARRAY(SELECT entry_id FROM named),
    (
        SELECT json_agg(json_build_array({columns}) ORDER BY place.number) FROM unnest(ARRAY(
            SELECT id FROM ranked
            ORDER BY id IN (SELECT entry_id FROM named) DESC, {order}, size, address, key LIMIT %s OFFSET %s
        )) WITH ORDINALITY AS place (id, number)
        JOIN governance_searchentry AS entry ON entry.id = place.id {joined}
    ),
    (SELECT json_object_agg(kind, count) FROM (SELECT kind, count(*) FROM ranked GROUP BY kind) AS each),
    (
        SELECT json_agg(json_build_array(name, code, count)) FROM (
            SELECT name, code, count FROM organisations_organisation AS them
            JOIN (
                SELECT body, count(*) FROM (
                    SELECT body FROM ranked WHERE kind <> %s
                    UNION ALL SELECT organisation_id FROM governance_searchbody
                    WHERE entry_id = ANY (ARRAY(SELECT id FROM ranked))
                ) AS one GROUP BY body
            ) AS each ON each.body = them.id
            ORDER BY count DESC, sort_name, code LIMIT %s
        ) AS each
    )
"""


class _OfEntry(Func):
    """Something about the words of the entry whose key is the one source expression; `$words` stands for them."""

    arity = 1

    def __init__(self, sql: str, *parameters: str, output_field: Field[Any, Any]) -> None:
        super().__init__(F("pk"), output_field=output_field)
        self.sql, self.parameters = sql, parameters

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,  # Any: as Django has it
    ) -> tuple[str, tuple[str | int, ...]]:
        entry = cast(Col, self.get_source_expressions()[0]).alias
        words = f'{compiler.quote_name_unless_alias(entry)}."words"'
        return self.sql.replace("$words", words), self.parameters


class _LikeAny(Func):
    """A word has enough groups of three letters in common with one of others; needs pg_trgm.

    Said for all of them at once: the engine takes a short list of words for dear otherwise, and reads the whole table.
    """

    arg_joiner = " %% ANY ("
    template = "(%(expressions)s))"
    output_field = BooleanField()


def matching(choices: Choices) -> _OfEntry:
    query = " | ".join(f"({' & '.join(choice)})" for choice in choices)
    return _OfEntry("$words @@ to_tsquery('english', %s)", query, output_field=BooleanField())


def ranked(rows: SearchEntryQuerySet, terms: Terms, window: Window, *, whole: bool, name: str = "") -> Hits:
    """One statement and one row: what stands in an entry is looked at once, and counted where it lies."""
    words = _OfEntry("$words", output_field=TextField())
    newest = rows.newest_first().values_list("pk", "kind", "organisation_id", "size", "address", "key", words)
    inner, given = newest[: hits.RANKED + 1].query.sql_with_params()
    order, parameters = _order(terms, whole=whole)
    with connection.cursor() as cursor:
        cursor.execute(
            STATEMENT.format(newest=inner, order=order, columns=COLUMNS, joined=JOINED),
            [*given, hits.RANKED, name, *parameters, window.size, window.first, BODY, MOST_BODIES],
        )
        count, named, found, kinds, bodies = cursor.fetchone()
    return Hits(
        count=min(count, hits.RANKED),
        has_more=count > hits.RANKED,
        named=len(named),
        shown=[Shown(*row) for row in found or []],
        kinds=Counter(kinds or {}),
        bodies=[Body(*body) for body in bodies or []],
    )


def _order(terms: Terms, *, whole: bool) -> tuple[str, list[str]]:
    """By how many of the words stand in it, unless all do, and by the rank; with the parameters."""
    rank = f"ts_rank('{WEIGHTS}', words, to_tsquery('english', %s), {BY_LENGTH})"
    parameters = [(" & " if whole else " | ").join(terms.words)]
    if phrases := [_phrase(phrase) for phrase in terms.phrases()]:
        rank += " * (1 + (words @@ to_tsquery('english', %s))::int)"
        parameters.append(" | ".join(phrases))
    if whole:
        return f"{rank} DESC", parameters
    held = " + ".join(["(words @@ to_tsquery('english', %s))::int"] * len(terms.words))
    return f"{held} DESC, {rank} DESC", [*terms.words, *parameters]


def _phrase(phrase: tuple[str, ...]) -> str:
    """Its first and last word as far apart as they were typed."""
    return f"({phrase[0]} <{len(phrase) - 1}> {phrase[-1]})"


def near(rows: SearchCountQuerySet, words: Sequence[str]) -> Iterable[tuple[str, int]]:
    """Groups of three letters find little in short words and where two letters are swapped: these are tried out."""
    if has_trigrams():
        slips = [*words, *(near for word in words for near in _one_slip_away(word))]
        # apart, or the many slips of a short word make the engine read the whole table for both
        alike = _words(Q(word__in=slips)).union(_words(Q(_LikeAny(Lower("word"), Value(list(words))))))
    else:
        lengths = [len(word) for word in words]
        alike = _words(Q(length__range=(min(lengths) - 2, max(lengths) + 2)))
    found = list(alike)  # first: an engine without fresh statistics may compare all words anew for each count
    return rows.filter(word__in=found).values_list("word__word").annotate(found=Sum("entries"))


def _words(which: Q) -> QuerySet[SearchWord, int]:
    return SearchWord.objects.filter(which).values_list("pk", flat=True)


def _one_slip_away(word: str) -> Iterator[str]:
    """The word with two neighbours swapped or, if it is short, with another letter somewhere."""
    for place in range(len(word) - 1):
        yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if len(word) <= SHORT:
        for place in range(len(word)):
            yield from (word[:place] + letter + word[place + 1 :] for letter in ascii_lowercase)


def keep(kept: Sequence[Kept]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE governance_searchentry AS entry SET words = "
            "setweight(to_tsvector('english', new.title), 'A') || "
            "setweight(to_tsvector('english', new.subtitle), 'B') || "
            "setweight(to_tsvector('english', new.context), 'C') || to_tsvector('english', new.text) "
            "FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[]) "
            "AS new (id, title, subtitle, context, text) WHERE entry.id = new.id",
            [
                [one.entry for one in kept],
                [one.title for one in kept],
                [one.subtitle for one in kept],
                [one.context for one in kept],
                [one.text for one in kept],
            ],
        )


def drop(entries: Collection[int]) -> None:
    """The words stand in the row itself."""


def hold() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@lru_cache
def has_trigrams() -> bool:
    """Whether the migration could make pg_trgm; without it near words are looked for by their length."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'")
        return bool(cursor.fetchone()[0])
