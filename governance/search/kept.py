"""The words of an entry as an engine keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from governance.search.words import plain

if TYPE_CHECKING:
    from governance.models import SearchEntry


@dataclass(frozen=True)
class Kept:
    """Four parts by weight, each reduced to its tokens."""

    entry: int
    title: str
    subtitle: str
    context: str
    text: str

    @classmethod
    def of(cls, row: SearchEntry) -> Kept:
        return cls(row.pk, plain(row.title), plain(row.subtitle), plain(row.context), plain(row.text))
