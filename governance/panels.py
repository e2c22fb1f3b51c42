"""What other pages show of the framework: on an organisation's page its policies in force."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext_lazy

from governance import registry
from governance.reading import policies_of
from organisations.models import Organisation
from organisations.panels import Panel, Way, add_panel, add_way
from organisations.permissions import Can, Person


def _policies(organisation: Organisation, person: Person) -> Mapping[str, object]:
    versions = policies_of(organisation, person, timezone.localdate())
    groups = [
        (
            readers.label,
            [version for kind in kinds for version in versions if version.document.kind == kind.key],
        )
        for readers, kinds in registry.policy_groups()
    ]
    return {"groups": [(label, own) for label, own in groups if own]}


add_panel(Panel("policies", "governance/_organisation_policies.html", _policies))
add_way(Way("governance:body-imports", gettext_lazy("Bring in public lists"), Can.KEEP_BODIES))
