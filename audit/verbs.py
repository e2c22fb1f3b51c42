"""What can happen, each declared once. A verb in use keeps its meaning for ever."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_SHAPE = re.compile(r"\A[a-z][a-z_]*\.[a-z][a-z_]*\Z")


@dataclass(frozen=True)
class Verb:
    """`name` is noun.past; `sentence` follows the actor's name; `changes_data`: rows changed with it."""

    name: str
    sentence: str | _StrPromise
    changes_data: bool

    def __str__(self) -> str:
        return self.name


VERBS: dict[str, Verb] = {}


def declare(name: str, sentence: str | _StrPromise, *, changes_data: bool) -> Verb:
    """Raises ValueError for a name that is not noun.past or that another verb has."""
    if not _SHAPE.match(name):
        raise ValueError(f"{name!r} is not of the form noun.past")
    if name in VERBS:
        raise ValueError(f"the verb {name!r} is declared already")
    VERBS[name] = Verb(name, sentence, changes_data)
    return VERBS[name]
