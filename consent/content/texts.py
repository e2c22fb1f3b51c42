"""The content folder of this app, and what its own tables fill into texts."""

from __future__ import annotations

from pathlib import Path

from governance.content.reference import Rule, current
from governance.content.texts import Content, by_nation, day

HOME = Path(__file__).parent


def _line(rule: Rule) -> str:
    return f"- **{rule.label}.** {rule.text}"


def _list(name: str) -> str:
    return by_nation(current(name, HOME), _line)


def _checked_on(name: str) -> str:
    return day(min(rule.checked_on for rule in current(name, HOME)))


CONTENT = Content(
    HOME,
    {
        "children": lambda: _list("children"),
        "children_checked_on": lambda: _checked_on("children"),
        "capacity": lambda: _list("capacity"),
        "capacity_checked_on": lambda: _checked_on("capacity"),
        "attorneys": lambda: _list("attorneys"),
        "routes": lambda: _list("routes"),
        "routes_checked_on": lambda: _checked_on("routes"),
    },
)
