"""The agreements of invented Northshire: who shares what with whom, and where each of them stands.

Days are told in months from the first of the month in which the demo is made, so that some are always about to
begin, some overdue for review and some long ended.
"""

from __future__ import annotations

from dataclasses import dataclass

from governance.kinds import Audience, Kind
from protocols.agreement import BasisLine, ConditionsLine, FlowLine, ItemLine
from protocols.demo.details import (
    CARERS,
    CARERS_BASES,
    CARERS_FLOWS,
    MISSING,
    MISSING_BASES,
    MISSING_CONDITIONS,
    MISSING_FLOWS,
)
from protocols.kinds import ACCORD, DISCLOSURE, JOINT_CONTROLLERS, PROTOCOL
from protocols.models.party import ControllerRole, Direction

GIVES, TAKES, BOTH = Direction.DISCLOSER, Direction.RECIPIENT, Direction.BOTH


@dataclass(frozen=True)
class Told:
    """One agreement. `starts`, `ends`, `review`: months from this month; `amended`: months ago, with new texts."""

    kind: Kind
    title: str
    lead: str
    parties: tuple[tuple[str, Direction], ...]
    purpose: str
    benefits: str
    information: str
    method: str
    powers: tuple[str, ...]
    retention: str
    starts: int
    ends: int | None = None
    review: int | None = None
    contact: str = ""
    areas: str = "Northshire"
    role: ControllerRole = ControllerRole.CONTROLLER
    audience: Audience = Audience.ANYONE
    is_draft: bool = False
    amended: tuple[int, str, str] | None = None  # months ago, what it says of the information, why
    withdrawn: str = ""
    withheld: str = ""  # why the public does not read in which way it is shared
    items: tuple[ItemLine, ...] = ()
    flows: tuple[FlowLine, ...] = ()  # between codes
    bases: tuple[BasisLine, ...] = ()
    conditions: ConditionsLine | None = None


AGREEMENTS = (
    Told(
        PROTOCOL,
        "Missing children: daily notification and return conversations",
        "NCC",
        (("NCC", BOTH), ("NPOL", BOTH), ("HAT", BOTH)),
        "To find a missing child quickly, and to learn from each return what would keep the child safe next time.",
        "A worker who knows the child hears within the hour that the child is missing. Without it, officers "
        "searched places that a teacher could have named, and return conversations came too late to matter.",
        "- Name, date of birth, address and a recent photograph of the child\n"
        "- Where and with whom the child may be\n"
        "- Known risks, such as exploitation or self-harm\n"
        "- What was said in the return conversation, as far as the child agreed to it or safety needs it",
        "Through the secure mailbox of the missing persons team, at any hour; the return conversation within "
        "72 hours through the council’s case system.",
        ("ca2004_s10", "ca2004_s11", "ca1989_s17"),
        "P6Y",
        starts=-20,
        review=4,
        contact="your.data@northshire.example",
        amended=(
            5,
            "- Name, date of birth, address and a recent photograph of the child\n"
            "- Where and with whom the child may be, and the telephone number that the child uses\n"
            "- Known risks, such as exploitation or self-harm\n"
            "- What was said in the return conversation, as far as the child agreed to it or safety needs it",
            "The child’s own telephone number was added, after a search that it would have shortened.",
        ),
        items=MISSING,
        flows=MISSING_FLOWS,
        bases=MISSING_BASES,
        conditions=MISSING_CONDITIONS,
    ),
    Told(
        PROTOCOL,
        "Children who witness domestic abuse: word to the school before the first lesson",
        "NPOL",
        (("NPOL", GIVES), ("HAT", TAKES), ("NCC", BOTH)),
        "To let a school know by nine in the morning that a pupil was present when police came to a home, so that "
        "somebody kind is ready at the door.",
        "Children are met with care instead of a detention for late homework. The school learns that something "
        "happened, not what was said.",
        "- Name, date of birth and school of the child\n- Date and time of the call\n- Whether anyone was hurt",
        "From the control room to the school’s designated lead by secure mail, each school day before 8.30am.",
        ("ca2004_s11", "cda_s115"),
        "P1Y",
        starts=-14,
        review=-2,
        contact="disclosure@police.northshire.example",
        withheld="Section 31(1)(a), prevention of crime: it would tell when the control room writes to whom.",
    ),
    Told(
        DISCLOSURE,
        "Hospital discharge: who goes home to care",
        "NNHS",
        (("NNHS", GIVES), ("NCC", TAKES)),
        "To have care at home ready on the day on which a person leaves hospital.",
        "People go home sooner and do not come back because nobody was there. Nights in hospital that nobody needs "
        "become fewer.",
        "- Name, date of birth, NHS number, address and next of kin\n"
        "- What the person can and cannot do at home\n- Medicines, and who helps with them",
        "From the ward’s system to the council’s care system over the health and care network, as soon as a day of "
        "discharge is set.",
        ("care_s6",),
        "P8Y",
        starts=-30,
        review=1,
        contact="records@nhs.northshire.example",
    ),
    Told(
        JOINT_CONTROLLERS,
        "Safeguarding front door: one team, one record",
        "NCC",
        (("NCC", BOTH), ("NPOL", BOTH), ("NNHS", BOTH)),
        "To decide together, in one room, what a worry about a child means and who acts on it.",
        "Three organisations no longer hold a third of the picture each. A family tells its story once.",
        "- What was reported, by whom and when\n- What each partner knows of the child and the household\n"
        "- The decision, who took it, and why",
        "In the team’s shared record, which only its members can open; nothing is sent by mail.",
        ("ca1989_s47", "ca2004_s10", "ca2004_s11"),
        "P25Y",
        starts=-26,
        review=-1,
        contact="your.data@northshire.example",
        role=ControllerRole.JOINT,
    ),
    Told(
        DISCLOSURE,
        "Warm homes: who may be helped with the cost of heating",
        "NCC",
        (("NCC", GIVES), ("HLT", TAKES)),
        "To offer help with heating to households that may not be able to pay for it, before winter.",
        "People who would never ask get an offer at the door. Nobody has to prove again what the council knows.",
        "- Name and address of the householder\n- That the household is entitled to help, but not why",
        "One file a year, in September, through the council’s transfer portal.",
        ("dea_fuel_poverty",),
        "P1Y",
        starts=-9,
        ends=2,
        review=0,
        contact="your.data@northshire.example",
    ),
    Told(
        PROTOCOL,
        "Adults at risk who neglect themselves",
        "NCC",
        (("NCC", BOTH), ("NNHS", BOTH), ("NPOL", BOTH), ("HLT", BOTH)),
        "To find a way in, together, where an adult lives in danger and turns help away.",
        "The postman, the nurse and the neighbourhood officer each saw a piece. The one whom the person trusts is "
        "asked to knock.",
        "- Name, address and who else lives there\n- What was seen, and when\n"
        "- What the person wants, in the person’s own words\n- Who has the person’s trust",
        "At the fortnightly meeting; between meetings by secure mail to the chair.",
        ("care_s6", "care_s45"),
        "P7Y",
        starts=-6,
        review=6,
        contact="your.data@northshire.example",
    ),
    Told(
        DISCLOSURE,
        "Night-time injuries: where and when, never who",
        "NNHS",
        (("NNHS", GIVES), ("NPOL", TAKES), ("NCC", TAKES)),
        "To see in which streets and at which hours people are hurt, so that lights, taxis and patrols are there.",
        "Assaults in one square fell after the taxi rank was moved. Nobody’s name was needed for that.",
        "- Place, date and hour of the injury\n- Kind of weapon, if any\n- Nothing that says who the patient is",
        "Monthly table, after small numbers were taken out.",
        ("cda_s17a",),
        "P3Y",
        starts=-40,
        review=-7,
        contact="records@nhs.northshire.example",
    ),
    Told(
        PROTOCOL,
        "Young people moving from school to work: September guarantee",
        "HAT",
        (("HAT", GIVES), ("NCC", BOTH), ("HLT", TAKES)),
        "To offer a place in learning or training to every young person who leaves school, and to find those who "
        "have none.",
        "No sixteen-year-old is lost between a school that has said goodbye and an adviser who has not yet said hello.",
        "- Name, date of birth, address and telephone number\n- Course applied for, and whether a place was offered\n"
        "- What help the young person had at school",
        "Monthly file to the council’s participation team; single cases by telephone.",
        ("ca2004_s10", "la2011_s1"),
        "P5Y",
        starts=2,
        ends=26,
        review=14,
        contact="office@hillacademies.example",
    ),
    Told(
        PROTOCOL,
        "Youth justice team: shared assessment",
        "NCC",
        (("NCC", BOTH), ("NPOL", BOTH), ("NNHS", BOTH), ("HAT", GIVES)),
        "To know enough of a young person who has offended to choose what will stop it.",
        "One assessment instead of four, and a plan that fits the young person’s week.",
        "- Offences and what came of them\n- School attendance and needs\n- Health needs that bear on the plan",
        "In the youth justice case system, by the members of the team.",
        ("cda_s39", "ca2004_s10"),
        "P6Y",
        starts=-34,
        ends=-4,
        contact="your.data@northshire.example",
    ),
    Told(
        ACCORD,
        "Northshire accord: how we share, whatever we share",
        "NCC",
        (("NCC", BOTH), ("NPOL", BOTH), ("NNHS", BOTH), ("HAT", BOTH), ("HLT", BOTH)),
        "To promise one another what every sharing between us rests on, so that each protocol can be short.",
        "A new protocol takes weeks instead of months, for the principles are agreed already.",
        "No information about people is shared under the accord itself.",
        "The accord is read, signed and kept in the register.",
        ("ca2004_s10", "care_s6"),
        "",
        starts=-18,
        review=6,
        contact="your.data@northshire.example",
    ),
    Told(
        DISCLOSURE,
        "Empty homes: finding owners",
        "NCC",
        (("NCC", GIVES), ("HLT", TAKES)),
        "To write to owners of homes that have stood empty for two years.",
        "Twelve homes came back into use in the trial.",
        "- Address of the home\n- Name and postal address of its owner",
        "Quarterly list through the council’s transfer portal.",
        ("la2011_s1",),
        "P6M",
        starts=-16,
        ends=8,
        review=-4,
        contact="your.data@northshire.example",
        withdrawn="Replaced by letters that the council sends itself, so nothing is shared any more.",
    ),
    Told(
        PROTOCOL,
        "Serious violence: people at risk of harm by gangs",
        "NPOL",
        (("NPOL", BOTH), ("NCC", BOTH), ("NNHS", GIVES)),
        "To protect people whom a gang has named, and to help those who want to leave it.",
        "Two young men were moved before anybody came for them.",
        "- Who is at risk and from whom\n- Addresses and movements\n- What protection is in place",
        "At the weekly meeting, in the room; the list does not leave it.",
        ("cda_s115", "ca2004_s11"),
        "P2Y",
        starts=-11,
        review=1,
        contact="disclosure@police.northshire.example",
        audience=Audience.ORGANISATION,
    ),
    Told(
        PROTOCOL,
        "Young carers: telling one another, with the family",
        "NNHS",
        (("NNHS", BOTH), ("NCC", BOTH), ("HAT", BOTH), ("HLT", BOTH)),
        "To notice a child who looks after somebody at home, and to help the whole family.",
        "A child need not explain again and again why homework is late.",
        "- Name and school of the child\n- Whom the child cares for, as the family tells it\n- What help was agreed",
        "By the worker whom the family has chosen, with the family’s knowledge.",
        ("ca1989_s17", "care_s6"),
        "P3Y",
        starts=1,
        is_draft=True,
        items=CARERS,
        flows=CARERS_FLOWS,
        bases=CARERS_BASES,
    ),
)
