"""The statement of support of the county council of invented Northshire, signed by its chief executive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from governance.demo.adopting import Adopted, adopt
from governance.models import DocumentVersion
from governance.registry import add_chapter
from organisations.models import Organisation, User
from practice.kinds import SUPPORT_STATEMENT
from practice.models import Signatory
from practice.services.signatory import name_signatory

STATEMENTS = {
    "NCC": Adopted(
        kind=SUPPORT_STATEMENT,
        title="We stand behind your judgement",
        officer="officer@northshire.example",
        approver="manager@northshire.example",
        owner_role="Head of Information Governance",
        summary="First edition. Says what colleagues can count on when they decide with care.",
        meeting="Cabinet",
        minute=118,
        months=8,
        places={
            "[Name and role of the adviser], telephone [number], e-mail [address]": (
                "Information governance desk, telephone 01632 960100, e-mail sharing.advice@northshire.example"
            ),
            "[telephone number]": "Emergency Duty Team, 01632 960199",
        },
    ),
}


def enter_statements(bodies: Mapping[str, Organisation], today: date) -> int:
    """Enters what is not there yet, for bodies that are. Returns how many statements that were."""
    return sum(adopt(told, bodies[code], today, _sign) for code, told in STATEMENTS.items() if code in bodies)


def _sign(version: DocumentVersion, officer: User, on: date) -> None:
    row = Signatory.objects.filter(version=version).first()
    name_signatory(
        version,
        by=officer,
        name="Martin Heslop",
        post="Chief Executive",
        signed_on=on,
        base=row.lock if row else 0,
    )


add_chapter("statements of support", enter_statements)
