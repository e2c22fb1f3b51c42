"""The versions of an agreement, who their parties are, and who has signed which by a day. No database here.

Parties on a day are those that were frozen with a version, and what was stated since: who joined, left or was
succeeded. `protocols.holding` asks these for its answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from protocols.statements import SIGNING, Kind

ALWAYS = date.min


@dataclass(frozen=True)
class Side:
    """One party of a version: which way information goes, and how many signatures of it are needed."""

    organisation: str
    discloses: bool = True
    receives: bool = True
    seats: int = 1


@dataclass(frozen=True)
class Edition:
    """One version that was opened for signature, published without, or signed elsewhere. `ends_on` is its last day.

    `signed_elsewhere`: its parties count as having signed it. `is_pending`: not enough have signed to bring it into
    force, so that it holds between nobody, whoever leaves meanwhile. `carries`: the key of the version whose signatures
    count for this one too, because the change was not material.
    """

    key: str
    number: str
    sides: tuple[Side, ...]
    starts_on: date | None = None
    ends_on: date | None = None
    needs_all: bool = False
    long_stop_on: date | None = None
    withdrawn_on: date | None = None
    signed_elsewhere: bool = False
    is_pending: bool = False
    carries: str = ""


@dataclass(frozen=True)
class Said:
    """A statement, as far as it matters here. `on`: the first day on which it counts.

    `organisation` is whom it concerns, empty for the whole agreement. `about`: the key of the statement that it takes
    back. `other`: the successor. `side`: of an organisation that joins.
    """

    kind: str
    on: date
    organisation: str = ""
    edition: str = ""
    key: str = ""
    about: str = ""
    seat: str = ""
    other: str = ""
    side: Side | None = None


@dataclass(frozen=True)
class Editions:
    """The versions of one agreement, the oldest first, and what was stated of it. `names`: of organisations."""

    editions: Sequence[Edition]
    said: Sequence[Said] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def signed_on(self, edition: Edition, body: str, on: date) -> date | None:
        """The day on which the last signature came that the body needs, counting what was stated by `on`.

        Who left has to sign again to be back.
        """
        left = self.left_on(body, on)
        if edition.signed_elsewhere:
            return None if left else ALWAYS
        side = self.side(edition, body, on)
        if side is None:
            return None
        since = left or ALWAYS
        seats: dict[str, date] = {}
        for said in self._signatures.get((edition.key, body), ()):
            if since <= said.on <= on:
                seats.setdefault(said.seat, said.on)
        if len(seats) >= side.seats:
            return sorted(seats.values())[side.seats - 1]
        before = self._by_key.get(edition.carries)
        return self.signed_on(before, body, on) if before else None

    def all_signed_on(self, edition: Edition, on: date) -> date | None:
        """The day on which the last of those who remain had signed; None while somebody has not."""
        days = [self.signed_on(edition, body, on) for body in self.remaining(edition, on)]
        return max(day for day in days if day) if days and all(days) else None

    def sides(self, edition: Edition, on: date) -> Mapping[str, Side]:
        """Its parties by a day: as it was frozen, and those who were admitted or joined by
        a protocol beneath it, also to the one it carries."""
        kept = self._sides.get((edition.key, on))
        if kept is None:
            kept = {side.organisation: side for side in edition.sides}
            for said in (*self._of_kind[Kind.ADMISSION], *self._of_kind[Kind.ACCESSION]):
                if said.edition == edition.key and said.on <= on and said.side:
                    kept.setdefault(said.side.organisation, said.side)
            before = self._by_key.get(edition.carries)
            for body, side in self.sides(before, on).items() if before else ():
                kept.setdefault(body, side)
            self._sides[edition.key, on] = kept
        return kept

    def side(self, edition: Edition, body: str, on: date) -> Side | None:
        return self.sides(edition, on).get(body)

    def remaining(self, edition: Edition, on: date) -> list[str]:
        """Its parties as it was frozen, without those who left, and those who were succeeded before they signed."""
        bodies = (side.organisation for side in edition.sides)
        return [
            body
            for body in bodies
            if not (self._is_out(body, edition, on) or self._is_gone(body, edition, on))
        ]

    def _is_out(self, body: str, edition: Edition, on: date) -> bool:
        return self.left_on(body, on) is not None and self.signed_on(edition, body, on) is None

    def _is_gone(self, body: str, edition: Edition, on: date) -> bool:
        return self.succeeded(body, on) is not None and self.signed_on(edition, body, on) is None

    def left_on(self, body: str, on: date) -> date | None:
        """The day of the last notice to leave that has run out by `on`."""
        days = [
            said.on for said in self._of_kind[Kind.LEAVING] if said.organisation == body and said.on <= on
        ]
        return max(days, default=None)

    def suspensions(self, on: date) -> Iterator[Said]:
        """Those that have begun by a day and are not lifted by then: of one party, or of all where none is named."""
        lifted = {said.about for said in self._of_kind[Kind.LIFTING] if said.on <= on}
        return (s for s in self._of_kind[Kind.SUSPENSION] if s.on <= on and s.key not in lifted)

    def succeeded(self, body: str, on: date) -> Said | None:
        """The first succession of a body that has happened by a day."""
        return next(self.successions(body, on), None)

    def successions(self, body: str, on: date) -> Iterator[Said]:
        """Those of a body that have happened by a day; more than one where it was split."""
        return (s for s in self._of_kind[Kind.SUCCESSION] if s.organisation == body and s.on <= on)

    def places(self, body: str, on: date) -> Iterator[tuple[str, date]]:
        """The body itself, and those whose place it has taken and not left since, each with the day since when."""
        yield body, ALWAYS
        for said in self._of_kind[Kind.SUCCESSION]:
            if said.other == body and said.on <= on and not self._has_left_again(said, on):
                for place, since in self.places(said.organisation, said.on):
                    yield place, max(since, said.on)

    def heirs(self, body: str, on: date) -> Iterator[str]:
        """Who stands in a body's place on a day: itself, or those who took it and have not left since."""
        taken = list(self.successions(body, on))
        if not taken:
            yield body
        for said in taken:
            if not self._has_left_again(said, on):
                yield from self.heirs(said.other, on)

    def days_of(self, body: str) -> list[date]:
        """The days on which something begins to count that was stated of it, or of whose place it took; in order."""
        line = [body]
        for each in line:  # it grows meanwhile: a predecessor has predecessors
            before = (said.organisation for said in self._of_kind[Kind.SUCCESSION] if said.other == each)
            line += [place for place in before if place not in line]
        return sorted({said.on for each in line for said in self._of_body[each]})

    def _has_left_again(self, taken: Said, on: date) -> bool:
        """Whether who took a place has left the agreement since, by a day."""
        left = self.left_on(taken.other, on)
        return left is not None and left >= taken.on

    @cached_property
    def _signatures(self) -> dict[tuple[str, str], list[Said]]:
        """Those that were not withdrawn."""
        back = {said.about for said in self._of_kind[Kind.WITHDRAWAL]}
        found: dict[tuple[str, str], list[Said]] = defaultdict(list)
        for said in self.said:
            if said.kind in SIGNING and said.key not in back:
                found[said.edition, said.organisation].append(said)
        return found

    @cached_property
    def _of_kind(self) -> dict[str, list[Said]]:
        found: dict[str, list[Said]] = defaultdict(list)
        for said in self.said:
            found[said.kind].append(said)
        return found

    @cached_property
    def _of_body(self) -> dict[str, list[Said]]:
        """By whom they concern; those of a succession by both."""
        found: dict[str, list[Said]] = defaultdict(list)
        for said in self.said:
            for body in {said.organisation, said.other} - {""}:
                found[body].append(said)
        return found

    @cached_property
    def _by_key(self) -> dict[str, Edition]:
        return {edition.key: edition for edition in self.editions}

    @cached_property
    def _sides(self) -> dict[tuple[str, date], dict[str, Side]]:
        return {}
