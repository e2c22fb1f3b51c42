"""Keeps the index in step: looks at what acts have touched, writes what differs, and nothing else.

An entry that says the same stays the row that it is. So what nobody else may see, such as a draft, moves nothing that
others find.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from governance import registry
from governance.entries import Entry, SearchSource
from governance.models import SearchBody, SearchDue, SearchEntry, SearchName
from governance.search.batches import batches
from governance.search.counting import count_words, recount
from governance.search.engine import engine
from governance.search.kept import Kept
from governance.search.words import plain, tokens

AT_ONCE = 200  # objects, or rows of what is due, in one transaction
LONGEST_TITLE, LONGEST_NAME = 300, 300
COLUMNS = (
    "target", "kind", "document_id", "organisation_id", "title", "subtitle", "context", "text", "size", "address",
    "language", "is_open", "valid_from", "valid_to",
)  # fmt: skip


@dataclass
class Tally:
    """How many entries were looked at, and what became of them."""

    seen: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0

    def __iadd__(self, other: Tally) -> Tally:
        self.seen += other.seen
        self.added += other.added
        self.changed += other.changed
        self.removed += other.removed
        return self


def index_due() -> Tally:
    """Does all that is due, in batches. Safe to run twice, and by several workers at once."""
    tally = Tally()
    while True:
        with transaction.atomic():
            engine().hold()
            rows = list(SearchDue.objects.order_by("pk")[:AT_ONCE])
            if not rows:
                return tally
            touched: dict[str, set[UUID]] = defaultdict(set)
            for row in rows:
                touched[row.target_type].add(row.target_id)
            for source in registry.search_sources():
                keys = _touched(source, touched)
                for batch in batches(keys, AT_ONCE):
                    tally += bring_up(source, batch)
            SearchDue.objects.filter(pk__in=[row.pk for row in rows]).delete()


def rebuild(
    *, afresh: bool = False, progress: Callable[[SearchSource, int], None] = lambda source, done: None
) -> Tally:
    """Looks at everything, batch by batch, and removes what no longer exists.

    `afresh`: also the words of entries that say the same are kept anew, as after a change of how words are taken.
    `progress`: objects done so far.
    """
    tally = Tally()
    due = SearchDue.objects.aggregate(last=Max("pk"))["last"]
    for source in registry.search_sources():
        done = 0
        for batch in batches(source.keys(), AT_ONCE):
            with transaction.atomic():
                engine().hold()
                tally += bring_up(source, batch, counting=False, afresh=afresh)
            done += len(batch)
            progress(source, done)
        tally.removed += _remove_strays(source)
    tally.removed += _remove_other_sources()
    recount()
    SearchDue.objects.filter(pk__lte=due or 0).delete()
    return tally


def bring_up(
    source: SearchSource, keys: Collection[UUID], *, counting: bool = True, afresh: bool = False
) -> Tally:
    """Makes the entries of these objects say what the objects say now. Within a transaction that holds the index."""
    wanted = {entry.key: entry for entry in source.entries(keys)}
    there = {row.key: row for row in SearchEntry.objects.filter(source=source.key, target__in=keys)}
    there |= {
        row.key: row
        for row in SearchEntry.objects.filter(source=source.key, key__in=wanted.keys() - there.keys())
    }
    names, bodies = _names_of(there.values()), _bodies_of(there.values())
    gone = [row for key, row in there.items() if key not in wanted]
    added, changed, before = [], [], []
    for key, entry in sorted(wanted.items(), key=lambda item: (item[1].valid_from, item[0])):
        new = _row(source, entry)
        old = there.get(key)
        if old is None:
            added.append(new)
        elif (_says(old), names[old.pk], bodies[old.pk]) != (_says(new), set(_names(entry)), _bodies(entry)):
            before.append(old)
            new.pk = old.pk
            changed.append(new)
    if counting:
        count_words([*gone, *before], [*added, *changed])
    _write(gone, added, changed, wanted)
    if afresh:
        engine().keep([Kept.of(row) for row in there.values() if row.key in wanted and row not in before])
    return Tally(len(wanted), len(added), len(changed), len(gone))


def _touched(source: SearchSource, touched: dict[str, set[UUID]]) -> list[UUID]:
    found: dict[UUID, None] = {}
    for kind, keys in touched.items():
        if kind in source.touched:
            found |= dict.fromkeys(source.touched[kind](keys))
    return sorted(found)


def _row(source: SearchSource, entry: Entry) -> SearchEntry:
    return SearchEntry(
        source=source.key,
        key=entry.key,
        target=entry.target,
        kind=entry.kind,
        document_id=entry.document,
        organisation_id=entry.organisation,
        title=entry.title[:LONGEST_TITLE],
        subtitle=entry.subtitle,
        context=entry.context,
        text=entry.text,
        size=len(tokens(entry.text)),
        address=entry.address,
        language=entry.language,
        is_open=entry.is_open,
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        updated_at=timezone.now(),
    )


def _says(row: SearchEntry) -> tuple[object, ...]:
    return tuple(getattr(row, column) for column in COLUMNS)


def _names(entry: Entry) -> list[str]:
    return list(dict.fromkeys(filter(None, (plain(name)[:LONGEST_NAME] for name in entry.names))))


def _bodies(entry: Entry) -> set[UUID]:
    return {body for body in entry.bodies if body != entry.organisation}


def _bodies_of(rows: Iterable[SearchEntry]) -> dict[int, set[UUID]]:
    found: dict[int, set[UUID]] = defaultdict(set)
    for key, body in SearchBody.objects.filter(entry__in=rows).values_list("entry_id", "organisation_id"):
        found[key].add(body)
    return found


def _names_of(rows: Iterable[SearchEntry]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for key, name in SearchName.objects.filter(entry__in=rows).values_list("entry_id", "name"):
        found[key].add(name)
    return found


def _write(
    gone: list[SearchEntry], added: list[SearchEntry], changed: list[SearchEntry], wanted: dict[str, Entry]
) -> None:
    _delete([row.pk for row in gone])
    SearchEntry.objects.bulk_create(added, batch_size=AT_ONCE)
    if changed:
        SearchEntry.objects.bulk_update(changed, [*COLUMNS, "updated_at"], batch_size=AT_ONCE)
        SearchName.objects.filter(entry__in=changed).delete()
        SearchBody.objects.filter(entry__in=changed).delete()
    new = [*added, *changed]
    if new:
        SearchName.objects.bulk_create(
            [SearchName(entry=row, name=name) for row in new for name in _names(wanted[row.key])],
            batch_size=AT_ONCE * 5,
        )
        SearchBody.objects.bulk_create(
            [
                SearchBody(entry=row, organisation_id=body)
                for row in new
                for body in sorted(_bodies(wanted[row.key]))
            ],
            batch_size=AT_ONCE * 5,
        )
        engine().keep([Kept.of(row) for row in new])


def _delete(keys: Collection[int]) -> None:
    if keys:
        engine().drop(keys)
        SearchEntry.objects.filter(pk__in=keys).delete()


def _remove_strays(source: SearchSource) -> int:
    """Entries of objects that are no longer there, or that the source no longer speaks for."""
    there = set(source.keys())
    rows = SearchEntry.objects.filter(source=source.key)
    strays = set(rows.values_list("target", flat=True).distinct()) - there
    removed = 0
    for batch in batches(sorted(strays), AT_ONCE):
        with transaction.atomic():
            engine().hold()
            keys = list(rows.filter(target__in=batch).values_list("pk", flat=True))
            _delete(keys)
            removed += len(keys)
    return removed


def _remove_other_sources() -> int:
    known = [source.key for source in registry.search_sources()]
    keys = list(SearchEntry.objects.exclude(source__in=known).values_list("pk", flat=True))
    for batch in batches(keys, AT_ONCE):
        with transaction.atomic():
            engine().hold()
            _delete(batch)
    return len(keys)
