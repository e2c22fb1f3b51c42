"""How a person is named in a control block: with the office or role held on the day."""

from __future__ import annotations

from django.utils.translation import gettext as _

from audit.actors import HasActor
from organisations.models import Organisation, User


def described_actor(by: HasActor, organisation: Organisation) -> str:
    """As `described` for a person; a job goes by its name."""
    return described(by, organisation) if isinstance(by, User) else by.as_actor().label


def described(person: User, organisation: Organisation) -> str:
    """Such as “Joy Okoro, senior information risk owner”; the name alone for somebody from elsewhere."""
    appointment = (
        person.appointments.filter(organisation=organisation).current().order_by("deputy", "pk").first()
    )
    if appointment is not None:
        office = _lower_first(appointment.get_office_display())
        if appointment.deputy:
            office = _("deputy %(office)s") % {"office": office}
        return f"{person}, {office}"
    membership = person.memberships.filter(organisation=organisation).current().order_by("-role").first()
    if membership is not None:
        return f"{person}, {_lower_first(membership.get_role_display())}"
    return str(person)


def _lower_first(words: str) -> str:
    """Caldicott Guardian stays; Senior information risk owner becomes small."""
    second = words.split(" ")[1:2]
    return words if second and second[0][:1].isupper() else words[:1].lower() + words[1:]
