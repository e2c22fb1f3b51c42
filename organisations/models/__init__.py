from organisations.models.appointment import Appointment, Office
from organisations.models.contact import Contact, Purpose
from organisations.models.identifier import Identifier
from organisations.models.logo import Logo
from organisations.models.membership import Membership
from organisations.models.organisation import Marking, Organisation, OrganisationKind
from organisations.models.succession import Succession
from organisations.models.team import Team, TeamMember
from organisations.models.user import User

__all__ = [
    "Appointment",
    "Contact",
    "Identifier",
    "Logo",
    "Marking",
    "Membership",
    "Office",
    "Organisation",
    "OrganisationKind",
    "Purpose",
    "Succession",
    "Team",
    "TeamMember",
    "User",
]
