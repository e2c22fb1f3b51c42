"""The round of approval that a version waits in, and the people who could decide it now.

`Deciding` answers for one version; its twin over many is `governance.seats.waiting_for`. Keep them in step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from governance.approving import ANYONE, Plan, Step, Way
from governance.models import (
    Approval,
    ApprovalRound,
    ApprovalSeat,
    ApprovalStep,
    Delegation,
    Document,
    DocumentVersion,
)
from governance.models.approval import Outcome
from organisations.models import Appointment, Membership, Organisation, User
from organisations.permissions import Can, grants_giving, roles_with


@dataclass(frozen=True)
class Round:
    """A round that waits, with all that was done in it. One that no row stands for is as if there were no rule."""

    row: ApprovalRound
    seats: Sequence[ApprovalSeat]
    approvals: Sequence[Approval]
    delegations: Sequence[Delegation]

    @cached_property
    def steps(self) -> list[ApprovalStep]:
        return list({seat.step.position: seat.step for seat in self.seats}.values())

    def seats_of(self, step: ApprovalStep) -> list[ApprovalSeat]:
        return [seat for seat in self.seats if seat.step.position == step.position]

    @cached_property
    def plan(self) -> Plan:
        return _plan(self.row, self.seats)

    @property
    def live(self) -> list[Approval]:
        return [approval for approval in self.approvals if approval.is_live]

    def taken(self) -> list[Mapping[int, int]]:
        """How many approvals each seat of each step has."""
        counts: list[dict[int, int]] = [{} for _step in self.steps]
        places = {seat.pk: (seat.step.position, seat.position) for seat in self.seats}
        for approval in self.live:
            step, seat = places[approval.seat_id]
            counts[step][seat] = counts[step].get(seat, 0) + 1
        return list(counts)

    def free_seats(self) -> Iterator[ApprovalSeat]:
        """Seats that wait for an approval now."""
        taken = self.taken()
        for place in self.plan.open_steps(taken):
            free = self.plan.steps[place].free(taken[place])
            yield from (seat for seat in self.seats_of(self.steps[place]) if seat.position in free)


def _plan(row: ApprovalRound, seats: Sequence[ApprovalSeat]) -> Plan:
    steps = {seat.step.position: seat.step for seat in seats}
    return Plan(
        tuple(
            Step(tuple(seat.as_seat for seat in seats if seat.step.position == place), step.needed)
            for place, step in steps.items()
        ),
        row.in_order,
    )


def waiting_round(version: DocumentVersion) -> Round:
    """The round of a version that is in review. One query, and one each for approvals and delegations if there are."""
    mine = {"round__version": version, "round__outcome": Outcome.WAITING}
    found = ApprovalSeat.objects.filter(**{f"step__{name}": value for name, value in mine.items()})
    here = OuterRef("step__round")
    found = found.annotate(
        has_approvals=Exists(Approval.objects.filter(round=here)),
        has_delegations=Exists(Delegation.objects.filter(round=here)),
    )
    seats = list(found.select_related("step__round", "person").order_by("step__position", "position"))
    if not seats:
        return _unwritten(version)
    row, told = seats[0].step.round, vars(seats[0])
    row.version = version
    approvals = list(Approval.objects.filter(**mine).for_list()) if told["has_approvals"] else []
    given = Delegation.objects.filter(**mine).select_related("giver", "delegate").order_by("given_at", "pk")
    return Round(row, seats, approvals, list(given) if told["has_delegations"] else [])


def _unwritten(version: DocumentVersion) -> Round:
    """Of a version that was sent before rounds were kept: whoever may approve approves it."""
    row = ApprovalRound(
        version=version,
        organisation=version.organisation,
        number=0,
        submitted_by=version.submitted_by,
        submitted_at=version.submitted_at or timezone.now(),
    )
    step = ApprovalStep(round=row, position=0, needed=ANYONE.steps[0].needed, opened_at=version.submitted_at)
    return Round(row, [ApprovalSeat(step=step, position=0, way=Way.ANYONE)], [], [])


@dataclass(frozen=True)
class Bench:
    """Active people who may approve a document today, with their roles; who holds which office, deputies too.

    `keepers` are those who could mend what is missing: they give roles and offices.
    """

    people: Mapping[UUID, User]
    keepers: Sequence[User]
    roles: Mapping[str, frozenset[UUID]]
    offices: Mapping[str, Sequence[Appointment]]


def bench_of(
    organisation: Organisation, plan: Plan, on: date | None = None, document: Document | None = None
) -> Bench:
    """Of a document also guests with a grant on it. Two queries at most: one for people, one for offices."""
    approving, keeping = ([r.value for r in roles_with(right)] for right in (Can.APPROVE, Can.MANAGE_PEOPLE))
    people: dict[UUID, User] = {}
    keepers: list[User] = []
    roles: dict[str, set[UUID]] = {}
    guests: dict[UUID, User] = {}
    for person in _on_the_bench(organisation, {*approving, *keeping}, on, document):
        held = {role for role in (*approving, *keeping) if vars(person)[f"is_{role}"]}
        if held.intersection(keeping):
            keepers.append(person)
        if held.intersection(approving):
            people[person.pk] = person
        elif vars(person)["is_guest"]:
            guests[person.pk] = person
        for role in held.intersection(approving):
            roles.setdefault(role, set()).add(person.pk)
    people |= guests
    offices: dict[str, list[Appointment]] = {}
    wanted = {seat.key for step in plan.steps for seat in step.seats if seat.way == Way.OFFICE}
    if wanted:
        appointments = Appointment.objects.current(on).filter(organisation=organisation, office__in=wanted)
        for appointment in appointments.filter(user__is_active=True).for_list():
            offices.setdefault(appointment.office, []).append(appointment)
    return Bench(people, keepers, {role: frozenset(keys) for role, keys in roles.items()}, offices)


def _on_the_bench(
    organisation: Organisation, roles: Iterable[str], on: date | None, document: Document | None
) -> QuerySet[User]:
    """Active people who hold a role there or a grant to approve, with `is_<role>` for each role and `is_guest`."""
    members = Membership.objects.current(on).filter(organisation=organisation)
    grants = grants_giving(Can.APPROVE, Document)
    guests = grants.filter(content_object_id=document.pk) if document is not None else grants.none()
    here = Q(pk__in=members.filter(role__in=sorted(roles)).values("user"))
    flags = {f"is_{role}": Exists(members.filter(role=role, user=OuterRef("pk"))) for role in sorted(roles)}
    flags["is_guest"] = Exists(guests.filter(user=OuterRef("pk")))
    found = User.objects.filter(here | Q(pk__in=guests.values("user")), is_active=True)
    return found.annotate(**flags).order_by("name", "email")


@dataclass(frozen=True)
class Option:
    """One way in which a person can approve now: in a seat, for himself or for who delegated to him."""

    seat: ApprovalSeat
    principal: User
    person: User

    @property
    def key(self) -> str:
        return f"{self.seat.step.position}-{self.seat.position}-{self.principal.pk}"

    @property
    def is_delegated(self) -> bool:
        return self.principal.pk != self.person.pk


@dataclass(frozen=True)
class Deciding:
    """Who may do what in a round today."""

    round: Round
    bench: Bench
    waiver: str
    on: date

    @cached_property
    def spent(self) -> frozenset[UUID]:
        """People whose one approval in this round is given, by themselves or by a delegate."""
        live = self.round.live
        return frozenset({a.person_id for a in live} | {a.principal_id for a in live})

    def can_act(self, person: UUID) -> bool:
        """Holds the right, has not approved yet, and did not send the version (unless that is waived)."""
        own = person == self.round.row.submitted_by_id and not self.waiver
        return person in self.bench.people and person not in self.spent and not own

    def sits(self, person: UUID, seat: ApprovalSeat) -> bool:
        """By role, office or name. A deputy sits while no holder can act: away, closed, spent, or the submitter."""
        match seat.way:
            case Way.ANYONE:
                return True
            case Way.ROLE:
                return person in self.bench.roles.get(seat.key, ())
            case Way.PERSON:
                return person == seat.person_id
        held = self.bench.offices.get(seat.key, ())
        mine = [appointment for appointment in held if appointment.user_id == person]
        if any(not appointment.deputy for appointment in mine):
            return True
        return bool(mine) and not any(self._is_there(each) for each in held if not each.deputy)

    def _is_there(self, holder: Appointment) -> bool:
        own = holder.user_id == self.round.row.submitted_by_id
        return not (holder.is_away(self.on) or own or holder.user_id in self.spent)

    def options(self, person: User) -> list[Option]:
        """The person's own first, then those by delegation."""
        free = list(self.round.free_seats())
        found = []
        if self.can_act(person.pk):
            found = [Option(seat, person, person) for seat in free if self.sits(person.pk, seat)]
        for given in self.lent_to(person):
            giver = self.bench.people.get(given.giver_id)
            if giver is not None and self.can_act(giver.pk):
                found += [Option(seat, giver, person) for seat in free if self.sits(giver.pk, seat)]
        return found

    def lent_to(self, person: User) -> list[Delegation]:
        """Delegations by which the person may approve; none for who sent the version, whatever is waived."""
        barred = person.pk == self.round.row.submitted_by_id or person.pk in self.spent
        if barred or person.pk not in self.bench.people:
            return []
        return [d for d in self.round.delegations if d.delegate_id == person.pk and d.is_current(self.on)]

    def candidates(self, seat: ApprovalSeat) -> list[User]:
        """People who can approve in a seat now, without those who could by delegation."""
        return [p for p in self.bench.people.values() if self.can_act(p.pk) and self.sits(p.pk, seat)]


def deciding(version: DocumentVersion, on: date | None = None) -> Deciding:
    """Five queries at most. The version's document and organisation must be loaded."""
    on = on or timezone.localdate()
    found = waiting_round(version)
    bench = bench_of(version.organisation, found.plan, on, version.document)
    return Deciding(found, bench, version.organisation.four_eyes_waiver, on)
