"""What other pages show of the framework: on an organisation's page its policies in force."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from governance import registry
from governance.framework import FrameworkPart
from governance.models import ApprovalRule
from governance.reading import policies_of
from organisations.models import Organisation
from organisations.panels import Panel, Setting, Way, add_panel, add_people_way, add_setting, add_way
from organisations.permissions import Can, Person, can


def _policies(organisation: Organisation, person: Person) -> Mapping[str, object]:
    versions = policies_of(organisation, person, timezone.localdate())
    groups = [
        (
            readers.label,
            [version for kind in kinds for version in versions if version.document.kind == kind.key],
        )
        for readers, kinds in registry.policy_groups()
    ]
    return {"groups": [(label, own) for label, own in groups if own], "code": organisation.code}


def _kept_by(organisation: Organisation) -> Q:
    kinds = [kind.key for kind in registry.policy_kinds()]
    return Q(document__organisation=organisation, document__kind__in=kinds)


def _rules(organisation: Organisation) -> str:
    """How many rules of approval there are."""
    count = ApprovalRule.objects.filter(organisation=organisation).count()
    return (
        ngettext("%(count)d rule", "%(count)d rules", count) % {"count": count}
        if count
        else _("One approval")
    )


add_setting(
    Setting(
        "governance:approval-rules",
        gettext_lazy("Who must approve"),
        gettext_lazy("Which roles, offices or people approve a version, and in which order"),
        _rules,
    )
)


def _reading(organisation: Organisation, person: Person) -> Mapping[str, object] | None:
    """For those who may ask people of the organisation to read."""
    return {"code": organisation.code} if can(person, Can.PUBLISH, organisation) else None


add_panel(Panel("reading", "governance/_organisation_reading.html", _reading))
add_panel(Panel("policies", "governance/_organisation_policies.html", _policies))
add_people_way(
    Way("governance:undelivered", gettext_lazy("E-mails that could not be delivered"), Can.MANAGE_PEOPLE)
)
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
