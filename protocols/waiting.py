"""Signatures that wait for a person: they stand among “Your work” with the last day to sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance import registry
from governance.waiting import Errand
from organisations.models import Appointment, Membership, Office, User
from organisations.permissions import Can, Role, keys_where, rights_anywhere, roles_with
from protocols.models import RoundState, Signatory
from protocols.signers import ANYONE, OFFICE, ROLE, Post
from protocols.standing import ASKED

MOST = 200


def to_sign(person: User, on: date) -> Sequence[Errand]:
    """What the person may sign and is asked to, the nearest last day first; nothing where somebody from outside is
    invited to give the signature. Twin of `bench.Bench.who`.

    One query; none for who signs for nobody."""
    if Can.SIGN not in rights_anywhere(person, on):
        return []
    found: dict[tuple[UUID, UUID], Errand] = {}
    for seat in _asked(person, on):
        if not _is_own_work(seat, person) and any(_is_in(post, seat) for post in seat.need.posts):
            found.setdefault((seat.round.version_id, seat.organisation_id), _errand(seat))
    return list(found.values())


def _asked(person: User, on: date) -> list[Signatory]:
    """Seats without a signature in the person's organisations, with whether the person is in each post there."""
    mine = Membership.objects.current(on).filter(user=person.pk, organisation=OuterRef("organisation"))
    roles = {_called(ROLE, role.value): Exists(mine.filter(role=role.value)) for role in Role}
    offices = {_called(OFFICE, office.value): _acts_in(office, person, on) for office in Office}
    seats = Signatory.objects.filter(
        Q(round__state=RoundState.OPEN) | Q(is_joining=True) & ~Q(round__state=RoundState.CANCELLED),
        organisation__in=keys_where(person, Can.SIGN, on),
        standing__in=sorted(ASKED),
        invited_address="",
    )
    seats = seats.select_related("organisation", "round__version__document").annotate(**roles, **offices)
    nearest = F("round__closes_on").asc(nulls_last=True)
    return list(seats.order_by(nearest, "round__opened_at", "position")[:MOST])


def _acts_in(office: Office, person: User, on: date) -> Combinable:
    """Whether the person holds the office, or deputises while no holder is there who may sign."""
    may = Membership.objects.current(on).filter(
        user=OuterRef("user"),
        organisation=OuterRef("organisation"),
        role__in=[role.value for role in roles_with(Can.SIGN)],
    )
    here = Appointment.objects.current(on).present(on).filter(organisation=OuterRef("organisation"))
    here = here.filter(office=office.value, user__is_active=True)
    mine, holders = here.filter(user=person.pk), here.filter(Exists(may), deputy=False)
    acts = Q(Exists(mine.filter(deputy=False))) | Q(Exists(mine)) & ~Q(Exists(holders))
    return ExpressionWrapper(acts, BooleanField())


def _called(way: str, key: str) -> str:
    return f"is_in_{way}_{key}"


def _is_in(post: Post, seat: Signatory) -> bool:
    return post.way == ANYONE or bool(getattr(seat, _called(post.way, post.key), False))


def _is_own_work(seat: Signatory, person: User) -> bool:
    """Whoever sent the version for review does not sign it for the lead, unless the lead waives that."""
    version, body = seat.round.version, seat.organisation
    sent = version.submitted_by_id == person.pk and version.document.organisation_id == body.pk
    return sent and not body.four_eyes_waiver


def _errand(seat: Signatory) -> Errand:
    version, closes_on = seat.round.version, seat.round.closes_on
    words = {"body": seat.organisation.name, "number": version.number, "title": version.title}
    why = _("For %(body)s. Version %(number)s, no last day to sign") % words
    if closes_on is not None:
        words["day"] = date_format(closes_on, "j F Y")
        why = _("For %(body)s. Version %(number)s, the last day to sign is %(day)s") % words
    where = [version.document.reference, version.number, seat.organisation.code]
    text = _("Sign or decline: %(title)s") % words
    return Errand(text, reverse("protocols:sign", args=where), why, closes_on)


registry.add_waiting(to_sign)
