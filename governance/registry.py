"""Places that the upper apps fill in `AppConfig.ready`, so that this app need not know them."""

from __future__ import annotations

from governance.kinds import Kind

_kinds: dict[str, Kind] = {}


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
    return tuple(_kinds.values())
