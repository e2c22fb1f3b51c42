"""A rule of approval in plain English, and whom it means today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from governance.approving import Plan, Seat, Step, Way
from governance.rounds import Bench
from governance.services.naming import lower_first
from organisations.models import Office, User
from organisations.permissions import Role

NUMBERS = {2: gettext_lazy("two"), 3: gettext_lazy("three"), 4: gettext_lazy("four"), 5: gettext_lazy("five")}


SHOWN = 8  # names in one line


@dataclass(frozen=True)
class StepInWords:
    """`people` are those who could approve in it today, `deputies` those of them who could while a holder is away.

    `lacks` says why it would wait for ever, or is empty.
    """

    number: int
    sentence: str
    people: Sequence[User]
    deputies: Sequence[User]
    lacks: str

    @property
    def today(self) -> str:
        """Such as “Joy Okoro; while the holder is away Priya Nair”."""
        first = ", ".join(str(person) for person in self.people[:SHOWN]) + (
            " …" if len(self.people) > SHOWN else ""
        )
        if not self.deputies:
            return first
        words = {"first": first, "deputies": ", ".join(map(str, self.deputies))}
        if not first:
            return _("%(deputies)s as deputy") % words
        return _("%(first)s; while the holder is away %(deputies)s") % words


@dataclass(frozen=True)
class RuleInWords:
    steps: Sequence[StepInWords]
    order: str
    time: str
    lacks: str = ""

    @property
    def can_be_met(self) -> bool:
        return not self.lacks and not any(step.lacks for step in self.steps)


def seat_in_words(seat: Seat, names: Mapping[str, str]) -> str:
    """Such as “a manager” or “the Caldicott Guardian”. `names` gives the people named, by their ids."""
    match seat.way:
        case Way.ROLE:
            return {
                Role.INFORMATION_OFFICER: _("an information officer"),
                Role.MANAGER: _("a manager"),
            }.get(Role(seat.key)) or lower_first(str(Role(seat.key).label))
        case Way.OFFICE:
            return _("the %(office)s") % {"office": lower_first(str(Office(seat.key).label))}
        case Way.PERSON:
            return names.get(seat.key, _("somebody who is no longer here"))
    return _("anyone who may approve")


def step_in_words(step: Step, names: Mapping[str, str]) -> str:
    """One sentence, such as “The senior information risk owner and a manager both approve.”"""
    seats = [seat_in_words(seat, names) for seat in step.seats]
    single = len(seats) == 1
    if single and step.needed <= 1:
        sentence = _("%(who)s approves") % {"who": seats[0]}
    elif single:
        words = {"number": NUMBERS.get(step.needed, step.needed), "who": _many(step.seats[0])}
        sentence = _("%(number)s %(who)s approve") % words
    elif not step.needed:
        words = {"who": get_text_list(seats, _("and"))}
        sentence = _("%(who)s both approve") % words if len(seats) == 2 else _("%(who)s all approve") % words
    elif step.needed == 1:
        sentence = _("%(who)s approves") % {"who": get_text_list(seats, _("or"))}
    else:
        words = {
            "number": NUMBERS.get(step.needed, step.needed),
            "who": get_text_list(seats, _("or")),
        }
        sentence = _("%(number)s of these approve: %(who)s") % words
    return sentence[:1].upper() + sentence[1:]


def _many(seat: Seat) -> str:
    if seat.way == Way.ROLE:
        return {
            Role.INFORMATION_OFFICER: _("information officers"),
            Role.MANAGER: _("managers"),
        }.get(Role(seat.key)) or lower_first(str(Role(seat.key).label))
    return _("people who may approve")


def rule_in_words(plan: Plan, bench: Bench, names: Mapping[str, str], on: date) -> RuleInWords:
    """The whole rule, with what stands in its way today. No query."""
    steps = []
    for number, step in enumerate(plan.steps, start=1):
        people, deputies = _people(step, bench, on)
        lacks = _lacks(step, bench, on)
        steps.append(StepInWords(number, step_in_words(step, names), people, deputies, lacks))
    order = ""
    if len(plan.steps) > 1:
        order = (
            _("One step after the other.") if plan.in_order else _("All steps side by side, in any order.")
        )
    time = ""
    if plan.days:
        time = ngettext(
            "Each version should be approved within %(days)d day.",
            "Each version should be approved within %(days)d days.",
            plan.days,
        ) % {"days": plan.days}
    lacks = ""
    if not any(step.lacks for step in steps) and not _enough(plan, bench, on):
        lacks = _("Nobody approves twice, and there are too few different people for all the steps.")
    return RuleInWords(steps, order, time, lacks)


def can_sit(seat: Seat, bench: Bench, on: date) -> set[UUID]:
    """Who could approve in a seat today, deputies too: they act where the holder cannot."""
    match seat.way:
        case Way.ROLE:
            return set(bench.roles.get(seat.key, ()))
        case Way.PERSON:
            return {UUID(seat.key)} & set(bench.people)
        case Way.OFFICE:
            held = bench.offices.get(seat.key, ())
            return {each.user_id for each in held} & set(bench.people)
    return set(bench.people)


def _people(step: Step, bench: Bench, on: date) -> tuple[list[User], list[User]]:
    """Those who sit in the step, and those who do so as deputies alone."""
    there = set().union(*(can_sit(seat, bench, on) for seat in step.seats))
    alone: set[UUID] = set()
    for seat in step.seats:
        held = bench.offices.get(seat.key, ()) if seat.way == Way.OFFICE else ()
        first = {each.user_id for each in held if not each.deputy and not each.is_away(on)}
        alone |= {each.user_id for each in held if each.deputy} - first
    for seat in step.seats:
        alone -= can_sit(seat, bench, on) if seat.way != Way.OFFICE else set()
    found = [(key, person) for key, person in bench.people.items() if key in there]
    people = [person for key, person in found if key not in alone]
    return people, [person for key, person in found if key in alone]


def _lacks(step: Step, bench: Bench, on: date) -> str:
    found = [(seat, can_sit(seat, bench, on)) for seat in step.seats]
    empty = [seat for seat, people in found if not people]
    if not step.needed and empty:
        return _nobody(empty[0], bench)
    usable = sum(len(people) if seat.holds_many else bool(people) for seat, people in found)
    if step.needed and usable < step.needed:
        return _nobody(empty[0], bench) if empty else _("There are too few people for it today.")
    return ""


def _nobody(seat: Seat, bench: Bench) -> str:
    """Why nobody can approve in a seat, with what would help."""
    if seat.way == Way.OFFICE and bench.offices.get(seat.key):
        holder = bench.offices[seat.key][0]
        return _(
            "%(who)s holds this office but has no role that may approve: give %(who)s the role of manager."
        ) % {"who": holder.user}
    if seat.way == Way.OFFICE:
        return _("Nobody holds this office today: record an appointment first.")
    if seat.way == Way.PERSON:
        return _("This person may not approve any more.")
    return _("Nobody has this role today.")


def _enough(plan: Plan, bench: Bench, on: date) -> bool:
    """Whether so many different people are there as the rule needs approvals: a matching of places with people."""
    places: list[set[UUID]] = []
    for step in plan.steps:
        seats = [can_sit(seat, bench, on) for seat in step.seats]
        places += [set().union(*seats)] * step.needed if step.needed else seats
    taken: dict[UUID, int] = {}

    def place(number: int, tried: set[UUID]) -> bool:
        for person in places[number] - tried:
            tried.add(person)
            if person not in taken or place(taken[person], tried):
                taken[person] = number
                return True
        return False

    return all(place(number, set()) for number in range(len(places)))
