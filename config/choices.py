"""The choices of a group of radios or checkboxes as a page shows them: in named groups, a hint with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from django.forms import BoundField
from django.forms.boundfield import BoundWidget

UNGROUPED: tuple[tuple[str, int | None], ...] = (("", None),)


@dataclass(frozen=True)
class Choice:
    """One control, and what is said beneath its label; the hint has the id `hint_id`."""

    widget: BoundWidget
    hint: str

    @property
    def hint_id(self) -> str:
        return f"{self.widget.id_for_label}_hint"


@dataclass(frozen=True)
class ChoiceGroup:
    """`name` is empty where the choices are not grouped."""

    name: str
    choices: Sequence[Choice]


def choice_groups(field: BoundField) -> list[ChoiceGroup]:
    """A field may have `hints`, by value, and `groups`: the name of each and how many choices it has.

    Starts no query beside that of the choices themselves.
    """
    hints = getattr(field.field, "hints", {})
    left = iter(field.subwidgets)
    groups = []
    for name, size in getattr(field.field, "groups", UNGROUPED):
        choices = [
            Choice(widget, str(hints.get(str(widget.data["value"]), ""))) for widget in islice(left, size)
        ]
        for choice in choices:
            if choice.hint:
                choice.widget.data["attrs"]["aria-describedby"] = choice.hint_id
        groups.append(ChoiceGroup(name, choices))
    return groups
