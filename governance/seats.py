"""Seats of open rounds in which a person may approve now: the queryset beside `governance.rounds.Deciding`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from governance.approving import Way
from governance.models import Approval, ApprovalSeat, Delegation, Document
from organisations.models import Appointment, Membership
from organisations.permissions import Can, grants_giving, roles_with

if TYPE_CHECKING:
    from organisations.permissions import Person

ROUND, ORGANISATION = "step__round", "step__round__organisation"


def waiting_for(person: Person, on: date | None = None) -> QuerySet[ApprovalSeat]:
    """Free seats that wait for this person, who is taken to hold the right; by office, role, name or delegation."""
    on = on or timezone.localdate()
    if not (person.is_authenticated and person.is_active):
        return ApprovalSeat.objects.none()
    unwaived = {"step__round__submitted_by": person.pk, "step__round__organisation__four_eyes_waiver": ""}
    free = ApprovalSeat.objects.waiting().exclude(Exists(_spent(person.pk, OuterRef(ROUND))))
    return free.filter(~Q(**unwaived) & _own(person.pk, on) | _lent(person.pk, on))


def _own(person: UUID, on: date) -> Q:
    role, holder, deputy = _sitting(person, 1, on)
    return (
        Q(way=Way.ANYONE)
        | Q(Exists(role), way=Way.ROLE)
        | Q(Exists(holder), way=Way.OFFICE)
        | Q(Exists(deputy), ~Exists(_holders_there(on)), way=Way.OFFICE)
        | Q(way=Way.PERSON, person=person)
    )


def _lent(person: UUID, on: date) -> Q:
    """By a delegation of somebody who sits there, and could act."""
    own = Q(giver=OuterRef("step__round__submitted_by")) & Q(round__organisation__four_eyes_waiver="")
    lent = Delegation.objects.current(on).filter(
        round=OuterRef(ROUND), delegate=person, giver__is_active=True
    )
    lent = lent.exclude(round__submitted_by=person).exclude(own)
    lent = lent.filter(_with_right(on), ~Exists(_spent(OuterRef("giver"), OuterRef("round"))))
    role, holder, deputy = _sitting(OuterRef("giver"), 2, on)
    return (
        Q(Exists(lent), way=Way.ANYONE)
        | Q(Exists(lent.filter(Exists(role))), way=Way.ROLE)
        | Q(Exists(lent.filter(Exists(holder))), way=Way.OFFICE)
        | Q(Exists(lent.filter(Exists(deputy))), ~Exists(_holders_there(on)), way=Way.OFFICE)
        | Q(Exists(lent.filter(giver=OuterRef("person"))), way=Way.PERSON)
    )


def _sitting(user: Any, depth: int, on: date) -> tuple[QuerySet[Any], QuerySet[Any], QuerySet[Any]]:
    """By which a user sits in the seat so many queries further out: a role, an office, the office as a deputy.

    `user`: a key, or a reference to a column.
    """
    organisation, key = _outer(ORGANISATION, depth), _outer("key", depth)
    role = Membership.objects.current(on).filter(user=user, organisation=organisation, role=key)
    office = Appointment.objects.current(on).filter(user=user, organisation=organisation, office=key)
    return role, office.filter(deputy=False), office.filter(deputy=True)


def _holders_there(on: date) -> QuerySet[Appointment]:
    """Holders of the seat's office who could decide themselves: so that no deputy does."""
    holders = Appointment.objects.current(on).filter(
        organisation=OuterRef(ORGANISATION), office=OuterRef("key"), deputy=False, user__is_active=True
    )
    holders = holders.present(on).exclude(user=OuterRef("step__round__submitted_by"))
    return holders.filter(~Exists(_spent(OuterRef("user"), _outer(ROUND, 2))))


def _spent(user: Any, of_round: Any) -> QuerySet[Approval]:
    """The one approval that a person has in a round."""
    return Approval.objects.live().filter(Q(person=user) | Q(principal=user), round=of_round)


def _with_right(on: date) -> Q:
    """The giver of a delegation may approve the document, by role or by a grant."""
    roles = [role.value for role in roles_with(Can.APPROVE)]
    members = Membership.objects.current(on).filter(
        user=OuterRef("giver"), organisation=OuterRef("round__organisation"), role__in=roles
    )
    guests = grants_giving(Can.APPROVE, Document).filter(
        user=OuterRef("giver"), content_object=OuterRef("round__version__document")
    )
    return Q(Exists(members)) | Q(Exists(guests))


def _outer(name: str, depth: int) -> Any:
    found: Any = name
    for _level in range(depth):
        found = OuterRef(found)
    return found
