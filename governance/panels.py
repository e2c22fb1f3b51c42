"""What other pages show of the framework: on an organisation's page its policies in force."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from governance import registry
from governance.framework import FrameworkPart
from governance.reading import policies_of
from organisations.models import Organisation
from organisations.panels import Panel, Way, add_panel, add_way
from organisations.permissions import Can, Person


def _policies(organisation: Organisation, person: Person) -> Mapping[str, object]:
    versions = policies_of(organisation, person, timezone.localdate())
    return {"versions": versions, "code": organisation.code}


def _kept_by(organisation: Organisation) -> Q:
    kinds = [kind.key for kind in registry.policy_kinds()]
    return Q(document__organisation=organisation, document__kind__in=kinds)


add_panel(Panel("policies", "governance/_organisation_policies.html", _policies))
add_way(Way("governance:body-imports", gettext_lazy("Bring in public lists"), Can.KEEP_BODIES))
registry.add_framework_part(
    FrameworkPart(
        "policies",
        gettext_lazy("Policies"),
        gettext_lazy("No policy was in force."),
        _kept_by,
        place=1,
    )
)
