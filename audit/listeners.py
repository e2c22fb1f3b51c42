"""Who is told of each event within its transaction: a place that the upper apps fill when they start."""

from __future__ import annotations

from collections.abc import Callable

from audit.models import Event

Listener = Callable[[Event], None]

_listeners: list[Listener] = []


def subscribe(listener: Listener) -> None:
    """`listener` takes every event that an act records, before the act ends. What it raises undoes the act."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(event: Event) -> None:
    for listener in _listeners:
        listener(event)
