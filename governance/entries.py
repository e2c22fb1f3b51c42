"""What a thing of the register says to the search: entries, and the sources that make them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Keys = Iterable[UUID]


@dataclass(frozen=True)
class Entry:
    """One answer that the search may give: a page, or a section of one.

    `key` is unique within the source and stays while the entry means the same; `target` is the object whose acts
    change it. `title` weighs most, then `subtitle` (its other names, or the title of what it stands in), `context`
    (searched and never shown) and `text`. `names` are what somebody types who knows exactly what he wants: a
    reference, a code, a whole name. Shown on the days from `valid_from` up to, but not including, `valid_to`.
    It is counted and found as one of `organisation`, and of the other `bodies` that it names; these give no rights.
    Without `is_open` only those see it who may read in force what `document` is, or, where there is none, what
    `organisation` keeps to itself.
    """

    key: str
    target: UUID
    kind: str
    title: str
    address: str
    subtitle: str = ""
    context: str = ""
    text: str = ""
    names: tuple[str, ...] = ()
    organisation: UUID | None = None
    bodies: tuple[UUID, ...] = ()
    document: UUID | None = None
    language: str = "en-gb"
    is_open: bool = False
    valid_from: date = date.min
    valid_to: date = date.max


@dataclass(frozen=True)
class SearchSource:
    """Whence entries come.

    `keys`: all objects that have entries, the oldest first. `entries`: what those of these objects say that exist.
    `touched`: by type of an event's target ("governance.document") the objects whose entries it may change.
    `labels`: the kinds of entry that no kind of document names, with their words in the plural.
    `kinds`: kinds of document that this source speaks for, so that their sections have no entries of their own.
    """

    key: str
    keys: Callable[[], Keys]
    entries: Callable[[Collection[UUID]], Iterable[Entry]]
    touched: Mapping[str, Callable[[Collection[UUID]], Keys]]
    labels: Mapping[str, str | _StrPromise]
    kinds: frozenset[str] = frozenset()
