"""The Procedure of the county council of invented Northshire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from governance.content.procedure import PROCEDURE
from governance.demo.adopting import Adopted, adopt
from governance.registry import add_chapter
from organisations.models import Organisation

PROCEDURES = {
    "NCC": Adopted(
        kind=PROCEDURE,
        title="Sharing information step by step",
        officer="officer@northshire.example",
        approver="manager@northshire.example",
        owner_role="Head of Information Governance",
        summary="First edition. Says in fourteen steps what to do once you have decided to share.",
        meeting="Corporate Leadership Team",
        minute=12,
        months=5,
        places={
            "[name], telephone [number], e-mail [address]": (
                "Information governance desk, telephone 01632 960100, "
                "e-mail sharing.advice@northshire.example, Monday to Friday, 8.30am to 5.30pm"
            ),
            "[telephone number], or the police": "Emergency Duty Team, 01632 960199, or the police",
        },
    ),
}


def enter_procedures(bodies: Mapping[str, Organisation], today: date) -> int:
    """Enters what is not there yet, for bodies that are. Returns how many procedures that were."""
    return sum(adopt(told, bodies[code], today) for code, told in PROCEDURES.items() if code in bodies)


add_chapter("procedures", enter_procedures)
