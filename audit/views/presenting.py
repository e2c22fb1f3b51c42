"""Entries of the log in the words of its pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.forms import BoundField
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import naming
from audit.actors import ActorKind
from audit.differences import Differences
from audit.events import ACT_REFUSED, REFUSAL_REPEATED
from audit.forms.log import LogFilter
from audit.models import Event, ObjectHead
from audit.models.event import leaf_hash

ACTS_AS_THINGS = "audit.act"  # type of the thing where a refusal concerns no row
REFUSED = {ACT_REFUSED.name, REFUSAL_REPEATED.name}
BECAUSE = {
    "not_allowed": gettext_lazy("No right"),
    "invalid_move": gettext_lazy("Not possible in this state"),
    "invalid": gettext_lazy("Not valid"),
}
FACTS_OF_REFUSALS = {
    "act": gettext_lazy("What was tried"),
    "because": gettext_lazy("Why it was refused"),
    "sentence": gettext_lazy("What the person was told"),
    "fields": gettext_lazy("Fields that were not valid"),
    "codes": gettext_lazy("What was wrong"),
    "times": gettext_lazy("How many times more"),
    "minute": gettext_lazy("In this minute (UTC)"),
}


@dataclass(frozen=True)
class Line:
    """One entry in the list."""

    entry: Event
    what: str
    thing: str
    who_kind: str
    refusal: str
    short: str


def entry_line(entry: Event) -> Line:
    who_kind = "" if entry.actor_kind == ActorKind.PERSON else str(ActorKind(entry.actor_kind).label)
    return Line(entry, what_happened(entry), thing(entry), who_kind, refusal(entry), str(entry.pk)[-8:])


def what_happened(entry: Event) -> str:
    sentence = capfirst(entry.sentence)
    act = entry.facts.get("act") if entry.verb in REFUSED else None
    return f"{sentence}: {naming.act(str(act))}" if act else sentence


def thing(entry: Event) -> str:
    """To what it happened: a refusal that concerns no row stands in the chain of its act."""
    return thing_named(entry.target_type, entry.target_id) or entry.target_label


def thing_named(kind: str, key: str) -> str:
    return capfirst(naming.act(key)) if kind == ACTS_AS_THINGS else ""


def refusal(entry: Event) -> str:
    """The word of the tag on an entry that tells of a refusal; else empty."""
    if entry.verb not in REFUSED:
        return ""
    return str(BECAUSE.get(str(entry.facts.get("because")), _("Refused")))


@dataclass(frozen=True)
class Detail:
    """All that the page of one entry shows; `of_act` and `chain` hold what the reader may see."""

    event: Event
    of_act: list[Event]
    chain: list[Event]
    changes: Differences
    head: ObjectHead | None
    audience: Mapping[UUID, str]

    @property
    def line(self) -> Line:
        return entry_line(self.event)

    @property
    def acts(self) -> list[Line]:
        return [entry_line(event) for event in self.of_act]

    @property
    def facts(self) -> list[tuple[str, str]]:
        if self.event.verb in REFUSED:
            return [_fact_of_refusal(name, value) for name, value in self.event.facts.items()]
        return [(_spaced(name), plain(value)) for name, value in self.event.facts.items()]

    @property
    def is_sound(self) -> bool:
        """Whether the bytes still have the hash that stands beside them."""
        return leaf_hash(bytes(self.event.data)) == self.event.leaf_hash

    @property
    def as_recorded(self) -> str:
        return json.dumps(self.event.content, ensure_ascii=False, indent=2)

    @property
    def before(self) -> Event | None:
        return next((e for e in self.chain if e.object_number == self.event.object_number - 1), None)

    @property
    def after(self) -> Event | None:
        return next((e for e in self.chain if e.object_number == self.event.object_number + 1), None)

    @property
    def fingerprint(self) -> str:
        return grouped(self.event.leaf_hash)

    @property
    def fingerprint_before(self) -> str:
        return grouped(self.event.previous_hash)


def _fact_of_refusal(name: str, value: Any) -> tuple[str, str]:
    """Its label and what it says, in words for what the log keeps in code."""
    label = str(FACTS_OF_REFUSALS.get(name) or _spaced(name))
    if name == "act":
        return label, capfirst(naming.act(str(value)))
    if name == "because":
        return label, str(BECAUSE.get(str(value), _("Refused")))
    if name in ("fields", "codes") and isinstance(value, list):
        return label, ", ".join(_spaced(str(inner)) for inner in value)
    return label, plain(value)


def _spaced(name: str) -> str:
    return str(capfirst(name.replace("_", " ")))


def grouped(digits: str) -> str:
    """A hash in groups of four, for eyes."""
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def plain(value: Any) -> str:
    """A fact as text."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(plain(inner) for inner in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {plain(inner)}" for name, inner in value.items())
    return str(value)


def chips(form: LogFilter, query: QueryDict) -> list[dict[str, str]]:
    """One for each filter in force: its text, and the address of the list without it."""
    found = []
    for bound in form:
        text = _chosen(bound, form)
        if text:
            rest = query.copy()
            for name in (bound.name, "before", "after"):
                rest.pop(name, None)
            found.append({"text": f"{bound.label}: {text}", "href": f"?{rest.urlencode()}"})
    return found


def _chosen(bound: BoundField, form: LogFilter) -> str:
    value = form.cleaned_data.get(bound.name) if form.is_valid() else bound.value()
    if not value:
        return ""
    choices: Mapping[Any, Any] = dict(getattr(bound.field, "choices", None) or ())
    if isinstance(value, tuple):
        return _exactly(bound.name, value)
    return str(choices.get(value, bound.value()))


def _exactly(name: str, value: tuple[str, str]) -> str:
    """A filter by one actor or one thing."""
    kind, key = value
    if name == "actor" and kind == ActorKind.JOB:
        return naming.job(key)
    return thing_named(kind, key) or key
