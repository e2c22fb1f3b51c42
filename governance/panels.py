"""What other pages show of the framework: on an organisation's page its policies in force."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from governance.reading import policies_of
from organisations.models import Organisation
from organisations.panels import Panel, add_panel
from organisations.permissions import Person


def _policies(organisation: Organisation, person: Person) -> Mapping[str, object]:
    return {"versions": policies_of(organisation, person, timezone.localdate())}


add_panel(Panel("policies", "governance/_organisation_policies.html", _policies))
