"""Whether an agreement holds between two organisations on a day, since when, and why not. No database here.

The rules (design, architecture 4; domain.md 3, “Quorum”):
- It holds between two parties from the latest of its start and their two signatures, if information can go from one
  to the other. Where the version says that all sign first, from the day on which all had.
- The version before holds between two that have not both signed the new one, until all who remain have, or until the
  long-stop date. A new version that holds between nobody yet ends nothing.
- Who leaves is out from the day of the notice. A successor takes the place of its predecessor. A suspension, of one
  party or of all, holds until it is lifted. Only its own last day, a withdrawal or a termination ends an agreement:
  a review that is overdue does not.

An answer never says that information may not be shared: case by case no agreement is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from protocols.editions import ALWAYS, Edition, Editions, Side
from protocols.statements import Kind

NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Answer:
    """`since`: the first day on which the version `number` held between the two; `because`: a sentence for people.
    `is_suspended`: it would hold, but for a suspension."""

    holds: bool
    because: str
    since: date | None = None
    number: str = ""
    is_suspended: bool = False


@dataclass(frozen=True)
class _Found:
    """What one version says of a pair. `is_final`: no older version is asked. `weight`: the best reason not to hold."""

    answer: Answer
    is_final: bool = False
    weight: int = 0


@dataclass(frozen=True)
class Agreement(Editions):
    """One agreement, asked whether it holds."""

    def between(self, one: str, other: str, on: date) -> Answer:
        """Whether it holds between two organisations on a day."""
        if one == other:
            return Answer(False, _("Within one organisation no agreement is needed."))
        if ended := self._terminated_on(on):
            return Answer(False, _("The agreement was terminated on %(day)s.") % {"day": _day(ended)})
        for body in (one, other):
            if taken := self.succeeded(body, on):
                return Answer(
                    False,
                    _("%(heir)s took the place of %(body)s on %(day)s.")
                    % {"heir": self._name(taken.other), "body": self._name(body), "day": _day(taken.on)},
                )
        found = self._newest(one, other, on)
        if found.holds and (halt := self._suspended(one, other, on)):
            return Answer(False, halt, is_suspended=True)
        return found

    def matrix(self, on: date) -> dict[tuple[str, str], Answer]:
        """The answers for every pair of those who are parties on a day; each pair once, in the order of `parties`."""
        return {pair: self.between(*pair, on) for pair in combinations(self.parties(on), 2)}

    def parties(self, on: date) -> list[str]:
        """Organisations that are a party of a version that is not wholly replaced, or succeeded one; in order.

        Who was admitted is one once it has signed.
        """
        found: dict[str, None] = {}
        for edition in self._standing(on):
            frozen = {side.organisation for side in edition.sides}
            for body in self.sides(edition, on):
                has_come = body in frozen or self.signed_on(edition, body, on) is not None
                if has_come and not self._is_out(body, edition, on):
                    found |= dict.fromkeys(self.heirs(body, on))
        return list(found)

    # ---- one version ------------------------------------------------------------------------------

    def _newest(self, one: str, other: str, on: date) -> Answer:
        """Of the newest version under which the pair stands; else the best reason why none does."""
        reasons = []
        for edition in self._standing(on):
            found = self._in_places(edition, one, other, on)
            if found.answer.holds or found.is_final:
                return found.answer
            reasons.append(found)
        if not reasons:
            return Answer(False, _("No version of the agreement has been opened for signature."))
        return max(reasons, key=lambda found: found.weight).answer

    def _in_places(self, edition: Edition, one: str, other: str, on: date) -> _Found:
        """The pair itself, and those whose places the two have taken."""
        found = []
        for first, since_first in self.places(one, on):
            for second, since_second in self.places(other, on):
                if first == second:  # both took the place of one body, which had no agreement with itself
                    continue
                here = self._under(edition, first, second, on)
                if here.answer.holds and here.answer.since:
                    since = max(here.answer.since, since_first, since_second)
                    number = here.answer.number
                    here = _Found(Answer(True, self._holds(since, number), since, number))
                found.append(here)
        held = [each for each in found if each.answer.holds]
        if held:
            return min(held, key=lambda each: each.answer.since or ALWAYS)
        return max(found, key=lambda each: (each.is_final, each.weight))

    def _under(self, edition: Edition, one: str, other: str, on: date) -> _Found:
        """Of two bodies as they stand in one version, whatever places others have taken."""
        words = {"number": edition.number}
        since = self._since(edition, one, other, on)
        if isinstance(since, _Found):
            return since
        if since > on:
            reason = _("Version %(number)s takes effect on %(day)s.")
            return _no(reason % {**words, "day": _day(since)}, weight=4)
        if edition.ends_on and on > edition.ends_on:
            reason = _("Version %(number)s ended with %(day)s.")
            return _no(reason % {**words, "day": _day(edition.ends_on)}, weight=5, is_final=True)
        if edition.withdrawn_on and on >= edition.withdrawn_on:
            reason = _("Version %(number)s was withdrawn on %(day)s.")
            return _no(reason % {**words, "day": _day(edition.withdrawn_on)}, weight=5, is_final=True)
        return _Found(Answer(True, self._holds(since, edition.number), since, edition.number))

    def _since(self, edition: Edition, one: str, other: str, on: date) -> date | _Found:
        """The day from which the two stand under the version, whether it has come or is over; or why they do not."""
        words = {"number": edition.number}
        sides = []
        for body in (one, other):
            side = self.side(edition, body, on)
            left = self.left_on(body, on)
            if side is None and left is None:
                reason = _("%(body)s is not a party to version %(number)s.")
                return _no(reason % {**words, "body": self._name(body)})
            if side is None or self._is_out(body, edition, on):
                day = left or on
                reason = _("%(body)s left the agreement on %(day)s.")
                return _no(reason % {"body": self._name(body), "day": _day(day)}, weight=5, is_final=True)
            sides.append(side)
        if reason := _apart(*sides):
            return _no(reason, weight=1)
        return self._signed(edition, one, other, on)

    def _signed(self, edition: Edition, one: str, other: str, on: date) -> date | _Found:
        """The latest of its start and the signatures that it needs to hold between the two."""
        needed = self.remaining(edition, on) if edition.needs_all else []
        days = {body: self.signed_on(edition, body, on) for body in (one, other, *needed)}
        waiting = [body for body, day in days.items() if day is None]
        if edition.is_pending and not waiting:
            reason = _("Version %(number)s is open for signature and not in force yet.")
            return _no(reason % {"number": edition.number}, weight=3)
        if not waiting:
            return max(edition.starts_on or ALWAYS, *(day for day in days.values() if day))
        reason = _("Version %(number)s waits for the signature of %(bodies)s.")
        if edition.needs_all:
            reason = _("All parties sign version %(number)s first. It waits for %(bodies)s.")
        return _no(reason % {"number": edition.number, "bodies": self._list(waiting)}, weight=3)

    def _holds(self, since: date, number: str) -> str:
        if since == ALWAYS:
            return _("Version %(number)s holds between them.") % {"number": number}
        return _("Version %(number)s has held between them since %(day)s.") % {
            "number": number,
            "day": _day(since),
        }

    def _standing(self, on: date) -> Sequence[Edition]:
        """Versions that may hold between somebody on a day, the newest first."""
        kept = self._standing_on.get(on)
        if kept is None:
            kept = self._standing_on[on] = []
            for edition in reversed(self.editions):
                kept.append(edition)
                if self._is_wholly_in_place(edition, on):
                    break
        return kept

    def _is_wholly_in_place(self, edition: Edition, on: date) -> bool:
        """Whether a day has come on which it held between somebody, and all who then remained had signed it, or its
        long-stop date had come. What is over by now, or who has left since, brings no older version back."""
        stop = edition.long_stop_on or date.max
        days = {said.on for said in self.said} | {edition.starts_on or ALWAYS, stop}
        return any(
            (stop <= day or self.all_signed_on(edition, day) is not None) and self._has_begun(edition, day)
            for day in sorted(day for day in days if day <= on)
        )

    def _has_begun(self, edition: Edition, on: date) -> bool:
        """Whether by a day it held between any two, by what was stated until then."""
        pairs = combinations(edition.sides, 2)
        found = (self._since(edition, one.organisation, other.organisation, on) for one, other in pairs)
        return any(isinstance(since, date) and since <= on for since in found)

    # ---- the whole agreement ----------------------------------------------------------------------

    def _terminated_on(self, on: date) -> date | None:
        days = [said.on for said in self.said if said.kind == Kind.TERMINATION and said.on <= on]
        return min(days, default=None)

    def _suspended(self, one: str, other: str, on: date) -> str:
        """A sentence where it is suspended for both or one of them; else nothing."""
        touched = {place for body in (one, other) for place, _since in self.places(body, on)} | {""}
        for said in self.suspensions(on):
            if said.organisation in touched:
                who = self._name(said.organisation) if said.organisation else ""
                day = _day(said.on)
                if not who:
                    return _("The agreement has been suspended since %(day)s.") % {"day": day}
                return _("The agreement has been suspended for %(body)s since %(day)s.") % {
                    "body": who,
                    "day": day,
                }
        return ""

    @cached_property
    def _standing_on(self) -> dict[date, list[Edition]]:
        return {}

    def _name(self, body: str) -> str:
        return self.names.get(body, body)

    def _list(self, bodies: Sequence[str]) -> str:
        names = [self._name(body) for body in bodies[:NAMED_AT_MOST]]
        if more := len(bodies) - len(names):
            names.append(_("%(number)d more") % {"number": more})
        return str(get_text_list(names, _("and")))


def _apart(first: Side, second: Side) -> str:
    """Why nothing goes from one to the other; empty where something does."""
    if (first.discloses and second.receives) or (second.discloses and first.receives):
        return ""
    if first.receives:
        return _("Both only receive, so nothing is shared between the two.")
    return _("Both only disclose, so nothing is shared between the two.")


def _no(reason: str, *, weight: int = 0, is_final: bool = False) -> _Found:
    return _Found(Answer(False, reason), is_final, weight)


def _day(day: date) -> str:
    return date_format(day, "j F Y")
