"""Guidance and starting texts: one Markdown file each, with dated law filled in from `reference/`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.conf import settings

from governance.content.reference import NATIONS, Rule, current, origins

FOLDER = Path(__file__).parent / "texts"
_FIELD = re.compile(r"\{([a-z_]+)\}")


def starting_text(kind: str, key: str) -> str:
    """The text that a new document begins with. Raises KeyError for a field that no table fills."""
    return filled((FOLDER / kind / "starting" / f"{key}.md").read_text(encoding="utf-8"))


def guidance(kind: str, key: str) -> str:
    """What to cover in a section, and where that advice comes from."""
    text = filled((FOLDER / kind / "guidance" / f"{key}.md").read_text(encoding="utf-8"))
    origin = origins().get(key)
    if origin is None:
        return text
    read = {
        "read": f"Read on {day(origin.read_on)}.",
        "known": "Settled professional knowledge, not looked up again.",
    }[origin.confidence]
    return f"{text}\n\nWhere this comes from: {linked(origin.source)}. {read}"


def day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def linked(source: str) -> str:
    """The same words, with each address as a link that says where it leads."""
    text = re.sub(r";?\s*(https?://([^/\s;]+)[^\s;]*)", r" ([\2](\1))", source)
    return re.sub(r"\s+;", ";", text).strip()


def filled(text: str) -> str:
    limits = {rule.key: rule.text for rule in current("limits")}

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        return limits[name] if name in limits else _FIELDS[name]()

    return _FIELD.sub(fill, text).strip()


def _by_nation(rules: list[Rule], line: Callable[[Rule], str]) -> str:
    parts = []
    for nation, name in NATIONS.items():
        own = [line(rule) for rule in rules if rule.nation == nation]
        if own:
            parts.append(f"## {name}\n\n" + "\n".join(own))
    return "\n\n".join(parts)


def _duties() -> str:
    return _by_nation(current("duties"), lambda duty: f"- **{duty.label}.** For {duty.who}. {duty.text}")


def _duties_sources() -> str:
    lines = [
        f"- {duty.label}: {linked(duty.source)}"
        + ("" if duty.confidence == "read" else ". Not looked up again")
        for duty in current("duties")
    ]
    return "Sources of the list:\n\n" + "\n".join(lines)


def _duties_checked_on() -> str:
    return day(min(rule.checked_on for rule in current("duties")))


def _principles(label: str, numbered: bool) -> str:
    own = [rule for rule in current("principles") if rule.label == label]
    return "\n".join(f"{f'{n}.' if numbered else '-'} {rule.text}" for n, rule in enumerate(own, start=1))


def _guidance() -> str:
    return _by_nation(current("guidance"), lambda rule: f"- [{rule.label}]({rule.address}), {rule.publisher}")


_FIELDS: dict[str, Callable[[], str]] = {
    "regulator": lambda: f"the {settings.REGULATOR_NAME}",
    "duties": _duties,
    "duties_sources": _duties_sources,
    "duties_checked_on": _duties_checked_on,
    "data_protection_principles": lambda: _principles("data_protection", numbered=False),
    "caldicott_principles": lambda: _principles("caldicott", numbered=True),
    "guidance": _guidance,
}
