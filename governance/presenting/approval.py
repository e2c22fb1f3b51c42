"""What the page of an approval shows of its round: who has approved, whom it waits for, since when and till when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance import control_words as words
from governance.approving import Way
from governance.models import Approval, ApprovalSeat, Delegation
from governance.presenting.rules import seat_in_words, step_in_words
from governance.rounds import Deciding, Option
from organisations.models import User

SHOWN = 6  # names in one line


@dataclass(frozen=True)
class StepShown:
    """One step. `waits_for` are the names of those who could decide it; `stuck`: nobody could any more."""

    number: int
    sentence: str
    state: str  # done, now or next, as the timeline marks it
    approvals: Sequence[Approval]
    waits_for: Sequence[User]
    days: int
    stuck: bool

    @property
    def names(self) -> str:
        shown = [str(person) for person in self.waits_for[:SHOWN]]
        if len(self.waits_for) > SHOWN:
            shown.append(_("%(number)d others") % {"number": len(self.waits_for) - SHOWN})
        return get_text_list(shown, _("or"))

    @property
    def waiting(self) -> str:
        """Such as “waiting 4 days”."""
        if self.days <= 0:
            return _("since today")
        return ngettext("waiting %(days)d day", "waiting %(days)d days", self.days) % {"days": self.days}


@dataclass(frozen=True)
class ApprovalShown:
    now: Deciding
    person: User

    @cached_property
    def steps(self) -> list[StepShown]:
        taken = self.now.round.taken()
        waiting = self.now.round.plan.open_steps(taken)
        return [self._step(place, taken[place], place in waiting) for place in range(len(taken))]

    def _step(self, place: int, taken: Mapping[int, int], is_open: bool) -> StepShown:
        round_, rule = self.now.round, self.now.round.plan.steps[place]
        row = round_.steps[place]
        seats = round_.seats_of(row)
        keys = {seat.pk for seat in seats}
        done = rule.is_done(taken)
        free = rule.free(taken)
        able = {seat.position: self.now.candidates(seat) for seat in seats if seat.position in free}
        people = {person.pk: person for found in able.values() for person in found}
        missing = rule.needed - sum(taken.values()) if rule.needed else 0
        stuck = not done and (
            len(people) < missing if rule.needed else any(not found for found in able.values())
        )
        since = row.opened_at or round_.row.submitted_at
        return StepShown(
            place + 1,
            step_in_words(rule, names_of(seats)),
            "done" if done else "now" if is_open else "next",
            [approval for approval in round_.live if approval.seat_id in keys],
            list(people.values()),
            (self.now.on - timezone.localdate(since)).days,
            stuck,
        )

    @property
    def is_single(self) -> bool:
        return len(self.steps) == 1

    @cached_property
    def options(self) -> list[Option]:
        return self.now.options(self.person)

    @property
    def capacities(self) -> list[tuple[str, str]]:
        """For a choice between several: by the option's key."""
        return [(option.key, capacity(option)) for option in self.options]

    @property
    def by_delegation(self) -> Option | None:
        """Where the person can approve for somebody else alone."""
        found = self.options[:1]
        return found[0] if found and found[0].is_delegated else None

    @cached_property
    def mine(self) -> Approval | None:
        """The person's own approval, which can be taken back."""
        return next((a for a in self.now.round.live if a.person_id == self.person.pk), None)

    @property
    def taken_back(self) -> list[Approval]:
        return [approval for approval in self.now.round.approvals if not approval.is_live]

    @property
    def delegations(self) -> list[Delegation]:
        return [each for each in self.now.round.delegations if each.is_current(self.now.on)]

    @property
    def my_delegation(self) -> Delegation | None:
        return next((each for each in self.delegations if each.giver_id == self.person.pk), None)

    @property
    def may_delegate(self) -> bool:
        """Whether a step that names somebody waits for this person: where anyone may approve, nobody need lend it."""
        undone = [
            seat for seat in self.now.round.seats if seat.step.done_at is None and seat.way != Way.ANYONE
        ]
        return self.now.can_act(self.person.pk) and any(self.now.sits(self.person.pk, s) for s in undone)

    @property
    def approvers(self) -> list[User]:
        """Those whom the open steps wait for, without the person who looks."""
        found = {p.pk: p for step in self.steps if step.state == "now" for p in step.waits_for}
        return [person for key, person in found.items() if key != self.person.pk]

    @property
    def stuck(self) -> bool:
        return any(step.stuck for step in self.steps)

    @property
    def due(self) -> Due | None:
        day = self.now.round.row.due_on
        return Due(day, (day - self.now.on).days) if day else None


@dataclass(frozen=True)
class Due:
    """When the approval should be there; `days` is negative once the day has passed."""

    on: date
    days: int

    @property
    def is_overdue(self) -> bool:
        return self.days < 0

    @property
    def tag(self) -> str:
        if self.days < 0:
            return ngettext("%(days)d day overdue", "%(days)d days overdue", -self.days) % {
                "days": -self.days
            }
        if self.days == 0:
            return _("Due today")
        return ngettext("Due in %(days)d day", "Due in %(days)d days", self.days) % {"days": self.days}

    @property
    def colour(self) -> str:
        return "red" if self.days < 0 else "orange" if self.days <= 2 else "blue"

    @property
    def sentence(self) -> str:
        named = {"day": words.day(self.on)}
        return (_("Was due on %(day)s") if self.is_overdue else _("Due on %(day)s")) % named


def names_of(seats: Sequence[ApprovalSeat]) -> dict[str, str]:
    """Names of the people who sit by name, by their ids."""
    return {str(seat.person_id): str(seat.person) for seat in seats if seat.person_id}


def capacity(option: Option) -> str:
    """Such as “As the Caldicott Guardian” or “For Joy Okoro: the senior information risk owner”."""
    seat = seat_in_words(option.seat.as_seat, names_of([option.seat]))
    if option.is_delegated:
        return _("For %(who)s: %(seat)s") % {"who": option.principal, "seat": seat}
    return _("As %(seat)s") % {"seat": seat}


def waited_for(seats: Iterable[ApprovalSeat]) -> str:
    """Whom open steps wait for, in a few words, such as “the Caldicott Guardian”; empty for anyone who may approve."""
    named = [seat for seat in seats if seat.way != Way.ANYONE]
    found = dict.fromkeys(seat_in_words(seat.as_seat, names_of([seat])) for seat in named)
    return get_text_list(list(found)[:3], _("or"))
