"""The rule by which a version is approved, as data: steps, who sits in each, and when one is done. No database here.

A step has seats: a role, an office, a named person, or anyone who may approve. It is done when every seat has an
approval, or when so many approvals are there as it needs. Steps are taken in order or side by side. Source: the
sign-off rules that bodies keep for themselves (design, domain.md 3), such as "Caldicott Guardian and senior
information risk owner, for agreements with health data".
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MOST_STEPS, MOST_SEATS = 6, 12


class Way(TextChoices):
    """By what a person sits in a seat."""

    ANYONE = "anyone", _("Anyone who may approve")
    ROLE = "role", _("Role")
    OFFICE = "office", _("Office")
    PERSON = "person", _("Person")


@dataclass(frozen=True)
class Seat:
    """`key` is the role, the office, or the person's id; empty for anyone."""

    way: str
    key: str = ""

    @property
    def holds_many(self) -> bool:
        """Whether several people can approve in it, where the step counts heads."""
        return self.way in (Way.ANYONE, Way.ROLE)


@dataclass(frozen=True)
class Step:
    """`needed` is how many must approve; 0: every seat once."""

    seats: tuple[Seat, ...]
    needed: int = 0

    def is_done(self, taken: Mapping[int, int]) -> bool:
        """`taken`: how many approvals each seat has, by its place in the step."""
        if self.needed:
            return sum(taken.values()) >= self.needed
        return all(taken.get(place, 0) for place in range(len(self.seats)))

    def free(self, taken: Mapping[int, int]) -> list[int]:
        """Places of the seats in which one more person can approve; none once the step is done."""
        if self.is_done(taken):
            return []
        places = range(len(self.seats))
        return [
            place
            for place in places
            if not taken.get(place) or (self.needed and self.seats[place].holds_many)
        ]


@dataclass(frozen=True)
class Plan:
    """A whole rule. `days`: how many days the approvers have; 0: no due date."""

    steps: tuple[Step, ...]
    in_order: bool = True
    days: int = 0

    def open_steps(self, taken: Sequence[Mapping[int, int]]) -> list[int]:
        """The steps that wait for somebody: the first that is not done, or all that are not. None: it is approved."""
        waiting = [place for place, step in enumerate(self.steps) if not step.is_done(taken[place])]
        return waiting[:1] if self.in_order else waiting

    def as_data(self) -> list[dict[str, object]]:
        """Its steps as they are kept."""
        return [
            {"needed": step.needed, "seats": [{"way": seat.way, "key": seat.key} for seat in step.seats]}
            for step in self.steps
        ]

    @property
    def people(self) -> frozenset[str]:
        """Ids of the people whom it names."""
        seats = (seat for step in self.steps for seat in step.seats)
        return frozenset(seat.key for seat in seats if seat.way == Way.PERSON)


ANYONE = Plan((Step((Seat(Way.ANYONE),), 1),))  # where an organisation has set no rule


def plan_of(steps: Collection[Mapping[str, Any]], *, in_order: bool, days: int) -> Plan:
    """The rule whose steps were kept by `as_data`."""  # Any: what JSON holds
    made = (
        Step(tuple(Seat(seat["way"], seat["key"]) for seat in step["seats"]), step["needed"])
        for step in steps
    )
    return Plan(tuple(made), in_order, days)
