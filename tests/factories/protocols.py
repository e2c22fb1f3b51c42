"""The smallest valid agreements between organisations."""

from __future__ import annotations

from datetime import date

from governance.kinds import PlainSection
from protocols.agreement import (
    Agreement,
    BasisLine,
    ConditionsLine,
    FlowLine,
    ItemLine,
    PartyLine,
    TermsLine,
)
from protocols.kinds import DISCLOSURE
from protocols.models.basis import Covers
from protocols.models.conditions import Assessment
from protocols.models.party import Direction
from protocols.services.recording import record_amendment, record_existing

TEXT = (
    PlainSection("purpose", "Purpose", "To bring help to households that cannot heat their homes."),
    PlainSection("information", "Information that is shared", "Names and addresses."),
)


def make_agreement(discloser=None, recipient=None, title="Warm homes", sections=TEXT, **fields):
    """An agreement as it comes from outside, from 1 April 2025 to 31 March 2027, between at most two parties."""
    parties = [
        PartyLine(body.name, direction, body)
        for body, direction in ((discloser, Direction.DISCLOSER), (recipient, Direction.RECIPIENT))
        if body
    ]
    terms = TermsLine(date(2025, 4, 1), date(2027, 3, 31), date(2026, 4, 1), "P2Y", "data@council.example")
    values = {
        "kind": DISCLOSURE,
        "title": title,
        "sections": tuple(sections),
        "parties": tuple(parties),
        "terms": terms,
        "powers": ("dea_fuel_poverty",),
    }
    return Agreement(**{**values, **fields})


def make_recorded(lead, by, recipient=None, **fields):
    """The version of an agreement that was recorded as signed elsewhere."""
    return record_existing(lead, agreement=make_agreement(lead, recipient, **fields), by=by)


def amend(version, by, recipient=None, **fields):
    """The next version of a recorded agreement."""
    lead = version.document.organisation
    return record_amendment(version.document, agreement=make_agreement(lead, recipient, **fields), by=by)


ITEMS = (
    ItemLine("Name and address", "The household", why="To find the home."),
    ItemLine("Illness made worse by cold", "The household", special="health", why="To help the ill first."),
)
BASES = (
    BasisLine("a6_public_task", explanation="The council’s task under the Act."),
    BasisLine("art9_g", Covers.SPECIAL, "Protecting people from harm."),
    BasisLine("sch1_6", Covers.SPECIAL, "The function stands in the Act."),
    BasisLine("cf_statute_gateway", explanation="The Act lifts the duty."),
)
SAFEGUARDS = ConditionsLine(
    security="Sent through the portal alone.",
    assessment=Assessment.DONE,
    assessment_reference="IA-7",
    assessed_on=date(2025, 1, 20),
    assessment_outcome="Low risk.",
    breach="Tell the other party on the same day.",
    disposal="Shredded.",
    review_cycle="P1Y",
    notice="P3M",
)


def make_detailed(discloser, recipient, **fields):
    """An agreement that says item by item what flows, on which basis and how it is kept safe."""
    whats = tuple(item.what for item in fields.get("items", ITEMS))
    flow = FlowLine(discloser.name, recipient.name, whats, "Portal", "Monthly", "CSV", "None.")
    values = {"items": ITEMS, "flows": (flow,), "bases": BASES, "conditions": SAFEGUARDS}
    return make_agreement(discloser, recipient, **{**values, **fields})
