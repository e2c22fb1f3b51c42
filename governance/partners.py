"""Where each partner stands with a draft that several organisations write: told by the app whose documents they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from governance.models import DocumentVersion


@dataclass(frozen=True)
class Partner:
    """`words` say how far it is; `colour` of the tag, empty for what nobody must act on."""

    name: str
    words: str
    colour: str = ""


Source = Callable[["DocumentVersion"], Sequence[Partner]]
_sources: list[Source] = []


def add(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def partners_of(version: DocumentVersion) -> list[Partner]:
    """Of a version of an agreement that is being worked on; of any other nobody."""
    if not (version.is_open and version.document.kind_model.is_agreement):
        return []
    return [partner for source in _sources for partner in source(version)]
