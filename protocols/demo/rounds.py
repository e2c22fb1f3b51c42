"""What invented Northshire is signing: three agreements, and who has said what to each of them.

`ends` says which month from this one an agreement ends, as in `protocols.demo.agreements`.
"""

from __future__ import annotations

from protocols.agreement import BasisLine, ConditionsLine, FlowLine, ItemLine
from protocols.demo.agreements import BOTH, GIVES, TAKES, Told
from protocols.kinds import DISCLOSURE, PROTOCOL
from protocols.models.basis import Covers
from protocols.models.conditions import Assessment

PUBLIC_TASK = BasisLine("a6_public_task", Covers.ALL, "Each partner does by it what the law gives it to do.")
ASSESSED = ConditionsLine(
    security="Only named people open what is sent; it is sent by secure mail.",
    assessment=Assessment.DONE,
    assessment_reference="DPIA-31",
    assessment_outcome="The risk is low once addresses of people in danger are left out.",
    breach="Whoever notices it tells the other partners within a day.",
    disposal="What is not needed any more is deleted, and the deletion is noted.",
    review_cycle="P1Y",
    notice="P1M",
)

FALLS = Told(
    PROTOCOL,
    "Falls at home: who looks in the next day",
    "NCC",
    (("NCC", BOTH), ("NNHS", GIVES), ("NPOL", GIVES), ("HLT", TAKES)),
    "To have somebody call the day after a fall at home, before a second one.",
    "People who were helped up and left alone fall again within weeks. A visit finds the loose rug.",
    "- Name, address and telephone number\n- That somebody fell, and when",
    "By secure mail, at the end of each shift.",
    ("care_s6",),
    "P1Y",
    starts=1,
    review=13,
    contact="your.data@northshire.example",
    items=(
        ItemLine("Name and address", "Who fell", why="To know where to call."),
        ItemLine("Telephone number", "Who fell", why="To ask first whether a visit is welcome."),
        ItemLine("Day of the fall", "Who fell", why="The sooner the visit, the more it helps."),
    ),
    flows=(
        FlowLine(
            "NNHS", "NCC", ("Name and address", "Telephone number", "Day of the fall"), "Secure mail", "Daily"
        ),
        FlowLine("NPOL", "NCC", ("Name and address", "Day of the fall"), "Secure mail", "When it happens"),
        FlowLine(
            "NCC", "HLT", ("Name and address", "Telephone number"), "Secure mail", "When a visit is agreed"
        ),
    ),
    bases=(PUBLIC_TASK,),
    conditions=ASSESSED,
)
COLD_HOMES = Told(
    DISCLOSURE,
    "Cold homes: who is offered insulation first",
    "NCC",
    (("NCC", GIVES), ("NNHS", TAKES)),
    "To offer insulation first where cold does most harm.",
    "Fewer people come to hospital in January with what began as a cold bedroom.",
    "- Address\n- Whether the home has heating that works",
    "A list each autumn, over the health and care network.",
    ("dea_fuel_poverty",),
    "P1Y",
    starts=1,
    review=13,
    contact="your.data@northshire.example",
    items=(
        ItemLine("Address", "Households", why="To know which home it is."),
        ItemLine("Kind of heating", "Households", why="Homes without any come first."),
    ),
    flows=(FlowLine("NCC", "NNHS", ("Address", "Kind of heating"), "Secure file transfer", "Each autumn"),),
    bases=(PUBLIC_TASK,),
    conditions=ASSESSED,
)
YOUNG_PEOPLE = Told(
    PROTOCOL,
    "Young people out of school: a place to go",
    "NCC",
    (("NCC", BOTH), ("NNHS", BOTH), ("HLT", BOTH)),
    "To offer a young person who is in no school a place to be and somebody to talk to.",
    "A young person is asked once, by one worker, instead of three times by three.",
    "- Name, age and telephone number\n- Which of us already knows the young person",
    "In the weekly meeting, and by secure mail between meetings.",
    ("ca2004_s10",),
    "P2Y",
    starts=0,
    review=12,
    contact="your.data@northshire.example",
    items=(
        ItemLine("Name and age", "The young person", why="To know who is meant."),
        ItemLine("Telephone number", "The young person", why="To make the offer."),
    ),
    flows=(
        FlowLine("NCC", "HLT", ("Name and age", "Telephone number"), "Secure mail", "Each week"),
        FlowLine("HLT", "NCC", ("Name and age",), "Secure mail", "Each week"),
        FlowLine("NNHS", "NCC", ("Name and age",), "In the weekly meeting", "Each week"),
    ),
    bases=(PUBLIC_TASK,),
    conditions=ASSESSED,
)
TOLD = (FALLS, COLD_HOMES, YOUNG_PEOPLE)
INVITED = ("Lena Hart", "lena.hart@harbourlights.example")
NO = "We would send addresses at night, when nobody reads them. Let the control room call instead."
LEAVES = "Our drop-in closes at the end of the lease. The council takes over the visits."
