"""Acts on people: accounts, memberships, appointments."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from organisations import events
from organisations.models import Appointment, Membership, Office, Organisation, User
from organisations.permissions import Can, Role, forget, require
from organisations.services.organisations import lock_organisation

if TYPE_CHECKING:
    from audit.actors import HasActor


@act
def add_member(
    person: User,
    *,
    by: HasActor,
    organisation: Organisation,
    role: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Membership:
    """Give a person a role in an organisation from a day (today) until a day (exclusive; open).

    Nobody gives a role to himself. Raises ValidationError where the person has the role on one of these days."""
    organisation = lock_organisation(organisation)
    require(by, Can.MANAGE_PEOPLE, organisation)
    refuse_self(by, person)
    starts_on = starts_on or timezone.localdate()
    membership = Membership(
        user=person,
        organisation=organisation,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    membership.full_clean()
    held = Membership.objects.filter(user=person, organisation=organisation, role=role)
    if held.overlapping(starts_on, ends_on).exists():
        raise ValidationError(_("This person has this role on these days already."))
    membership.save()
    forget(person)
    record(
        events.MEMBER_ADDED,
        organisation,
        by=by,
        audience=[organisation],
        facts={
            "membership": str(membership.pk),
            **_dated_facts(membership),
            "role": role,
        },
    )
    return membership


@act
def end_membership(
    membership: Membership, *, by: HasActor, on: date | None = None, reason: str = ""
) -> Membership:
    """End a role; `on` (today) is the first day without it, and it counts from the next request.

    Raises InvalidMove for one that has ended, and for the last administrator of the organisation."""
    organisation = lock_organisation(membership.organisation)
    require(by, Can.MANAGE_PEOPLE, organisation)
    membership = Membership.objects.select_for_update().select_related("user").get(pk=membership.pk)
    today = timezone.localdate()
    on = max(on or today, membership.starts_on)
    if on < today:
        raise ValidationError(_("A role can end today or later, not in the past."))
    if membership.ends_on is not None and membership.ends_on <= max(on, today):
        raise InvalidMove(_("This role has ended already."))
    if membership.role == Role.ADMINISTRATOR and not other_administrators(membership, on):
        raise InvalidMove(
            _("This is the last administrator of the organisation. Make somebody else administrator first.")
        )
    membership.ends_on = on
    membership.save(update_fields=["ends_on"])
    forget(membership.user)
    record(
        events.MEMBERSHIP_ENDED,
        organisation,
        by=by,
        audience=[organisation],
        facts={
            "membership": str(membership.pk),
            **_dated_facts(membership),
            "role": membership.role,
        },
        reason=reason,
    )
    return membership


def other_administrators(membership: Membership, on: date) -> bool:
    """Whether somebody else, who may sign in, administers the organisation on a day with no end in sight."""
    others = Membership.objects.filter(
        organisation_id=membership.organisation_id,
        role=Role.ADMINISTRATOR,
        user__is_active=True,
        starts_on__lte=on,
        ends_on=None,
    )
    return others.exclude(user_id=membership.user_id).exists()


@act
def appoint(
    person: User,
    *,
    by: HasActor,
    organisation: Organisation,
    office: str,
    deputy: bool = False,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Appointment:
    """Appoint a member to an office, or as a deputy, from a day (today) until a day (exclusive; open).

    An office has one holder at a time and any number of deputies; nobody appoints himself."""
    organisation = lock_organisation(organisation)
    require(by, Can.MANAGE_PEOPLE, organisation)
    refuse_self(by, person)
    starts_on = starts_on or timezone.localdate()
    appointment = Appointment(
        user=person,
        organisation=organisation,
        office=office,
        deputy=deputy,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    appointment.full_clean()
    if not Membership.objects.filter(user=person, organisation=organisation).not_ended().exists():
        raise ValidationError(_("Give this person a role in the organisation first."))
    same = Appointment.objects.filter(organisation=organisation, office=office, deputy=deputy)
    if deputy:
        same = same.filter(user=person)
    if same.overlapping(starts_on, ends_on).exists():
        raise ValidationError(
            _("Somebody holds this office on these days already. End that appointment first.")
        )
    appointment.save()
    record(
        events.OFFICE_APPOINTED,
        organisation,
        by=by,
        audience=[organisation],
        facts={
            "appointment": str(appointment.pk),
            **_dated_facts(appointment),
            "office": Office(office).value,
            "deputy": deputy,
        },
    )
    return appointment


@act
def end_appointment(
    appointment: Appointment, *, by: HasActor, on: date | None = None, reason: str = ""
) -> Appointment:
    """End an appointment; `on` (today) is the first day without it. Raises InvalidMove for one that has ended."""
    organisation = lock_organisation(appointment.organisation)
    require(by, Can.MANAGE_PEOPLE, organisation)
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    today = timezone.localdate()
    on = max(on or today, appointment.starts_on)
    if on < today:
        raise ValidationError(_("An appointment can end today or later, not in the past."))
    if appointment.ends_on is not None and appointment.ends_on <= max(on, today):
        raise InvalidMove(_("This appointment has ended already."))
    appointment.ends_on = on
    appointment.save(update_fields=["ends_on"])
    record(
        events.OFFICE_ENDED,
        organisation,
        by=by,
        audience=[organisation],
        facts={
            "appointment": str(appointment.pk),
            "office": appointment.office,
            **_dated_facts(appointment),
        },
        reason=reason,
    )
    return appointment


def refuse_self(by: HasActor, person: User) -> None:
    """Nobody gives himself a role, an office or access. Raises PermissionDenied."""
    if by.as_actor().id == str(person.pk):
        raise PermissionDenied(_("Nobody can give a role, an office or access to himself. Ask a colleague."))


def _dated_facts(row: Membership | Appointment) -> dict[str, str]:
    return {
        "person": str(row.user_id),
        "from": row.starts_on.isoformat(),
        "until": row.ends_on.isoformat() if row.ends_on else "",
    }
