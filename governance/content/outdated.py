"""Law, guidance and bodies of the past that a text names, with what replaced each. Advice: nothing here blocks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.content.reference import Superseded, superseded
from governance.kinds import Meant
from governance.markdown import plain


@dataclass(frozen=True)
class Named:
    """One row of the table, and the different words by which a text names it, in the order of the text."""

    entry: Superseded
    words: tuple[str, ...]


@lru_cache(maxsize=1024)
def outdated_in(body: str) -> tuple[Named, ...]:
    """What a Markdown text names that is out of date. Kept: pages ask again for the same text."""
    readable = plain(body)
    found = []
    for entry in superseded():
        words: dict[str, str] = {}
        for hit in entry.pattern.finditer(readable):
            written = " ".join(hit[0].split())
            words.setdefault(folded(written), written)
        if words:
            found.append(Named(entry, tuple(words.values())))
    return tuple(found)


def folded(words: str) -> str:
    """The same words whatever their capitals: what is meant once is meant again."""
    return " ".join(words.split()).casefold()[:300]


def not_meant(found: Iterable[Named], section_key: str, meant: Collection[Meant]) -> list[Named]:
    """Without the words that were marked as meant in this section."""
    left = []
    for named in found:
        words = tuple(
            each for each in named.words if Meant(section_key, named.entry.key, folded(each)) not in meant
        )
        if words:
            left.append(replace(named, words=words))
    return left


def message_of(named: Named) -> str:
    """In one line: the words, what they were, what stands in their place, since when, and the source."""
    entry = named.entry
    parts = {"words": named.words[0], "was": entry.was, "now": entry.replaced_by, "source": entry.source}
    if entry.since:
        parts["since"] = since(entry)
        return _("“%(words)s”: %(was)s Now, since %(since)s: %(now)s. Source: %(source)s.") % parts
    return _("“%(words)s”: %(was)s Now: %(now)s. Source: %(source)s.") % parts


def since(entry: Superseded) -> str:
    """Such as 25 May 2018, September 2018 or 2014; empty where it is not known."""
    numbers = [int(part) for part in entry.since.split("-") if part]
    if len(numbers) == 3:
        return date_format(date(*numbers), "j F Y")
    if len(numbers) == 2:
        return date_format(date(numbers[0], numbers[1], 1), "F Y")
    return str(numbers[0]) if numbers else ""
