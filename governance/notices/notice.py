"""One thing that one person should know today, and the part of the register that a look for such things covers.

What people are told is worked out anew from the state of things, never kept by hand: `stages` says how far a deadline
is; a module for each topic names who is told what today; `refreshing` brings the notifications in step with that;
`delivering` sends the e-mails.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Notice:
    """`key` is the cause and its stage: with the person it is told once. Of one document, or one training item."""

    person: UUID
    topic: str
    key: str
    text: str
    why: str
    href: str
    organisation: UUID | None = None
    document: UUID | None = None
    training: UUID | None = None
    due: date | None = None


@dataclass(frozen=True)
class Scope:
    """Documents and training items by their keys; of some people alone, or of all."""

    documents: Collection[UUID] = ()
    trainings: Collection[UUID] = ()
    people: frozenset[UUID] | None = None

    def __bool__(self) -> bool:
        return bool(self.documents or self.trainings)


class Source(Protocol):
    """Gives all that people should know on a day about what is in scope; of other people than it names, too, if that is
    simpler. Reads alone."""

    def __call__(self, scope: Scope, on: date) -> Iterator[Notice]: ...
