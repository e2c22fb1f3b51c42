"""What other pages show of agreements: on an organisation's page those of the register that name it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance import registry
from governance.framework import FrameworkPart
from organisations.models import Organisation
from organisations.panels import Panel, add_panel
from organisations.permissions import Person
from protocols.models import Party
from protocols.reading import agreements_of

SHOWN = 5


def _agreements(organisation: Organisation, person: Person) -> Mapping[str, object]:
    found = list(agreements_of(organisation, person, timezone.localdate())[: SHOWN + 1])
    return {"entries": found[:SHOWN], "has_more": len(found) > SHOWN, "code": organisation.code}


add_panel(Panel("agreements", "protocols/_organisation_agreements.html", _agreements))


def _entered_into_by(organisation: Organisation) -> Q:
    """It leads the agreement, or is named as a party by the version."""
    kinds = [kind.key for kind in registry.agreement_kinds()]
    named = Party.objects.filter(organisation=organisation).values("version")
    return Q(document__kind__in=kinds) & (Q(document__organisation=organisation) | Q(pk__in=named))


registry.add_framework_part(
    FrameworkPart("agreements", _("Agreements"), _("No agreement was in force."), _entered_into_by, place=2)
)
