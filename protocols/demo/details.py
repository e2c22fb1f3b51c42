"""What two agreements of invented Northshire say item by item. Flows run between the codes of bodies."""

from __future__ import annotations

from datetime import date

from protocols.agreement import BasisLine, ConditionsLine, FlowLine, ItemLine
from protocols.models.basis import Covers
from protocols.models.conditions import Assessment

CHILD = "The missing child"
MISSING = (
    ItemLine("Name and date of birth", CHILD, why="To know for certain who is missing."),
    ItemLine("Home address", CHILD, why="To look there first, and to speak with the family."),
    ItemLine("Recent photograph", CHILD, why="So that people who look can recognise the child."),
    ItemLine(
        "Where and with whom the child may be", CHILD, why="To search where a search may find the child."
    ),
    ItemLine(
        "Known risks to health",
        CHILD,
        special="health",
        why="Self-harm or a medicine that is needed changes how fast everyone acts.",
    ),
    ItemLine(
        "Suspected offences against the child",
        "The missing child, and whoever is suspected",
        is_criminal=True,
        why="Signs of exploitation decide who searches, and how.",
    ),
    ItemLine(
        "What was said in the return conversation",
        CHILD,
        why="To learn what would keep the child safe next time.",
    ),
    ItemLine(
        "Telephone number of the child", CHILD, why="To find the place of the telephone in danger of life."
    ),
)
ON_GOING_MISSING = (
    "Name and date of birth",
    "Home address",
    "Recent photograph",
    "Where and with whom the child may be",
    "Known risks to health",
    "Suspected offences against the child",
    "Telephone number of the child",
)
MISSING_FLOWS = (
    FlowLine(
        "NPOL",
        "NCC",
        ON_GOING_MISSING,
        "Secure mailbox of the missing persons team",
        "Within the hour, at any time of day",
        "Form MC1",
        "To the social worker of the child, and to no other partner.",
    ),
    FlowLine(
        "NCC",
        "HAT",
        ("Name and date of birth", "Where and with whom the child may be"),
        "Secure mailbox of the designated lead",
        "On the same school day",
        "Message",
        "Only to staff who meet the child that day.",
    ),
    FlowLine(
        "NCC",
        "NPOL",
        ("Name and date of birth", "What was said in the return conversation"),
        "Case system of the council",
        "Within 72 hours of the return",
        "Record of the conversation",
        "Kept with the missing report.",
    ),
)
MISSING_BASES = (
    BasisLine(
        "a6_public_task",
        explanation="The council and the school act on their safeguarding duties; each names its own power.",
    ),
    BasisLine("art9_g", Covers.SPECIAL, "Safeguarding is a matter of substantial public interest."),
    BasisLine(
        "sch1_18", Covers.SPECIAL, "A child cannot be asked while missing, and asking others may do harm."
    ),
    BasisLine("sch1_36", Covers.CRIMINAL, "Met through paragraph 18, as for special category data."),
    BasisLine("le_task", explanation="For the police, who search to protect and to investigate."),
    BasisLine(
        "le_out", explanation="The common law powers of the police to protect life allow the sending out."
    ),
    BasisLine(
        "cf_public_interest", explanation="Finding the child outweighs the confidence that is set aside."
    ),
)
MISSING_CONDITIONS = ConditionsLine(
    security="Only mailboxes that encrypt on the way. Nobody sends a photograph from a private telephone. Each "
    "party keeps a list of who may open the mailbox and looks at it every three months.",
    assessment=Assessment.DONE,
    assessment_reference="DPIA-2024-017",
    assessed_on=date(2024, 11, 18),
    assessment_outcome="The remaining risk is low. The school sees no more than it needs on the day.",
    breach="Whoever notices it tells the other parties on the same day. The sender reports it to the regulator "
    "where that is due, within 72 hours, and tells the family where the risk is high.",
    disposal="Deleted from mailboxes after 30 days. Case records are destroyed at the end of their period.",
    review_cycle="P1Y",
    notice="P3M",
)
CARERS = (
    ItemLine("Name and school", "The young carer", why="To offer help at the right school."),
    ItemLine(
        "Whom the child cares for, and why",
        "The young carer, and the person cared for",
        special="health",
        why="Help for the family depends on the illness or disability.",
    ),
    ItemLine("Help that was agreed", "The young carer", why="So that nobody asks the child again."),
)
CARERS_FLOWS = (
    FlowLine(
        "HAT",
        "NCC",
        ("Name and school", "Whom the child cares for, and why"),
        "By the worker whom the family has chosen",
        "When the family agrees",
    ),
    FlowLine(
        "NCC",
        "HAT",
        ("Name and school", "Help that was agreed"),
        "By the worker whom the family has chosen",
        "When help is agreed",
    ),
)
CARERS_BASES = (
    BasisLine("a6_public_task", explanation="Assessing and helping young carers is a duty of councils."),
)
