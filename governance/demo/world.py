"""The invented county of Northshire: its organisations, their people, offices, teams and contacts.

Nobody and nothing here exists. Telephone numbers are of the range kept for drama, addresses end in .example.
"""

from __future__ import annotations

from dataclasses import dataclass

from organisations.models import Office, OrganisationKind
from organisations.models.contact import Purpose
from organisations.models.organisation import Marking, Sharing
from organisations.permissions import Role

PASSWORD = "sharing-register-demo"  # noqa: S105 - of the demo alone, shown to whoever starts it


@dataclass(frozen=True)
class Person:
    mailbox: str
    name: str
    roles: tuple[Role, ...]
    office: Office | None = None
    deputy_for: Office | None = None


@dataclass(frozen=True)
class Desk:
    purpose: Purpose
    name: str
    mailbox: str
    telephone: str
    hours: str


@dataclass(frozen=True)
class Body:
    """An organisation; `domain` is what follows the @, `teams` are names with mailboxes."""

    code: str
    name: str
    legal_name: str
    kind: OrganisationKind
    domain: str
    identifiers: tuple[tuple[str, str], ...]
    people: tuple[Person, ...]
    desks: tuple[Desk, ...]
    teams: tuple[tuple[str, tuple[str, ...]], ...]
    marking: Marking = Marking.NONE
    four_eyes_waiver: str = ""
    sharing: Sharing = Sharing.UNDECIDED
    sharing_reason: str = ""


OFFICE_HOURS = "Monday to Friday, 8.30am to 5.30pm"
OUT_OF_HOURS = "Nights, weekends and public holidays"

COUNCIL = Body(
    code="NCC",
    name="Northshire County Council",
    legal_name="The County Council of Northshire",
    kind=OrganisationKind.COUNCIL,
    domain="northshire.example",
    identifiers=(("ico", "Z0000001"), ("gss", "E10009901")),
    people=(
        Person("officer", "Sam Lee", (Role.INFORMATION_OFFICER,)),
        Person("approver", "Priya Nair", (Role.INFORMATION_OFFICER,), deputy_for=Office.SIRO),
        Person("manager", "Joy Okoro", (Role.MANAGER,), Office.SIRO),
        Person("practitioner", "Tom Whitfield", (Role.PRACTITIONER,)),
        Person("auditor", "Eleanor Marsh", (Role.AUDITOR,)),
        Person("admin", "Gareth Pugh", (Role.ADMINISTRATOR,)),
        Person("chief.executive", "Martin Heslop", (Role.MANAGER,), Office.CHIEF_OFFICER),
        Person("dpo", "Helen Strand", (Role.AUDITOR,), Office.DPO),
        Person("caldicott.guardian", "Amara Diallo", (Role.MANAGER,), Office.CALDICOTT_GUARDIAN),
        Person("leah.abbott", "Leah Abbott", (Role.PRACTITIONER,)),
        Person("owen.griffiths", "Owen Griffiths", (Role.PRACTITIONER,)),
    ),
    desks=(
        Desk(Purpose.ADVICE, "Information governance desk", "sharing.advice", "01632 960100", OFFICE_HOURS),
        Desk(Purpose.OUT_OF_HOURS, "Emergency Duty Team", "", "01632 960199", OUT_OF_HOURS),
        Desk(Purpose.SUBJECT_ACCESS, "Access to information", "your.data", "01632 960110", OFFICE_HOURS),
        Desk(Purpose.REQUESTS, "Freedom of information desk", "foi", "01632 960115", OFFICE_HOURS),
        Desk(Purpose.INCIDENT, "Information incidents", "incidents", "01632 960120", "At any hour"),
        Desk(Purpose.COMPLAINTS, "Customer relations", "complaints", "01632 960130", OFFICE_HOURS),
        Desk(Purpose.GENERAL, "County Hall", "hello", "01632 960000", OFFICE_HOURS),
    ),
    teams=(
        ("Information governance", ("officer", "approver")),
        ("Family help, Alderby", ("practitioner",)),
        ("Adult social care, Westhaven", ("leah.abbott",)),
        ("Housing advice", ("owen.griffiths",)),
    ),
    sharing=Sharing.REGULAR,
    sharing_reason="Daily lists of missing children go to the police, and school moves to the trust each week.",
)

POLICE = Body(
    code="NPOL",
    name="Northshire Police",
    legal_name="The Chief Constable of Northshire Police",
    kind=OrganisationKind.POLICE,
    domain="police.northshire.example",
    identifiers=(("ico", "Z0000002"),),
    people=(
        Person("manager", "Karen Doyle", (Role.MANAGER,), Office.SIRO),
        Person("officer", "Imran Shah", (Role.INFORMATION_OFFICER,)),
        Person("reviewer", "Ruth Calder", (Role.INFORMATION_OFFICER,)),
        Person("chief.constable", "Alan Prentice", (Role.MANAGER,), Office.CHIEF_OFFICER),
        Person("dpo", "Nadia Farouk", (Role.AUDITOR,), Office.DPO),
        Person("admin", "Joe Tindall", (Role.ADMINISTRATOR,)),
        Person("beth.marlow", "Beth Marlow", (Role.PRACTITIONER,)),
    ),
    desks=(
        Desk(Purpose.ADVICE, "Force information desk", "sharing", "01632 960300", "Every day, 7am to 11pm"),
        Desk(Purpose.OUT_OF_HOURS, "Duty inspector, control room", "", "01632 960399", "At any hour"),
        Desk(Purpose.SUBJECT_ACCESS, "Disclosure unit", "disclosure", "01632 960310", OFFICE_HOURS),
        Desk(Purpose.REQUESTS, "Freedom of information desk", "foi", "01632 960315", OFFICE_HOURS),
        Desk(Purpose.INCIDENT, "Information security", "incidents", "01632 960320", "At any hour"),
        Desk(Purpose.COMPLAINTS, "Professional standards", "complaints", "01632 960330", OFFICE_HOURS),
    ),
    teams=(
        ("Force information desk", ("officer", "reviewer")),
        ("Protecting vulnerable people", ("beth.marlow",)),
    ),
    marking=Marking.OFFICIAL,
    sharing=Sharing.REGULAR,
    sharing_reason="Each morning schools hear of domestic abuse calls, and the council of missing children.",
)

TRUST = Body(
    code="NNHS",
    name="Northshire NHS Trust",
    legal_name="Northshire Hospitals and Community NHS Trust",
    kind=OrganisationKind.NHS,
    domain="nhs.northshire.example",
    identifiers=(("ico", "Z0000003"), ("ods", "ZZN")),
    people=(
        Person("manager", "Fiona Grant", (Role.MANAGER,), Office.CALDICOTT_GUARDIAN),
        Person("officer", "Daniel Osei", (Role.INFORMATION_OFFICER,)),
        Person("reviewer", "Mei Lin Chow", (Role.INFORMATION_OFFICER,)),
        Person("siro", "Stephen Hale", (Role.MANAGER,), Office.SIRO),
        Person("chief.executive", "Lucy Bramwell", (Role.MANAGER,), Office.CHIEF_OFFICER),
        Person("dpo", "Rosa Petrov", (Role.AUDITOR,), Office.DPO),
        Person("admin", "Neil Castle", (Role.ADMINISTRATOR,)),
        Person("aisha.rahman", "Aisha Rahman", (Role.PRACTITIONER,)),
    ),
    desks=(
        Desk(
            Purpose.ADVICE,
            "Information governance office",
            "ig",
            "01632 960500",
            "Monday to Friday, 8am to 6pm",
        ),
        Desk(Purpose.OUT_OF_HOURS, "Site manager, switchboard", "", "01632 960599", "At any hour"),
        Desk(Purpose.SUBJECT_ACCESS, "Health records", "records", "01632 960520", OFFICE_HOURS),
        Desk(Purpose.INCIDENT, "Information security", "incidents", "01632 960530", "At any hour"),
        Desk(Purpose.COMPLAINTS, "Patient experience", "complaints", "01632 960540", OFFICE_HOURS),
    ),
    teams=(
        ("Information governance office", ("officer", "reviewer")),
        ("Health visiting, Alderby", ("aisha.rahman",)),
    ),
    sharing=Sharing.REGULAR,
    sharing_reason="Hospital discharges go to the council every day.",
)

SCHOOLS = Body(
    code="HAT",
    name="Hill Academy Trust",
    legal_name="The Hill Academy Trust",
    kind=OrganisationKind.SCHOOL,
    domain="hillacademies.example",
    identifiers=(("ico", "Z0000004"),),
    people=(
        Person("claire.dunmore", "Claire Dunmore", (Role.INFORMATION_OFFICER, Role.ADMINISTRATOR)),
        Person("peter.lund", "Peter Lund", (Role.MANAGER,), Office.CHIEF_OFFICER),
        Person("yusuf.demir", "Yusuf Demir", (Role.AUDITOR,), Office.DPO),
        Person("hannah.ferris", "Hannah Ferris", (Role.PRACTITIONER,)),
    ),
    desks=(
        Desk(Purpose.ADVICE, "Trust office", "office", "01632 960700", "School days, 8am to 4.30pm"),
        Desk(Purpose.COMPLAINTS, "Trust office", "office", "01632 960700", "School days, 8am to 4.30pm"),
    ),
    teams=(("Designated safeguarding leads", ("hannah.ferris",)),),
)

CHARITY = Body(
    code="HLT",
    name="Harbour Lights",
    legal_name="Harbour Lights Youth Project",
    kind=OrganisationKind.CHARITY,
    domain="harbourlights.example",
    identifiers=(("ico", "Z0000005"), ("charity", "9900001")),
    people=(
        Person(
            "grace",
            "Grace Adeyemi",
            (Role.INFORMATION_OFFICER, Role.MANAGER, Role.ADMINISTRATOR),
            Office.CHIEF_OFFICER,
        ),
        Person("callum", "Callum Reid", (Role.PRACTITIONER, Role.AUDITOR)),
    ),
    desks=(
        Desk(
            Purpose.ADVICE,
            "Grace Adeyemi, coordinator",
            "grace",
            "01632 960900",
            "Tuesday to Saturday, 11am to 7pm",
        ),
        Desk(Purpose.OUT_OF_HOURS, "Northshire Emergency Duty Team", "", "01632 960199", OUT_OF_HOURS),
        Desk(Purpose.COMPLAINTS, "Chair of trustees", "chair", "01632 960910", "Leave a message at any hour"),
    ),
    teams=(("Drop-in", ("grace", "callum")),),
    four_eyes_waiver=(
        "Harbour Lights has two members of staff, and only one of them writes policies. The trustees discuss "
        "each text before it is approved, and their minutes say so."
    ),
)

# Works for the partnership as an information officer of each body, and so sees the frameworks of all of them.
PARTNERSHIP = Person("partnership", "Priya Shah", (Role.INFORMATION_OFFICER,))
WORLD = (COUNCIL, POLICE, TRUST, SCHOOLS, CHARITY)
ANNOUNCED = (
    "officer@northshire.example",
    "approver@northshire.example",
    "partnership@northshire.example",
    "manager@northshire.example",
    "practitioner@northshire.example",
    "auditor@northshire.example",
    "admin@northshire.example",
    "manager@police.northshire.example",
    "manager@nhs.northshire.example",
)
