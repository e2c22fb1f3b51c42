"""Places for what upper layers know of organisations: panels on the page of one, ways beside the list of all, and
entries among the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from organisations.permissions import Can, rights_anywhere, rights_in

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

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
class Way:
    """A link beside the list of organisations, for those who hold the right somewhere. `url` is an address's name."""

    url: str
    text: str | _StrPromise
    right: Can


@dataclass(frozen=True)
class Setting:
    """An entry among an organisation's settings; `url` is an address's name that takes the organisation's code."""

    url: str
    text: str | _StrPromise
    hint: str | _StrPromise
    status: Callable[[Organisation], str]


@dataclass(frozen=True)
class FilledSetting:
    url: str
    text: str | _StrPromise
    hint: str | _StrPromise
    status: str


@dataclass(frozen=True)
class FilledPanel:
    template: str
    context: Mapping[str, object]


_ways: list[Way] = []
_people_ways: list[Way] = []
_panels: dict[str, Panel] = {}
_settings: dict[str, Setting] = {}


def add_panel(panel: Panel) -> None:
    """Called in AppConfig.ready, which upper apps come to first; the panels of lower apps show first: an organisation's
    own policies before its agreements."""
    _panels[panel.key] = panel


def add_way(way: Way) -> None:
    """Called in AppConfig.ready."""
    if way not in _ways:
        _ways.append(way)


def add_people_way(way: Way) -> None:
    """A link on the page of an organisation's people, for those who hold the right there; its address takes the code.

    Called in AppConfig.ready."""
    if way not in _people_ways:
        _people_ways.append(way)


def people_ways(organisation: Organisation, person: Person) -> list[Way]:
    rights = rights_in(person, organisation)
    return [way for way in _people_ways if way.right in rights]


def add_setting(setting: Setting) -> None:
    """Called in AppConfig.ready; entries show in the order in which they were added."""
    _settings[setting.url] = setting


def settings_of(organisation: Organisation) -> list[FilledSetting]:
    return [
        FilledSetting(each.url, each.text, each.hint, each.status(organisation))
        for each in _settings.values()
    ]


def ways_for(person: Person) -> list[Way]:
    rights = rights_anywhere(person)
    return [way for way in _ways if way.right in rights]


def panels_for(organisation: Organisation, person: Person) -> list[FilledPanel]:
    filled = [(panel.template, panel.context(organisation, person)) for panel in reversed(_panels.values())]
    return [FilledPanel(template, context) for template, context in filled if context is not None]
