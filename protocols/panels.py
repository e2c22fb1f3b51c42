"""What other pages show of agreements: on an organisation's page those of the register that name it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from organisations.models import Organisation
from organisations.panels import Panel, add_panel
from organisations.permissions import Person
from protocols.reading import agreements_of

SHOWN = 5


def _agreements(organisation: Organisation, person: Person) -> Mapping[str, object]:
    found = list(agreements_of(organisation, person, timezone.localdate())[: SHOWN + 1])
    return {"entries": found[:SHOWN], "has_more": len(found) > SHOWN, "code": organisation.code}


add_panel(Panel("agreements", "protocols/_organisation_agreements.html", _agreements))
