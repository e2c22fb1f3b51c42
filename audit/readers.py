"""Whose log a person may read, and what those bodies are called: a place that an upper app fills."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Protocol
from uuid import UUID


class Reader(Protocol):
    @property
    def is_authenticated(self) -> bool: ...


Answer = Callable[[Any], Collection[UUID]]  # the upper app knows what its people are
Names = Callable[[Collection[UUID]], Mapping[UUID, str]]

_answers: list[Answer] = []
_names: list[Names] = []


def register(answer: Answer, names: Names | None = None) -> None:
    """`answer` takes a person and returns the ids of the organisations whose log this person may read; `names` takes
    such ids and returns what people call them."""
    if answer not in _answers:
        _answers.append(answer)
    if names is not None and names not in _names:
        _names.append(names)


def organisations_whose_log(person: Reader) -> frozenset[UUID]:
    """Nobody, before an app has filled the place; nobody ever who is not signed in."""
    if not person.is_authenticated:
        return frozenset()
    return frozenset().union(*(answer(person) for answer in _answers))


def names_of(organisations: Collection[UUID]) -> dict[UUID, str]:
    """Names by id, in order of the names; an id that nobody knows stands for itself."""
    found = {key: str(key) for key in organisations} | _known(organisations)
    return dict(sorted(found.items(), key=lambda item: item[1].casefold()))


def is_organisation(key: UUID) -> bool:
    """Whether an upper app knows an organisation by this id."""
    return key in _known([key])


def _known(organisations: Collection[UUID]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for names in _names if organisations else []:
        found.update(names(organisations))
    return found
