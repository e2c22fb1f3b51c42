"""Acts on the absence of who holds an office: while the holder is away, deputies decide."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from organisations import events
from organisations.models import Appointment, Organisation
from organisations.permissions import Can, require
from organisations.services.organisations import lock_organisation

if TYPE_CHECKING:
    from audit.actors import HasActor


@act
def go_away(
    appointment: Appointment, *, by: HasActor, away_from: date | None = None, back_on: date | None = None
) -> Appointment:
    """Record that the holder is away from a day (today) until a first day back (not known).

    The holder may, and whoever looks after people. It replaces what was recorded. Raises ValidationError for a day
    that has passed or a wrong order, InvalidMove for a deputy or an appointment that has ended."""
    organisation, appointment = _locked(appointment, by)
    today = timezone.localdate()
    away_from = away_from or today
    if appointment.deputy or not appointment.is_current():
        raise InvalidMove(_("Only for who holds an office today can an absence be recorded."))
    if back_on is not None and back_on <= max(away_from, today):
        raise ValidationError(
            {"back_on": _("The first day back must be after today and the first day away.")}
        )
    appointment.away_from, appointment.back_on = away_from, back_on
    appointment.save(update_fields=["away_from", "back_on"])
    record(
        events.OFFICE_AWAY,
        organisation,
        by=by,
        audience=[organisation],
        facts={
            "appointment": str(appointment.pk),
            "office": appointment.office,
            "from": away_from.isoformat(),
            "back_on": back_on.isoformat() if back_on else "",
        },
    )
    return appointment


@act
def come_back(appointment: Appointment, *, by: HasActor) -> Appointment:
    """Record that the holder is back today, or does not go. Raises InvalidMove where no absence is recorded."""
    organisation, appointment = _locked(appointment, by)
    if not appointment.will_be_away():
        raise InvalidMove(_("No absence is recorded."))
    appointment.away_from = appointment.back_on = None
    appointment.save(update_fields=["away_from", "back_on"])
    record(
        events.OFFICE_BACK,
        organisation,
        by=by,
        audience=[organisation],
        facts={"appointment": str(appointment.pk), "office": appointment.office},
    )
    return appointment


def _locked(appointment: Appointment, by: HasActor) -> tuple[Organisation, Appointment]:
    """Both as they are now, for the holder himself and for those who look after people."""
    organisation = lock_organisation(appointment.organisation)
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    holder = by.as_actor().id == str(appointment.user_id)
    require(by, Can.READ_INTERNAL if holder else Can.MANAGE_PEOPLE, organisation)
    return organisation, appointment
