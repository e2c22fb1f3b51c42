"""What other pages show of agreements: on an organisation's page those of the register that name it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from governance import registry
from governance.framework import AgreementsOf, FrameworkPart
from governance.models import DocumentVersion
from organisations.models import Organisation, Succession
from organisations.panels import Panel, Setting, add_panel, add_setting
from organisations.permissions import Can, Person, rights_in
from protocols.forms.removal_rule import in_words
from protocols.kinds import KINDS
from protocols.models import AddedLaw, Party, SigningRule
from protocols.reading import agreements_of
from protocols.services.removal_rules import months_for

SHOWN = 5


def _agreements(organisation: Organisation, person: Person) -> Mapping[str, object]:
    found = list(agreements_of(organisation, person, timezone.localdate())[: SHOWN + 1])
    return {
        "entries": found[:SHOWN],
        "has_more": len(found) > SHOWN,
        "code": organisation.code,
        "may_start": Can.DRAFT in rights_in(person, organisation),
    }


add_panel(Panel("agreements", "protocols/_organisation_agreements.html", _agreements))


def _entered_into_by(organisation: Organisation) -> Q:
    """It leads the agreement, or is named as a party by the version."""
    kinds = [kind.key for kind in registry.agreement_kinds()]
    named = Party.objects.filter(organisation=organisation).values("version")
    return Q(document__kind__in=kinds) & (Q(document__organisation=organisation) | Q(pk__in=named))


def _in_force(person: Person, on: date) -> Coalesce:
    versions = DocumentVersion.objects.visible_to(person).in_force(on)
    named = versions.filter(document__kind__in=KINDS, parties__organisation=OuterRef("pk"))
    count = (
        named.order_by().values("parties__organisation").annotate(counted=Count("document", distinct=True))
    )
    return Coalesce(Subquery(count.values("counted")), 0)


def _listed(code: str) -> str:
    return f"{reverse('protocols:register')}?{urlencode({'party': code})}"


registry.add_agreements(AgreementsOf(_in_force, _listed))
registry.add_framework_part(
    FrameworkPart("agreements", _("Agreements"), _("No agreement was in force."), _entered_into_by, place=2)
)


def _rules(organisation: Organisation) -> str:
    count = SigningRule.objects.filter(organisation=organisation).count()
    if not count:
        return now("One signature")
    return ngettext("%(count)d rule", "%(count)d rules", count) % {"count": count}


def _predecessors(organisation: Organisation) -> str:
    count = Succession.objects.filter(successor=organisation).count()
    return ngettext("%(count)d predecessor", "%(count)d predecessors", count) % {"count": count}


def _laws(organisation: Organisation) -> str:
    count = AddedLaw.objects.filter(organisation=organisation).count()
    return ngettext("%(count)d added", "%(count)d added", count) % {"count": count} if count else now("None")


add_setting(
    Setting(
        "protocols:succession",
        _("Agreements of bodies before us"),
        _("Which agreements of a body that was abolished pass to this one, or end"),
        _predecessors,
    )
)
add_setting(
    Setting(
        "protocols:added-law",
        _("Law that you added"),
        _("Legal powers and lawful bases that agreements can name, beside those that are there"),
        _laws,
    )
)
add_setting(
    Setting(
        "protocols:removal-rule",
        _("When agreements leave the register"),
        _("How long after an overdue review the public register leaves them out"),
        lambda organisation: in_words(months_for(organisation)),
    )
)
add_setting(
    Setting(
        "protocols:signing-rules",
        _("Who must sign"),
        _("Which roles or offices sign agreements, by what is shared"),
        _rules,
    )
)
