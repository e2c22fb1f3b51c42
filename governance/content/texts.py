"""Guidance and starting texts: one Markdown file each, with dated law filled in from `reference/`.

An upper app brings a content folder of its own: `Content(Path(__file__).parent / "content")`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.conf import settings

from governance.content.reference import HOME, NATIONS, Origin, Rule, current, origins, table
from governance.kinds import SectionModel

FOLDER = HOME / "texts"
_FIELD = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Content:
    """The content folder of an app: `texts/KIND/guidance/KEY.md`, `texts/KIND/starting/KEY.md` and `reference/`.

    Texts may hold {fields}: those of `fields`, the limits of the app's own table and of this app's, and those below.
    """

    home: Path
    fields: Mapping[str, Callable[[], str]] = field(default_factory=dict)

    def models(self, kind: str, sections: Iterable[tuple[str, str, bool]]) -> tuple[SectionModel, ...]:
        """The sections of a kind, from their keys, headings and whether each is required."""
        return tuple(
            SectionModel(
                key=key,
                heading=heading,
                guidance=self.guidance(kind, key),
                required=required,
                starting_text=self.starting_text(kind, key),
            )
            for key, heading, required in sections
        )

    def starting_text(self, kind: str, key: str) -> str:
        """The text that a new document begins with. Raises KeyError for a field that nothing fills."""
        return self.filled(self._read(kind, "starting", key))

    def guidance(self, kind: str, key: str) -> str:
        """What to cover in a section, and where that advice comes from."""
        text = self.filled(self._read(kind, "guidance", key))
        origin = self.origin(kind, key)
        return f"{text}\n\nWhere this comes from: {cited(origin)}" if origin else text

    def origin(self, kind: str, key: str) -> Origin | None:
        """Where the advice on a section comes from, by the table `sections` of the app."""
        known = origins(self.home)
        return known.get(f"{kind}/{key}") or known.get(key)

    def filled(self, text: str) -> str:
        """The text with its {fields} filled in. Raises KeyError for one that nothing fills."""
        values = self._limits()

        def fill(match: re.Match[str]) -> str:
            name = match[1]
            return values[name] if name in values else (self.fields.get(name) or _FIELDS[name])()

        return _FIELD.sub(fill, text).strip()

    def _read(self, kind: str, part: str, key: str) -> str:
        return (self.home / "texts" / kind / part / f"{key}.md").read_text(encoding="utf-8")

    def _limits(self) -> dict[str, str]:
        homes = [HOME] if self.home == HOME else [HOME, self.home]
        tables = [home for home in homes if (home / "reference" / "limits.csv").exists()]
        return {rule.key: rule.text for home in tables for rule in current("limits", home)}


def cited(origin: Origin) -> str:
    """A source with its links, and when it was read."""
    read = {
        "read": f"Read on {day(origin.read_on)}.",
        "known": "Settled professional knowledge, not looked up again.",
    }[origin.confidence]
    return f"{linked(origin.source)}. {read}"


def day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def linked(source: str) -> str:
    """The same words, with each address as a link that says where it leads."""
    text = re.sub(r";?\s*(https?://([^/\s;]+)[^\s;]*)", r" ([\2](\1))", source)
    return re.sub(r"\s+;", ";", text).strip()


def by_nation(rules: Iterable[Rule], line: Callable[[Rule], str]) -> str:
    """One line for each rule, under the names of the nations that have any."""
    rules = list(rules)
    parts = []
    for nation, name in NATIONS.items():
        own = [line(rule) for rule in rules if rule.nation == nation]
        if own:
            parts.append(f"## {name}\n\n" + "\n".join(own))
    return "\n\n".join(parts)


def _duties() -> str:
    return by_nation(current("duties"), lambda duty: f"- **{duty.label}.** For {duty.who}. {duty.text}")


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
    chosen = {row["key"] for row in table("guidance") if row["in_texts"]}
    rules = [rule for rule in current("guidance") if rule.key in chosen]
    return by_nation(rules, lambda rule: f"- [{rule.label}]({rule.address}), {rule.publisher}")


_FIELDS: dict[str, Callable[[], str]] = {
    "regulator": lambda: f"the {settings.REGULATOR_NAME}",
    "duties": _duties,
    "duties_sources": _duties_sources,
    "duties_checked_on": _duties_checked_on,
    "data_protection_principles": lambda: _principles("data_protection", numbered=False),
    "caldicott_principles": lambda: _principles("caldicott", numbered=True),
    "guidance": _guidance,
}

OWN = Content(HOME)  # of this app
