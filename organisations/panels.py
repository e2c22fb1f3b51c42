"""A place on an organisation's page for what upper layers know of it, such as its policies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from organisations.models import Organisation
    from organisations.permissions import Person


@dataclass(frozen=True)
class Panel:
    """A piece of an organisation's public page.

    `context(organisation, person)` returns what the template is given (and nothing else), or None to show nothing;
    it must show only what the person may see."""

    key: str
    template: str
    context: Callable[[Organisation, Person], Mapping[str, object] | None]


@dataclass(frozen=True)
class FilledPanel:
    template: str
    context: Mapping[str, object]


_panels: dict[str, Panel] = {}


def add_panel(panel: Panel) -> None:
    """Called in AppConfig.ready; panels show in the order in which they were added."""
    _panels[panel.key] = panel


def panels_for(organisation: Organisation, person: Person) -> list[FilledPanel]:
    filled = [(panel.template, panel.context(organisation, person)) for panel in _panels.values()]
    return [FilledPanel(template, context) for template, context in filled if context is not None]
