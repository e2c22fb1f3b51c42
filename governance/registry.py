"""Places that the upper apps fill in `AppConfig.ready`, so that this app need not know them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeAlias

from governance.entries import SearchSource
from governance.framework import AgreementsOf, FrameworkPart
from governance.kinds import Kind, Readers, Topic
from governance.rows import FrozenRow, Rows, RowSet
from governance.waiting import Waiting

if TYPE_CHECKING:
    from governance.grading import Proposer
    from governance.models import Document, DocumentVersion
    from organisations.models import Organisation


class Origin(Protocol):
    """Says where a document comes from, in pairs of label and value; a pair without a value is left out."""

    def __call__(self, document: Document, *, is_open: bool) -> Sequence[tuple[str, str]]: ...


Chapter: TypeAlias = "Callable[[Mapping[str, Organisation], date], int]"

_kinds: dict[str, Kind] = {}
_row_sets: dict[str, RowSet] = {}
_chapters: dict[str, Chapter] = {}
_search_sources: dict[str, SearchSource] = {}
_origins: dict[str, Origin] = {}
_agreements: list[AgreementsOf] = []
_framework_parts: dict[str, FrameworkPart] = {}
_proposers: dict[str, Proposer] = {}
_waiting: list[Waiting] = []


def add_kind(kind: Kind) -> None:
    """Raises ValueError for a key or reference code that another kind has: references must stay unique."""
    for other in _kinds.values():
        if other is not kind and (other.key == kind.key or other.code == kind.code):
            raise ValueError(f"kind {kind.key} ({kind.code}) collides with {other.key} ({other.code})")
    _kinds[kind.key] = kind


def kind(key: str) -> Kind:
    """Raises KeyError for a key that no app has declared."""
    return _kinds[key]


def kinds() -> tuple[Kind, ...]:
    """Policies first, by those for whom they are written and by their position."""
    order = list(Readers)
    return tuple(
        sorted(
            _kinds.values(), key=lambda kind: (kind.is_agreement, order.index(kind.readers), kind.position)
        )
    )


def policy_kinds() -> tuple[Kind, ...]:
    """What one organisation decides for itself: all kinds but agreements."""
    return tuple(kind for kind in kinds() if not kind.is_agreement)


def policy_groups() -> list[tuple[Readers, tuple[Kind, ...]]]:
    """The kinds of policy by those for whom they are written."""
    groups = [
        (readers, tuple(kind for kind in policy_kinds() if kind.readers is readers)) for readers in Readers
    ]
    return [(readers, own) for readers, own in groups if own]


def topics() -> list[tuple[Topic, tuple[Kind, ...]]]:
    """The kinds of policy that are expected of every organisation, by what they are about."""
    expected = [kind for kind in policy_kinds() if kind.is_expected]
    found = [(topic, tuple(kind for kind in expected if kind.topic is topic)) for topic in Topic]
    return [(topic, own) for topic, own in found if own]


def agreement_kinds() -> tuple[Kind, ...]:
    return tuple(kind for kind in kinds() if kind.is_agreement)


def add_rows(row_set: RowSet) -> None:
    """Rows that versions of some kinds hold beside their text. They appear in the order in which they were added."""
    _row_sets[row_set.key] = row_set


def row_sets(kind: str) -> tuple[RowSet, ...]:
    """The sets of rows that a version of this kind has."""
    return tuple(rows for rows in _row_sets.values() if kind in rows.kinds)


def rows_of(version: DocumentVersion) -> Rows:
    """What each of these sets holds, read once for all that are read together."""
    sets = row_sets(version.document.kind)
    found: dict[str, Sequence[FrozenRow]] = {}
    for read in dict.fromkeys(each.read for each in sets):
        found.update(read(version))
    return {each.key: each.of(found) for each in sets}


def all_row_sets() -> tuple[RowSet, ...]:
    return tuple(_row_sets.values())


def add_chapter(name: str, chapter: Chapter) -> None:
    """What an upper app adds to the demo. Called with its organisations by code and the day; it enters what is not
    there yet, and returns how much that was. `name` is the plural of what it enters."""
    _chapters[name] = chapter


def chapters() -> Mapping[str, Chapter]:
    return _chapters


def add_agreements(agreements: AgreementsOf) -> None:
    """How many agreements organisations have in force, and where they are listed. An upper app says so, once."""
    _agreements[:] = [agreements]


def agreements() -> AgreementsOf | None:
    return _agreements[0] if _agreements else None


def add_origin(name: str, origin: Origin) -> None:
    """What an upper app adds to the control block of a PDF. `is_open`: anyone may read the document."""
    _origins[name] = origin


def origin_of(document: Document, *, is_open: bool) -> list[tuple[str, str]]:
    return [line for origin in _origins.values() for line in origin(document, is_open=is_open)]


def add_search_source(source: SearchSource) -> None:
    """Raises ValueError for a key that another source has."""
    if _search_sources.get(source.key, source) is not source:
        raise ValueError(f"the search has a source {source.key} already")
    _search_sources[source.key] = source


def search_sources() -> tuple[SearchSource, ...]:
    return tuple(_search_sources.values())


def kinds_with_own_entries() -> frozenset[str]:
    """Kinds of document for which a source speaks, so that their sections are not entered one by one."""
    return frozenset().union(*(source.kinds for source in _search_sources.values()))


def labels_of_entries() -> dict[str, str]:
    """By kind of entry what its entries are called, in the plural: the kinds of document first."""
    labels = {kind.key: str(kind.label_plural) for kind in kinds()}
    for source in _search_sources.values():
        labels |= {key: str(label) for key, label in source.labels.items()}
    return labels


def add_framework_part(part: FrameworkPart) -> None:
    """What stands on the page that shows an organisation's framework on a day, by place."""
    _framework_parts[part.key] = part


def framework_parts() -> tuple[FrameworkPart, ...]:
    return tuple(sorted(_framework_parts.values(), key=lambda part: part.place))


def add_proposer(kind: str, proposer: Proposer) -> None:
    """What proposes how much a new version of a kind changes; kinds without one leave it all to people."""
    _proposers[kind] = proposer


def proposer(kind: str) -> Proposer | None:
    return _proposers.get(kind)


def add_waiting(waiting: Waiting) -> None:
    """What upper apps know to wait for a person; it stands first among “Your work”."""
    if waiting not in _waiting:
        _waiting.append(waiting)


def waiting() -> tuple[Waiting, ...]:
    return tuple(_waiting)
