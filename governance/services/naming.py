"""How a person is named in a control block: with the office or role held on the day."""

from __future__ import annotations

from django.utils.translation import gettext as _

from audit.actors import HasActor
from governance.approving import Way
from governance.rounds import Bench, Option
from organisations.models import Office, Organisation, User
from organisations.permissions import Role


def described_actor(by: HasActor, organisation: Organisation) -> str:
    """As `described` for a person; a job goes by its name."""
    return described(by, organisation) if isinstance(by, User) else by.as_actor().label


def described(person: User, organisation: Organisation) -> str:
    """Such as “Joy Okoro, senior information risk owner”; the name alone for somebody from elsewhere."""
    appointment = (
        person.appointments.filter(organisation=organisation).current().order_by("deputy", "pk").first()
    )
    if appointment is not None:
        office = lower_first(appointment.get_office_display())
        if appointment.deputy:
            office = _("deputy %(office)s") % {"office": office}
        return f"{person}, {office}"
    membership = person.memberships.filter(organisation=organisation).current().order_by("-role").first()
    if membership is not None:
        return f"{person}, {lower_first(membership.get_role_display())}"
    return str(person)


def approving_as(option: Option, bench: Bench, organisation: Organisation) -> str:
    """How an approval names who gave it: in the office or role of the seat, and for whom if it was delegated."""
    whose = _seated(option, bench, organisation)
    return (
        _("%(who)s, for %(whose)s") % {"who": option.person, "whose": whose} if option.is_delegated else whose
    )


def _seated(option: Option, bench: Bench, organisation: Organisation) -> str:
    seat, person = option.seat, option.principal
    match seat.way:
        case Way.ROLE:
            return f"{person}, {lower_first(str(Role(seat.key).label))}"
        case Way.OFFICE:
            held = bench.offices.get(seat.key, ())
            office = lower_first(str(Office(seat.key).label))
            if not any(each.user_id == person.pk and not each.deputy for each in held):
                office = _("deputy %(office)s") % {"office": office}
            return f"{person}, {office}"
    return described(person, organisation)


def lower_first(words: str) -> str:
    """Caldicott Guardian stays; Senior information risk owner becomes small."""
    second = words.split(" ")[1:2]
    return words if second and second[0][:1].isupper() else words[:1].lower() + words[1:]
