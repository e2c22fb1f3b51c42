"""Which words may be suggested to whom: counted by word, for open entries and for the closed ones of each body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q

from governance.models import SearchCount, SearchEntry, SearchWord
from governance.search.batches import batches
from governance.search.engine import engine
from governance.search.words import vocabulary

Counts = Counter[tuple[UUID | None, str]]
AT_ONCE = 1000
TRIES = 3


def words_of(rows: Iterable[SearchEntry]) -> Counts:
    """In how many of these entries each word stands, by who may be told. A closed entry of nobody has none."""
    counts: Counts = Counter()
    for row in rows:
        if row.is_open or row.organisation_id is not None:
            scope = None if row.is_open else row.organisation_id
            said = f"{row.title} {row.subtitle} {row.context} {row.text}"
            counts.update((scope, word) for word in vocabulary(said))
    return counts


def count_words(before: Iterable[SearchEntry], after: Iterable[SearchEntry]) -> None:
    """Counts what entries said before no longer, and what they say now. Within a transaction that holds the index."""
    change = words_of(after)
    change.subtract(words_of(before))
    differs = {key: number for key, number in change.items() if number}
    for scope in {scope for scope, _word in differs}:
        _apply(scope, {word: number for (other, word), number in differs.items() if other == scope})


def recount() -> None:
    """Counts all words anew. Starts again where entries were written meanwhile, so that no closed word stays open."""
    for chance in range(TRIES):
        newest = _newest()
        counts = words_of(SearchEntry.objects.defer("address").iterator(AT_ONCE))
        with transaction.atomic():
            engine().hold()
            if _newest() == newest or chance == TRIES - 1:
                _replace(counts)
                return


def _newest() -> datetime | None:
    found: datetime | None = SearchEntry.objects.aggregate(newest=Max("updated_at"))["newest"]
    return found


def _replace(counts: Counts) -> None:
    SearchWord.objects.all().delete()
    words = _entered({word for _scope, word in counts})
    SearchCount.objects.bulk_create(
        [
            SearchCount(scope_id=scope, word_id=words[word], entries=entries)
            for (scope, word), entries in counts.items()
        ],
        batch_size=AT_ONCE,
    )


def _kept(words: Collection[str]) -> dict[str, int]:
    """The numbers of these words, which are entered where they are new."""
    known: dict[str, int] = {}
    for some in batches(sorted(words), AT_ONCE):
        known |= SearchWord.objects.filter(word__in=some).values_list("word", "pk")
    return known | _entered(set(words) - set(known))


def _entered(words: Collection[str]) -> dict[str, int]:
    new = [SearchWord(word=word, length=len(word)) for word in sorted(words)]
    return {row.word: row.pk for row in SearchWord.objects.bulk_create(new, batch_size=AT_ONCE)}


def _apply(scope: UUID | None, change: dict[str, int]) -> None:
    words = _kept(change)
    here = SearchCount.objects.filter(Q(scope=scope) if scope else Q(scope=None))
    known = {row.word_id: row for row in here.filter(word__in=words.values())}
    added: list[SearchCount] = []
    changed: list[SearchCount] = []
    gone: list[SearchCount] = []
    for word, number in change.items():
        row = known.get(words[word])
        if row is None:
            if number > 0:
                added.append(SearchCount(scope_id=scope, word_id=words[word], entries=number))
            continue
        row.entries = max(row.entries + number, 0)
        (changed if row.entries else gone).append(row)
    SearchCount.objects.filter(pk__in=[row.pk for row in gone]).delete()
    SearchCount.objects.bulk_update(changed, ["entries"], batch_size=AT_ONCE)
    SearchCount.objects.bulk_create(added, batch_size=AT_ONCE)
